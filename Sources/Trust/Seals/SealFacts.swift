internal import DER
package import OpenSSL

/// Who stands behind a seal, and has a certificate.
package enum SealParty: String, Sendable, Hashable, CaseIterable {
    case maker
    case signer
    case timestampAuthority
}

/// Judges the certificate of a party for an instant: its path, revocation and recognition. It answers with what is
/// wrong.
package typealias SealPathJudge = @Sendable (SealParty, Certificate, Int64) -> CheckResult

/// What came of checking one of the signatures.
enum SealSignatureState: Sendable, Hashable {
    /// Good, over this part.
    case good(String)
    case bad
    /// An SM2 signature under another identifier than the usual one.
    case otherIdentifier
    case unreadableCertificate(String)
    /// An algorithm that is not taken, or that does not fit the key.
    case algorithm(String)
}

/// A time stamp as it was found.
enum SealStampState: Sendable {
    /// These bytes are no time-stamp token at all, and prove nothing.
    case nothing
    /// A token that does not hold, and why.
    case broken(String)
    /// A token that holds, and whether it stamps what it should.
    case token(TimeStampToken, matches: Bool)
}

/// Everything that the checks on a seal look at, gathered before any of them runs.
package struct SealFacts: Sendable {
    let at: Int64
    let object: SealObject
    let maker: Certificate?
    let makerState: SealSignatureState
    let signer: Certificate?
    let signerState: SealSignatureState?
    let sealStamp: SealStampState?
    let signatureStamp: SealStampState?
    /// The digests of the content by every function of this house; nil when it was not given.
    let contentDigests: [DigestAlgorithm: [UInt8]]?
    /// What the certificates' judge said; nil when nobody was asked.
    let makerPath: CheckResult?
    let signerPath: CheckResult?
    let stampPath: CheckResult?
    /// When the signature was certainly there: what a trusted time stamp says, else the instant asked about.
    let controlTime: Int64

    var seal: ElectronicSeal { object.seal }
    var signature: SealSignature? {
        switch object {
        case .seal: nil
        case .signature(let signature): signature
        }
    }

    /// When the signer says that it signed; with a signed time stamp, what that says.
    var signingTime: Int64? {
        if let claimed = signature?.claimedTime { return claimed }
        if case .token(let token, _)? = signatureStamp { return token.time }
        return nil
    }

    init(
        _ object: SealObject, at: Int64, contentDigests: [DigestAlgorithm: [UInt8]]?, judge: SealPathJudge?
    ) {
        self.at = at
        self.object = object
        self.contentDigests = contentDigests
        let seal = object.seal
        maker = try? Certificate(der: seal.makerCertificate)
        makerState = Self.state(seal.signature, seal.makerCertificate, over: seal.signable)
        sealStamp = seal.timestamp.map { Self.stamp($0, over: seal.signature.value) }
        makerPath = maker.flatMap { maker in judge.map { $0(.maker, maker, seal.created) } }
        switch object {
        case .seal:
            signer = nil
            signerState = nil
            signatureStamp = nil
            stampPath = nil
            controlTime = at
            signerPath = nil
        case .signature(let signature):
            let certificate = try? Certificate(der: signature.signerCertificate)
            signer = certificate
            signerState = Self.state(
                signature.signature, signature.signerCertificate,
                over: [SealSignedPart(name: "TBS_Sign", bytes: signature.signedBytes)])
            // A time stamp in the place of the claimed time is bound by the signature around it; what it is over
            // the standard leaves open.
            let stamp = signature.timestamp.map {
                Self.stamp($0, over: signature.timestampIsSigned ? nil : signature.signature.value)
            }
            signatureStamp = stamp
            var trusted: Int64?
            var path: CheckResult?
            if case .token(let token, let matches)? = stamp, let judge {
                let result = judge(.timestampAuthority, token.signer, token.time)
                path = result
                if result == .fine, matches, !signature.timestampIsSigned { trusted = token.time }
            }
            stampPath = path
            let control = min(trusted ?? at, at)
            controlTime = control
            signerPath = certificate.flatMap { signer in judge.map { $0(.signer, signer, control) } }
        }
    }

    private static func state(
        _ signature: SealSignatureValue, _ certificate: [UInt8], over parts: [SealSignedPart]
    ) -> SealSignatureState {
        guard let certificate = try? Certificate(der: certificate) else {
            return .unreadableCertificate("not a certificate in DER")
        }
        guard let key = try? certificate.publicKey() else {
            return .unreadableCertificate("a key that cannot be used")
        }
        guard let scheme = SignatureScheme(sealAlgorithm: signature.algorithm) else {
            return .algorithm(signature.algorithm)
        }
        guard scheme.isFor(key) else { return .algorithm(signature.algorithm) }
        var found = SealSignatureState.bad
        for part in parts {
            switch key.judge(signature.value, over: part.bytes, scheme) {
            case .good: return .good(part.name)
            case .otherIdentifier: found = .otherIdentifier
            case .bad: continue
            }
        }
        return found
    }

    private static func stamp(_ bytes: [UInt8], over stamped: [UInt8]?) -> SealStampState {
        let token: TimeStampToken
        do throws(OpenSSLError) {
            token = try TimeStampToken(der: bytes)
        } catch {
            return isSignedMessage(bytes) ? .broken("\(error)") : .nothing
        }
        let matches = stamped.map { token.imprint == Digest.hash(token.imprintAlgorithm, $0) } ?? true
        return .token(token, matches: matches)
    }

    /// Whether the bytes begin as CMS SignedData or as the same of GM/T 0010.
    private static func isSignedMessage(_ bytes: [UInt8]) -> Bool {
        let names = ["1.2.840.113549.1.7.2", "1.2.156.10197.6.1.4.2.2"].compactMap { DEROID.contents($0) }
        return names.contains { name in
            bytes.count > 32 && bytes.prefix(8).contains(0x06)
                && bytes.prefix(32).indices.contains { bytes[$0..<32].starts(with: name) }
        }
    }
}

extension SignatureScheme {
    /// A seal names its algorithm by the bare OID.
    init?(sealAlgorithm oid: String) {
        guard let contents = DEROID.contents(oid) else { return nil }
        let der = DERWriter.bytes { writer in writer.sequence { $0.primitive(.oid, contents) } }
        if let plain = SignatureScheme(algorithm: der) {
            self = plain
        } else if let sm2 = SignatureScheme(algorithm: der, digest: .sm3), sm2 == .sm2 {
            self = sm2
        } else {
            return nil
        }
    }

    /// The OID by which a seal names it.
    var sealAlgorithm: String? {
        switch self {
        case .sm2: "1.2.156.10197.1.501"
        case .ecdsa(.sha256): "1.2.840.10045.4.3.2"
        case .ecdsa(.sha384): "1.2.840.10045.4.3.3"
        case .rsaPKCS1(.sha256): "1.2.840.113549.1.1.11"
        case .ecdsa, .rsaPKCS1, .rsaPSS, .ed25519: nil
        }
    }

    func isFor(_ key: PublicKey) -> Bool {
        let kind = key.algorithm
        return switch self {
        case .sm2: kind == "SM2"
        case .ecdsa: kind.hasPrefix("EC ")
        case .rsaPKCS1, .rsaPSS: kind.hasPrefix("RSA")
        case .ed25519: kind == "ED25519"
        }
    }
}
