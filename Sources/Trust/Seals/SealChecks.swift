internal import OpenSSL

/// The checks on a seal by itself, in the order of GB/T 38540 §6 as docs/formats/seals.md has it.
enum SealChecks {
    static let all: [Check<SealFacts>] = [
        signature, algorithm, extensions, dates, makerUsage, makerDates, makerPath, period, picture,
        timestampReadable, timestamp,
    ]

    static let signature = Check<SealFacts>(
        "seal.maker.signature", .seal, source: "GB/T 38540-2020, seal signature value"
    ) { facts in
        signatureResult(facts.makerState, zh: "制章者", en: "maker", object: facts.maker)
    }

    static let algorithm = Check<SealFacts>(
        "seal.maker.algorithm", .algorithm, source: "GB/T 38540-2020, signAlgID"
    ) { facts in
        algorithmResult(facts.makerState, zh: "制章者", en: "maker")
    }

    static let extensions = Check<SealFacts>("seal.extensions", .seal, source: "GB/T 38540-2020, ExtData") {
        facts in
        let unknown = (facts.seal.extensions + (facts.signature?.extensions ?? [])).filter(\.isCritical)
        guard !unknown.isEmpty else { return .fine }
        return .wrong(
            unknown.map { item in
                Remark(
                    .criticalExtension, particulars: ["oid": item.oid],
                    chinese: "印章含有不能识别的关键扩展 \(item.oid)，因此不能采信。",
                    english:
                        "The seal has a critical extension, \(item.oid), that is not understood, so it cannot be relied on."
                )
            })
    }

    static let dates = Check<SealFacts>("seal.created", .seal, source: "GB/T 38540-2020, createDate") {
        facts in
        let seal = facts.seal
        guard seal.validFrom <= seal.validTo, seal.created <= seal.validTo else {
            return .wrong([
                Remark(
                    .sealDates,
                    chinese:
                        "印章写明的日期互相矛盾：制作于\(Instant.words(seal.created))，有效期却止于\(Instant.words(seal.validTo))。",
                    english:
                        "The dates of the seal contradict each other: made at \(Instant.words(seal.created)), valid from \(Instant.words(seal.validFrom)) to \(Instant.words(seal.validTo))."
                )
            ])
        }
        guard seal.created <= facts.at else {
            return .wrong([
                Remark(
                    .sealNotYetValid, chinese: "印章制作于\(Instant.words(seal.created))，晚于所问的时间。",
                    english:
                        "The seal was made at \(Instant.words(seal.created)), later than the time asked about."
                )
            ])
        }
        return .fine
    }

    static let makerUsage = Check<SealFacts>("seal.maker.usage", .seal, source: "RFC 5280 §4.2.1.3") {
        facts in
        usageResult(facts.maker, zh: "制章者", en: "maker")
    }

    static let makerDates = Check<SealFacts>(
        "seal.maker.dates", .seal, source: "GB/T 38540-2020, maker's certificate at createDate"
    ) { facts in
        certificateDates(
            facts.maker, at: facts.seal.created, zh: "制章者证书在印章制作时",
            en: "maker's certificate when the seal was made")
    }

    static let makerPath = Check<SealFacts>(
        "seal.maker.path", .path, source: "GB/T 38540-2020, maker's certificate"
    ) { $0.makerPath ?? .notRun("no anchors were given") }

    /// For a seal by itself. What holds of a seal that was used is `seal.signature.time`.
    static let period = Check<SealFacts>(
        "seal.period", .seal, source: "GB/T 38540-2020, validStart and validEnd"
    ) { facts in
        guard facts.signature == nil else { return .notRun("judged for the time of signing") }
        return periodResult(facts.seal, at: facts.at, zh: "所问的时间", en: "at the time asked about")
    }

    static let picture = Check<SealFacts>("seal.picture", .seal, source: "GB/T 38540-2020, SES_ESPictureInfo")
    {
        facts in
        let picture = facts.seal.picture
        guard !picture.data.isEmpty, picture.isAsNamed else {
            return .wrong([
                Remark(
                    .sealPicture, particulars: ["type": picture.type],
                    chinese: "印章图片不是其所称的类型“\(picture.type)”；图片只供显示，从不作为依据。",
                    english:
                        "The picture of the seal is not of the type \"\(picture.type)\" that it is called by; pictures are shown, never relied on."
                )
            ])
        }
        return .fine
    }

    static let timestampReadable = Check<SealFacts>(
        "seal.timestamp.readable", .timestamp, source: "RFC 3161 §2.4.2"
    ) { facts in readable([facts.sealStamp, facts.signatureStamp]) }

    static let timestamp = Check<SealFacts>("seal.timestamp", .timestamp, source: "GM/T 0031-2025, timeStamp")
    {
        facts in
        stampResult(facts.sealStamp, notBefore: facts.seal.created, zh: "印章", en: "seal")
    }
}

