internal import OpenSSL

/// A verdict in one Chinese and one English sentence. Both name whose certificate and which CA it concerns.
struct VerdictWords {
    let chinese: String
    let english: String

    init(_ code: VerdictCode, certificate: Certificate, culprit: Certificate, list: ListUsed?) {
        let who = certificate.organisation ?? certificate.commonName ?? certificate.subject
        let ca = certificate.issuerShortName
        let (zh, en) = Self.tail(code, culprit: culprit, ca: ca, list: list)
        chinese = "“\(who)”的证书（由“\(ca)”签发，序列号 \(certificate.serial)）\(zh)。"
        english =
            "The certificate of “\(who)” (issued by “\(ca)”, serial number \(certificate.serial)) \(en)."
    }

    private static func tail(
        _ code: VerdictCode, culprit: Certificate, ca: String, list: ListUsed?
    ) -> (String, String) {
        let faulty = culprit.commonName ?? culprit.subject
        let begin = Instant.words(culprit.notBefore)
        let end = Instant.words(culprit.notAfter)
        let due = list?.nextUpdate.map(Instant.words) ?? "?"
        let issued = list.map { Instant.words($0.thisUpdate) } ?? "?"
        let from = culprit.issuerShortName
        switch code {
        case .ok: return ("有效", "is valid")
        case .messageMalformed, .notSigned, .sm2IdentifierMismatch, .contentChanged, .signatureConstraints,
            .timeStampOrder, .timeStampNonce, .signerCertificateMissing, .contentMissing:
            return ("所作的签名不能采信", "made a signature that cannot be relied on")
        case .certRevoked:
            return ("已被吊销；请向该CA申请新证书", "was revoked; ask that CA for a new one")
        case .caRevoked:
            return ("不可用：签发链上的“\(faulty)”已被吊销", "cannot be used: “\(faulty)” on its path was revoked")
        case .signatureBad:
            return (
                "的签名不成立：“\(faulty)”不是由其所称的CA签发",
                "is not genuine: the signature on “\(faulty)” is not its CA's"
            )
        case .certExpired: return ("已于 \(end) 过期；请向该CA续期", "expired at \(end); renew it with that CA")
        case .certNotYetValid: return ("自 \(begin) 起才有效", "is valid only from \(begin)")
        case .caOutOfDate:
            return (
                "不可用：签发链上的“\(faulty)”只在 \(begin) 至 \(end) 之间有效",
                "cannot be used: “\(faulty)” on its path is valid only from \(begin) to \(end)"
            )
        case .chainIncomplete:
            return (
                "不能连到任何受认可的根证书：找不到“\(from)”；请附上中间证书，或确认该CA已获认可",
                "leads to no recognised root: “\(from)” was not found; "
                    + "send the CA certificates along, or ask whether that CA is recognised"
            )
        case .chainConstraints:
            return ("违反签发链上的限制（在“\(faulty)”处）", "breaks a constraint of its path (at “\(faulty)”)")
        case .policyNotAccepted: return ("不符合所要求的证书策略", "does not satisfy the certificate policies asked for")
        case .algorithmWeak:
            return (
                "所用算法或密钥强度不足（在“\(faulty)”处）", "uses an algorithm or key that is too weak (at “\(faulty)”)"
            )
        case .criticalExtension:
            return (
                "含有不能识别的关键扩展（在“\(faulty)”处）",
                "has a critical extension that is not understood (at “\(faulty)”)"
            )
        case .crlSignatureBad:
            return (
                "不能判定：“\(from)”的吊销列表签名不成立", "cannot be used: the revocation list of “\(from)” is not genuine"
            )
        case .keyUsage: return ("的密钥用途不允许用于此事；请选用相应用途的证书", "is not for this use; choose the one that is")
        case .usccMissing: return ("没有统一社会信用代码", "holds no unified social credit code")
        case .usccUnreadable:
            return ("中的统一社会信用代码不能读取", "holds a unified social credit code that cannot be read")
        case .usccBadCheckDigit:
            return ("中的统一社会信用代码校验位有误", "holds a unified social credit code with a wrong check character")
        case .usccDisagree:
            return ("含有互相矛盾的统一社会信用代码", "holds unified social credit codes that contradict each other")
        case .holderNameMissing: return ("没有唯一的单位名称（O）", "does not name one organisation (O)")
        case .imprintMismatch: return ("所签的时间戳不是针对这份数据", "signed a time stamp over something else")
        case .formatBad: return ("不能读取", "cannot be read")
        case .profileBroken:
            return ("不符合证书格式规范（在“\(faulty)”处）", "breaks the certificate profile (at “\(faulty)”)")
        case .ocspSignatureBad, .ocspSignerNotAllowed, .ocspNonceMismatch:
            return ("的OCSP响应不可用", "came with an OCSP response that cannot be used")
        case .budgetSpent: return ("需要过多的计算", "would take more work than is allowed")
        case .revocationMissing, .revocationUnknown, .revocationStale:
            return ("暂不能判定：缺少有效的吊销信息", "cannot be judged yet: there is no good revocation information")
        case .pathRefused:
            return ("不能通过证书链验证（在“\(faulty)”处）", "does not pass path validation (at “\(faulty)”)")
        case .sealFormat, .sealSignatureBad, .sealSignerNotListed,
            .sealExpired, .sealNotYetValid, .sealDates, .sealTimestamp, .sealPicture, .sealTimeUnproven,
            .trustNotJudged, .contentNotGiven:
            return ("用于印章，其判定另有说明", "belongs to a seal, whose judgement says more")
        case .crlMissing:
            return (
                "暂不能判定：缺少“\(from)”的吊销列表", "cannot be judged yet: the revocation list of “\(from)” is missing"
            )
        case .crlStale:
            return (
                "暂不能判定：“\(from)”的吊销列表已于 \(due) 到期；请更新该列表",
                "cannot be judged yet: the revocation list of “\(from)” was due for renewal at \(due); fetch the new one"
            )
        // Recognition brings its own words, which name lists and rules.
        case .madeAfterCompromise, .listSignatureBad, .listFork, .listRollback, .listUnreachable, .listStale,
            .serviceNotListed, .serviceCompromised, .serviceWithdrawn, .serviceSuspended, .algorithmSunset,
            .territoryNotRecognised, .useNotRecognised, .subjectNotRecognised, .tradeNotRecognised,
            .assuranceTooLow, .reciprocityLapsed:
            return ("未获认可（\(code.rawValue)）", "is not recognised (\(code.rawValue))")
        case .crlNotYetValid:
            return (
                "暂不能判定：“\(from)”的吊销列表签发于 \(issued)，晚于所问的时间",
                "cannot be judged: the revocation list of “\(from)” was issued at \(issued), later than the time asked about"
            )
        }
    }
}

/// Instants in words, at the time of the country.
enum Instant {
    /// Such as "2026-11-24 13:00:00 +08:00".
    static func words(_ milliseconds: Int64) -> String {
        // Far outside the calendar a sentence needs no date.
        guard abs(milliseconds / 1_000) < 1_000_000_000_000 else { return "?" }
        var seconds = milliseconds / 1_000 + 8 * 3_600
        if milliseconds % 1_000 < 0 { seconds -= 1 }
        let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let rest = seconds - days * 86_400
        // Civil from days: eras of 400 years that begin on 1 March.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let ofEra = shifted - era * 146_097
        let year = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * year + year / 4 - year / 100)
        let month = (5 * ofYear + 2) / 153
        let day = ofYear - (153 * month + 2) / 5 + 1
        let civilMonth = month < 10 ? month + 3 : month - 9
        let civilYear = year + era * 400 + (civilMonth <= 2 ? 1 : 0)
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(civilYear)-\(two(civilMonth))-\(two(day)) "
            + "\(two(rest / 3_600)):\(two(rest / 60 % 60)):\(two(rest % 60)) +08:00"
    }
}
