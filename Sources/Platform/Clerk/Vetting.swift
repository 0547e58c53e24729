internal import Ledger
internal import OpenSSL
internal import Procurement
internal import StrictJSON
internal import Trust

/// A command whose signature, certificate and author are proved. There is no way to one but through
/// `Vetting`, and none back.
package struct Vetted: Sendable {
    let envelope: CommandEnvelope
    /// The signed bytes, as they came.
    let signed: [UInt8]
    /// SHA-256 of `signed`.
    let digest: [UInt8]
    let record: ActRecord
    /// The holder's name as the certificate has it.
    let holderName: String
    /// The verdict on the certificate, canonical JSON.
    let verdict: [UInt8]

    /// A command is sent when it is signed. A day either way forgives a wrong clock and a slow courier; beyond
    /// it, an old command could come back long after its author forgot it. One that was taken in its time is
    /// not asked again: it has its receipt for ever.
    func checkAge(at now: Instant) throws(Problem) {
        let day: Int64 = 86_400_000
        let issued = envelope.issuedAt
        guard abs(issued.milliseconds - now.milliseconds) > day else { return }
        throw Problem(
            .refused, "ISSUED_AT_FAR",
            zh: "指令的签发时间\(issued.text)与平台时间\(now.text)相差超过一天，请按平台时间重新签发。",
            en:
                "The command was issued at \(issued.text), more than a day from the hall's clock \(now.text); issue it anew with the hall's time.",
            found: issued.text, demanded: now.text)
    }
}

/// The first door: bytes become a command of somebody.
struct Vetting: Sendable {
    let verifier: PathVerifier

    /// - Parameters:
    ///   - roles: what the registry grants a party now; nil when it does not know it.
    /// - Throws: `Problem` when the signature or certificate does not prove who asks, or when the command
    ///   is not one.
    func vet(
        _ signed: [UInt8], at now: Instant, parties: (PartyID) -> Party?
    ) throws(Problem) -> Vetted {
        let message: SignedMessage
        do throws(OpenSSLError) {
            message = try CMS.verifySignature(signed)
        } catch {
            throw Problem(
                .unauthenticated, "SIGNATURE_INVALID",
                zh: "指令不是有效的CMS签名数据：\(error.reasons.first ?? error.operation)。请用自己的证书对指令签名后再发送。",
                en:
                    "The command is no valid CMS signature: \(error). Sign it with your certificate and send it again."
            )
        }
        let envelope = try CommandEnvelope(message.content)
        let verdict: Verdict
        do throws(OpenSSLError) {
            verdict = try verifier.verify(
                message.signer, intermediates: message.otherCertificates, at: now.milliseconds, use: .sign,
                demandsHolder: true)
        } catch {
            throw Problem(
                .unavailable, "VERIFIER_FAILED", zh: "证书验证暂时无法进行，请稍后重试。",
                en: "Certificates cannot be verified now; try again.")
        }
        guard verdict.passed, let holder = verdict.holder else {
            throw Problem(
                .unauthenticated, verdict.code.rawValue, zh: verdict.chinese, en: verdict.english)
        }
        let author = PartyID(holder.uscc.text)
        let digest = OpenSSL.Digest.sha256(signed)
        return Vetted(
            envelope: envelope, signed: signed, digest: digest,
            record: ActRecord(
                id: envelope.id, by: author, roles: parties(author)?.roles ?? [],
                certificate: .sha256(message.signer.fingerprint),
                content: .sha256(OpenSSL.Digest.sha256(message.content))),
            holderName: holder.name, verdict: verdict.canonicalBytes)
    }
}

extension Procurement.Digest {
    /// The digest whose 32 bytes are given.
    static func sha256(_ bytes: [UInt8]) -> Procurement.Digest {
        guard let digest = Procurement.Digest(hex: bytes.hex) else {
            preconditionFailure("a SHA-256 digest has 32 bytes, not \(bytes.count)")
        }
        return digest
    }
}
