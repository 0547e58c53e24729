internal import Foundation
internal import OpenSSL
internal import Platform
internal import Procurement
internal import StrictJSON
internal import Trust

extension Option {
    static let anchors = Option(
        "anchors", "FILE", zh: "信任锚证书，PEM或DER，一个文件可含多份",
        en: "trust anchors, PEM or DER; a file may hold several"
    ).repeated
    static let intermediates = Option(
        "intermediates", "FILE", zh: "中间证书，用于构造证书链，本身不受信任",
        en: "certificates that help to build the path; they are not trusted"
    ).repeated
    static let crls = Option("crls", "FILE", zh: "吊销列表", en: "revocation lists").repeated
    static let ocspFiles = Option("ocsp", "FILE", zh: "OCSP响应", en: "OCSP responses").repeated
    static let atTime = Option(
        "at", "TIME", zh: "判定的时刻，RFC 3339，如2026-11-24T09:30:00+08:00；缺省为现在",
        en:
            "the time to judge for, RFC 3339 such as 2026-11-24T09:30:00+08:00, or seconds since 1970; else now"
    )
    static let acceptablePolicy = Option(
        "policy", "OID", zh: "可接受的证书策略；缺省为任意", en: "an acceptable certificate policy; else any"
    ).repeated
    static let requireExplicitPolicy = Option(
        "require-explicit-policy", zh: "证书链必须对某个策略有效", en: "the path must be valid for some policy")
    static let inhibitPolicyMapping = Option(
        "inhibit-policy-mapping", zh: "不允许策略映射", en: "policy mapping is not allowed")
    static let inhibitAnyPolicy = Option(
        "inhibit-any-policy", zh: "不接受anyPolicy", en: "any-policy in a certificate counts for nothing")
    static let ocspNonce = Option(
        "ocsp-nonce", "HEX", zh: "OCSP请求的随机数，响应须与之相同",
        en: "the nonce of the OCSP request, which the response must carry")
    static let validationPolicy = Option(
        "validation-policy", "FILE", zh: "各项检查的级别（JSON）；缺省用程序自带的",
        en: "the levels of the checks, JSON; else those that the program brings along")

    /// What every verb that judges a path takes.
    static let pathOptions = [
        anchors, intermediates, crls, ocspFiles, atTime, acceptablePolicy, requireExplicitPolicy,
        inhibitPolicyMapping,
        inhibitAnyPolicy, ocspNonce, validationPolicy, trustFolder, toTerritory, trustUse, tradeKind, report,
        dossier,
    ]
}

/// What the shared options of the verifying verbs say, read from the command line and the files that it names.
struct VerifyOptions {
    /// Milliseconds.
    let at: Int64
    let policies: PolicyDemand
    let nonce: String?
    /// Where it is to be recognised, for what and in which trade; nil when that was not asked.
    let to: String?
    let purpose: TrustUse?
    let trade: TradeKind?
    let validation: ValidationPolicy
    /// Anchors, intermediates, lists and OCSP responses. Verbs add the subject and the content.
    var evidence: Evidence

    /// - Throws: a usage failure that names the option, or what was wrong with a file.
    init(_ call: Call) throws {
        at = try Self.time(call)
        var policies = PolicyDemand()
        for text in call.all(.acceptablePolicy) {
            guard Self.isOID(text) else {
                throw Failure.usage(
                    zh: "--policy应当是点分的对象标识符，而不是“\(text)”。",
                    en: "--policy takes an object identifier such as 1.2.156.1.1, not \"\(text)\".")
            }
            policies.policies.append(text == "anyPolicy" ? "2.5.29.32.0" : text)
        }
        policies.requireExplicitPolicy = call.has(.requireExplicitPolicy)
        policies.inhibitPolicyMapping = call.has(.inhibitPolicyMapping)
        policies.inhibitAnyPolicy = call.has(.inhibitAnyPolicy)
        self.policies = policies
        nonce = call.value(.ocspNonce)
        if let nonce, [UInt8](hex: nonce) == nil {
            throw Failure.usage(
                zh: "--ocsp-nonce应当是十六进制。", en: "--ocsp-nonce takes hexadecimal digits, not \"\(nonce)\".")
        }
        do {
            validation =
                try call.value(.validationPolicy).map { try ValidationPolicy(json: Files.read($0)) }
                ?? .standard()
        } catch let fault as TrustFault {
            throw Failure("VALIDATION_POLICY", zh: "验证策略不可用：\(fault)", en: "\(fault)", exit: .usage)
        }
        var evidence = Evidence()
        for (option, role, labels) in Self.roles {
            for path in call.all(option) {
                for der in try Self.objects(path, labels) { evidence.add(role, der) }
            }
        }
        purpose = try call.word(.trustUse)
        trade = try call.word(.tradeKind)
        to = try call.has(.toTerritory) ? call.territory(.toTerritory).code : nil
        if call.has(.trustFolder) {
            guard to != nil else {
                throw Failure.usage(
                    zh: "--trust需要用--to说明在哪个省份使用。",
                    en: "--trust needs --to: the province where it is used.")
            }
            try Self.gather(try call.needed(.trustFolder), &evidence)
        } else if to != nil {
            throw Failure.usage(
                zh: "--to需要用--trust给出信任目录。", en: "--to needs --trust: the folder with the trust lists.")
        }
        guard evidence.items.count <= Evidence.mostItems,
            evidence.items.reduce(0, { $0 + $1.bytes.count }) <= Evidence.mostBytes
        else {
            throw Failure(
                "TOO_MUCH", zh: "所给的材料过多。",
                en:
                    "Too much was given: at most \(Evidence.mostItems) objects and \(Evidence.mostBytes) bytes are looked at."
            )
        }
        self.evidence = evidence
    }