// What the checks of maker and signer share.
extension SealChecks {
    static func signatureResult(
        _ state: SealSignatureState, zh: String, en: String, object: Certificate?
    ) -> CheckResult {
        switch state {
        case .good: return .fine
        case .algorithm: return .notRun("its algorithm is not taken")
        case .bad:
            return .wrong([
                Remark(
                    .sealSignatureBad, object: object?.fingerprint,
                    chinese: "\(zh)的签名不成立：印章被改动过，或者不是由所附证书的持有人签署。",
                    english:
                        "The \(en)'s signature does not hold: something was changed, or it was not made by the holder of the certificate inside."
                )
            ])
        case .otherIdentifier:
            return .wrong([
                Remark(
                    .sm2IdentifierMismatch, object: object?.fingerprint,
                    chinese: "\(zh)的SM2签名使用了另外的用户标识，而不是1234567812345678。",
                    english:
                        "The \(en)'s SM2 signature was made under another identifier than 1234567812345678."
                )
            ])
        case .unreadableCertificate(let why):
            return .wrong([
                Remark(
                    .sealFormat, particulars: ["detail": why], chinese: "\(zh)证书不能读取。",
                    english: "The \(en)'s certificate cannot be read: \(why).")
            ])
        }
    }

    static func algorithmResult(_ state: SealSignatureState, zh: String, en: String) -> CheckResult {
        guard case .algorithm(let oid) = state else { return .fine }
        return .wrong([
            Remark(
                .algorithmWeak, particulars: ["oid": oid],
                chinese: "\(zh)的签名算法 \(oid) 不被接受，或者与其密钥不符。",
                english:
                    "The \(en)'s signature algorithm \(oid) is not accepted, or does not go with the key.")
        ])
    }

    static func usageResult(_ certificate: Certificate?, zh: String, en: String) -> CheckResult {
        guard let certificate else { return .notRun("its certificate cannot be read") }
        guard let usage = certificate.keyUsage, usage.isDisjoint(with: [.digitalSignature, .nonRepudiation])
        else { return .fine }
        return .wrong([
            Remark(
                .keyUsage, object: certificate.fingerprint, chinese: "\(zh)证书的密钥用途不允许签名。",
                english: "The key of the \(en)'s certificate is not for signing.")
        ])
    }

    static func certificateDates(
        _ certificate: Certificate?, at time: Int64, zh: String, en: String
    ) -> CheckResult {
        guard let certificate else { return .notRun("its certificate cannot be read") }
        guard time < certificate.notBefore || time > certificate.notAfter else { return .fine }
        return .wrong([
            Remark(
                time > certificate.notAfter ? .certExpired : .certNotYetValid,
                object: certificate.fingerprint,
                chinese:
                    "\(zh)（\(Instant.words(time))）不在有效期内：\(Instant.words(certificate.notBefore)) 至 \(Instant.words(certificate.notAfter))。",
                english:
                    "The \(en) (\(Instant.words(time))) was outside its validity, \(Instant.words(certificate.notBefore)) to \(Instant.words(certificate.notAfter))."
            )
        ])
    }

    static func periodResult(_ seal: ElectronicSeal, at time: Int64, zh: String, en: String) -> CheckResult {
        guard time < seal.validFrom || time > seal.validTo else { return .fine }
        let isOver = time > seal.validTo
        return .wrong([
            Remark(
                isOver ? .sealExpired : .sealNotYetValid,
                chinese:
                    "印章“\(seal.name)”在\(zh)（\(Instant.words(time))）不在有效期内：\(Instant.words(seal.validFrom)) 至 \(Instant.words(seal.validTo))。",
                english:
                    "The seal \"\(seal.name)\" was not valid \(en) (\(Instant.words(time))): it is valid from \(Instant.words(seal.validFrom)) to \(Instant.words(seal.validTo)).",
                remedy: isOver
                    ? .init(chinese: "向制章者申请新印章。", english: "Ask the maker for a new seal.") : nil)
        ])
    }

    static func readable(_ stamps: [SealStampState?]) -> CheckResult {
        let isUseless = stamps.contains { if case .nothing? = $0 { true } else { false } }
        guard isUseless else { return .fine }
        return .wrong([
            Remark(
                .sealTimestamp, chinese: "印章中时间戳位置上的数据不是RFC 3161时间戳，不能证明任何时间。",
                english:
                    "What stands in the place of the time stamp is no RFC 3161 token, and proves no time.")
        ])
    }

    static func stampResult(
        _ stamp: SealStampState?, notBefore: Int64?, zh: String, en: String
    ) -> CheckResult {
        switch stamp {
        case nil: return .notRun("there is no time stamp")
        case .nothing?: return .notRun("what stands there is no time stamp")
        case .broken(let why)?:
            return .wrong([
                Remark(
                    .sealTimestamp, particulars: ["detail": why], chinese: "\(zh)上的时间戳不成立。",
                    english: "The time stamp on the \(en) does not hold: \(why).")
            ])
        case .token(let token, let matches)?:
            guard matches else {
                return .wrong([
                    Remark(
                        .imprintMismatch, chinese: "\(zh)上的时间戳不是针对它的签名值。",
                        english: "The time stamp on the \(en) is over something else than its signature.")
                ])
            }
            guard let notBefore, notBefore > token.time + (token.accuracy ?? 0) else { return .fine }
            return .wrong([
                Remark(
                    .sealTimestamp,
                    chinese: "\(zh)自称作于\(Instant.words(notBefore))，却晚于它的时间戳\(Instant.words(token.time))。",
                    english:
                        "The \(en) says it was made at \(Instant.words(notBefore)), later than its time stamp of \(Instant.words(token.time))."
                )
            ])
        }
    }
}
