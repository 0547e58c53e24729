internal import Foundation
package import Ledger
package import OpenSSL
internal import Procurement
internal import Storage

/// The platform's own keys: the log's, and its time-stamp authority's. It has no key that opens a bid.
package struct Seals: Sendable {
    package let origin: String
    package let key: LogKey
    private let signer: LogSigner
    private let authority: TimeStampAuthority
    /// The authority's certificate.
    package let timeStampCertificate: Certificate

    /// The policy under which the platform stamps: receipts, and nothing else.
    static let policy = "1.3.6.1.4.1.99999.1.1"

    init(origin: String, logKey: PrivateKey, timeStampKey: PrivateKey, certificate: Certificate) throws {
        self.origin = origin
        let key = try LogKey(name: origin, publicKey: logKey.ed25519PublicBytes(), OpenSSL.Digest.sha256)
        self.key = key
        signer = LogSigner(key: key) { try logKey.sign($0) }
        authority = try TimeStampAuthority(
            key: timeStampKey, certificate: certificate, policy: Self.policy, accuracy: 1)
        timeStampCertificate = certificate
    }

    /// The signed note over the tree with a batch.
    func sign(_ batch: EntryBatch) throws -> [UInt8] {
        try batch.checkpoint(origin: origin).signed(by: [signer]).bytes
    }

    /// A signed note over any text of the hall's own.
    func sign(text: String) throws -> [UInt8] {
        try SignedNote(signing: text, by: [signer]).bytes
    }

    /// An RFC 3161 token over the bytes of a checkpoint. The log's size grows with each, so it serves as serial.
    func timeStamp(over note: [UInt8], at: Instant, serial: Int64) throws -> [UInt8] {
        try authority.token(
            for: OpenSSL.Digest.sha256(note), at: at.milliseconds, serial: UInt64(serial),
            withCertificate: true)
    }
}

/// Checks an Ed25519 signature: what the ledger is lent.
package let ed25519Check: SignatureCheck = { publicKey, message, signature in
    guard let key = try? PublicKey(ed25519: publicKey) else { return false }
    return key.verify(signature, of: message)
}