    func question(_ subject: Trust.Question.Subject, use: CertificateUse = .any) -> Trust.Question {
        Trust.Question(
            subject, at: at, use: use == .any ? purpose?.certificateUse ?? .any : use, to: to,
            trade: trade?.rawValue, policies: policies, nonce: nonce, purpose: purpose)
    }

    /// The lists and rules of a trust folder, the certificates on them, and the revocation data beside them.
    private static func gather(_ folder: String, _ evidence: inout Evidence) throws {
        do {
            let files = try TrustFolder.files(folder)
            files.add(to: &evidence)
            let (roots, others) = TrustStore(files).anchors
            for root in roots { evidence.add(.anchor, root.der) }
            for other in others { evidence.add(.intermediate, other.der) }
            let (lists, responses) = try TrustFolder.revocation(folder)
            for bytes in lists {
                for der in split(bytes, ["X509 CRL"]) { evidence.add(.crl, der) }
            }
            for bytes in responses {
                for der in split(bytes, ["OCSP RESPONSE"]) { evidence.add(.ocsp, der) }
            }
        } catch {
            throw Failure("TRUST_FOLDER", zh: "信任目录不可用：\(error)", en: "\(error)", exit: .usage)
        }
    }

    private static let roles: [(Option, Evidence.Role, [String])] = [
        (.anchors, .anchor, certificateLabels), (.intermediates, .intermediate, certificateLabels),
        (.crls, .crl, ["X509 CRL"]), (.ocspFiles, .ocsp, ["OCSP RESPONSE"]),
    ]
    static let certificateLabels = ["CERTIFICATE", "TRUSTED CERTIFICATE", "X509 CERTIFICATE"]
    /// The longest file that is read: a list of a large CA.
    private static let longest = 96 << 20

    /// The objects of a file, in DER: every PEM block of these labels, or DER values one after another. A file with
    /// neither is taken as one object, that the reader of its kind then refuses by name.
    static func objects(_ path: String, _ labels: [String]) throws(Failure) -> [[UInt8]] {
        split(try Files.read(path, limit: longest), labels)
    }

    private static func split(_ bytes: [UInt8], _ labels: [String]) -> [[UInt8]] {
        if bytes.first != 0x30 {
            let found = PEMFile.blocks(bytes, labels)
            return found.isEmpty ? [bytes] : found
        }
        var found: [[UInt8]] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            guard let length = PEMFile.derLength(rest), found.count < Evidence.mostItems else {
                found.append(Array(rest))
                break
            }
            found.append(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        return found
    }

    private static func isOID(_ text: String) -> Bool {
        guard text != "anyPolicy" else { return true }
        let arcs = text.split(separator: ".", omittingEmptySubsequences: false)
        return (2...32).contains(arcs.count)
            && arcs.allSatisfy { arc in
                !arc.isEmpty && arc.count <= 38 && arc.utf8.allSatisfy { (0x30...0x39).contains($0) }
                    && (arc == "0" || arc.first != "0")
            } && (Int(arcs[0]).map { $0 <= 2 } ?? false)
            && (arcs[0] == "2" || (Int(arcs[1]).map { $0 < 40 } ?? false))
    }

    private static func time(_ call: Call) throws(Failure) -> Int64 {
        guard let text = call.value(.atTime) else { return Int64(Date().timeIntervalSince1970 * 1_000) }
        if let instant = Procurement.Instant(text: text) { return instant.milliseconds }
        if let seconds = Int64(text), abs(seconds) < 1_000_000_000_000 { return seconds * 1_000 }
        throw .usage(
            zh: "--at应当是RFC 3339时间，如2026-11-24T09:30:00+08:00，而不是“\(text)”。",
            en: "--at takes an RFC 3339 time such as 2026-11-24T09:30:00+08:00, not \"\(text)\".")
    }
}

/// Files that may be PEM or DER.
enum PEMFile {
    /// The contents of every block with one of these labels. A block whose base64 is broken comes out as its text,
    /// which no reader takes, so that it is refused and not passed over.
    static func blocks(_ bytes: [UInt8], _ labels: [String]) -> [[UInt8]] {
        var found: [[UInt8]] = []
        var body: [UInt8] = []
        var label: String?
        for raw in bytes.split(omittingEmptySubsequences: true, whereSeparator: { $0 == 0x0A || $0 == 0x0D })
        {
            let line = String(decoding: raw, as: UTF8.self).trimmingCharacters(in: .whitespaces)
            if line.hasPrefix("-----BEGIN "), line.hasSuffix("-----") {
                label = String(line.dropFirst(11).dropLast(5))
                body = []
            } else if line.hasPrefix("-----END ") {
                if let label, labels.contains(label) {
                    found.append(Base64.decode(String(decoding: body, as: UTF8.self)) ?? body)
                }
                label = nil
            } else if label != nil {
                body += Array(line.utf8)
            }
        }
        return found
    }

    /// The length of the DER value at the start, header included; nil when there is none in what is left.
    static func derLength(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard bytes.count >= 2 else { return nil }
        let start = bytes.startIndex
        let first = Int(bytes[start + 1])
        if first < 0x80 { return first + 2 <= bytes.count ? first + 2 : nil }
        let octets = first & 0x7F
        guard (1...4).contains(octets), bytes.count >= 2 + octets else { return nil }
        let length = bytes[(start + 2)..<(start + 2 + octets)].reduce(0) { $0 << 8 | Int($1) } + 2 + octets
        return length <= bytes.count ? length : nil
    }
}

extension Exit {
    /// What a script reads of a judgement.
    init(_ indication: Indication) {
        switch indication {
        case .passed: self = .done
        case .failed: self = .failed
        case .indeterminate: self = .undecided
        }
    }
}
