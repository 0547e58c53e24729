internal import OpenSSL
internal import StrictJSON

/// What is known of one signature of a message before it is judged.
struct SignerFacts: Sendable {
    let signer: SignerInfo
    /// The certificate that the signer's identifier points at; nil when it is nowhere to be found.
    let certificate: Certificate?
    /// Nil when there is no content to check against.
    let faults: [SignatureFault]?
    let isPlainData: Bool
    let demandsCertificateName: Bool

    /// - Parameters:
    ///   - candidates: certificates that may be the signer's, the message's own first.
    init(
        _ signer: SignerInfo, content: [UInt8]?, type: OpenSSL.SignedData, candidates: [Certificate],
        demandsCertificateName: Bool = false
    ) {
        self.signer = signer
        isPlainData = type.isPlainData
        self.demandsCertificateName = demandsCertificateName
        let named = candidates.filter { signer.isBy($0) }
        func faults(_ certificate: Certificate) -> [SignatureFault]? {
            content.map {
                signer.faults(over: .bytes($0), in: type, certificate: certificate, others: candidates)
            }
        }
        // Two certificates may have one name and number; the one whose key made the signature is meant.
        let best = named.first { faults($0)?.isEmpty == true } ?? named.first
        certificate = best
        self.faults = best.flatMap { faults($0) }
    }

    var object: [UInt8]? { certificate?.fingerprint }

    var json: JSON {
        var members: [String: JSON] = [
            "digest": .string(signer.digestAlgorithm?.rawValue ?? signer.digestName),
            "attributesSigned": .bool(!signer.signedAttributes.isEmpty),
            "namesCertificate": .bool(signer.namesCertificate),
        ]
        members["signingTime"] = signer.signingTime.map { .integer($0) }
        if let certificate {
            members["certificate"] = .string("sha256:" + certificate.fingerprint.hex)
            members["subject"] = .string(certificate.subject)
            members["issuer"] = .string(certificate.issuer)
            members["serial"] = .string(certificate.serial)
            members["key"] = .string(certificate.keyAlgorithm)
        }
        return .object(members)
    }
}

/// The checks of one signature, each of which looks at one kind of fault.
enum SignerChecks {
    static let all: [Check<SignerFacts>] = [
        Check("signature.signer", .signature, source: "RFC 5652 §5.3") { facts in
            guard facts.certificate == nil else { return .fine }
            return .wrong([
                Remark(
                    .signerCertificateMissing, chinese: "消息里没有签名人的证书，也没有另外给出。",
                    english: "The signer's certificate is neither in the message nor was it given.",
                    remedy: .init(
                        chinese: "用--intermediates给出签名人的证书。", english: "Give it with --intermediates."))
            ])
        },
        Check("signature.keyUsage", .signature, source: "RFC 5280 §4.2.1.3") { facts in
            guard let certificate = facts.certificate else { return .notRun("no signer") }
            guard let usage = certificate.keyUsage,
                usage.isDisjoint(with: [.digitalSignature, .nonRepudiation])
            else { return .fine }
            return .wrong([
                Remark(
                    .keyUsage, object: facts.object, chinese: "签名人“\(certificate.subject)”的证书不能用于签名。",
                    english: "The certificate of \(certificate.subject) is not for signing.")
            ])
        },
        faults("signature.digest", "RFC 5652 §5.3", .algorithmWeak) {
            if case .weakDigest = $0 { true } else { false }
        },
        faults("signature.algorithm", "RFC 5652 §10.1.2", .algorithmWeak) { $0 == .algorithm },
        faults("signature.identifier", "GB/T 32918.2", .sm2IdentifierMismatch) {
            if case .otherIdentifier = $0 { true } else { false }
        },
        faults("signature.value", "RFC 5652 §5.6", .signatureBad) { $0 == .signatureBad },
        faults("signature.content", "RFC 5652 §5.4", .contentChanged) { $0 == .contentChanged },
        faults("signature.attributes", "RFC 5652 §11", .signatureConstraints) { fault in
            switch fault {
            case .attribute, .contentType, .noMessageDigest, .signingTime, .contentLooksLikeAttributes: true
            case .noSignedAttributes, .contentChanged, .weakDigest, .algorithm, .signatureBad,
                .otherIdentifier,
                .signingCertificateOther, .signingCertificateMissing:
                false
            }
        },
        faults("signature.certificateName", "RFC 5035", .signatureConstraints) {
            $0 == .signingCertificateOther
        },
        Check("signature.attributesNeeded", .signature, source: "RFC 5652 §5.3") { facts in
            guard facts.signer.signedAttributes.isEmpty, !facts.isPlainData else { return .fine }
            return .wrong([
                remark(facts, .signatureConstraints, .noSignedAttributes)
            ])
        },
        Check("signature.certificateNamed", .signature, source: "RFC 3161 §2.4.2") { facts in
            guard facts.demandsCertificateName else { return .notRun("not demanded of this message") }
            let names = ["1.2.840.113549.1.9.16.2.12", "1.2.840.113549.1.9.16.2.47"]
            guard !facts.signer.signedAttributes.contains(where: { names.contains($0.oid) }) else {
                return .fine
            }
            return .wrong([remark(facts, .signatureConstraints, .signingCertificateMissing)])
        },
        Check("signature.attributesSigned", .signature, source: "RFC 5652 §5.3") { facts in
            guard facts.signer.signedAttributes.isEmpty else { return .fine }
            return .wrong([remark(facts, .signatureConstraints, .noSignedAttributes)])
        },
    ]

    private static func faults(
        _ id: String, _ source: String, _ code: VerdictCode,
        _ isMeant: @escaping @Sendable (SignatureFault) -> Bool
    ) -> Check<SignerFacts> {
        Check(id, .signature, source: source) { facts in
            guard let faults = facts.faults else { return .notRun("no content or no signer") }
            let found = faults.filter(isMeant)
            return found.isEmpty ? .fine : .wrong(found.map { remark(facts, code, $0) })
        }
    }

    private static func remark(
        _ facts: SignerFacts, _ code: VerdictCode, _ fault: SignatureFault
    ) -> Remark {
        let name = facts.certificate.map { $0.organisation ?? $0.commonName ?? $0.subject } ?? "?"
        return Remark(
            code, object: facts.object, chinese: "“\(name)”的签名：\(fault.chinese)。",
            english: "The signature of \(name): \(fault.words).")
    }
}

extension SignatureFault {
    /// The same as `words`, in Chinese.
    var chinese: String {
        switch self {
        case .noSignedAttributes: "没有签署任何属性"
        case .attribute(let name): "签名属性“\(name)”的形式不符合规定"
        case .contentType: "签名属性所称的内容类型与内容不符"
        case .noMessageDigest: "签名属性里没有消息摘要"
        case .contentChanged: "内容不是当时所签的内容"
        case .weakDigest(let oid): "采用了SHA-256、SHA-384、SHA-512、SM3以外的摘要（\(oid)）"
        case .algorithm: "签名算法不受支持，或者与摘要、密钥不符"
        case .signatureBad: "签名不是由该证书的密钥作出的"
        case .otherIdentifier: "SM2签名所用的标识不是1234567812345678（SM2_ID_MISMATCH），请用该标识重新签名"
        case .signingCertificateOther: "签名属性指明的是另一张证书"
        case .signingCertificateMissing: "没有指明签名证书"
        case .signingTime: "签名时间不能读取"
        case .contentLooksLikeAttributes: "内容本身具有签名属性的形式，可能原是为别的消息所签"
        }
    }
}
