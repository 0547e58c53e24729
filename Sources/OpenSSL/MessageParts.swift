internal import Locks

/// A SignedData message with its certificates taken out.
///
/// OpenSSL decodes the public key of every certificate it meets, which takes longer than to check a P-256
/// signature, and bidders send the same certificates with every command. So they are cut out of the message
/// before OpenSSL reads it, and known ones are not read again. It works on DER alone; a message of any other
/// shape is left whole, for OpenSSL to judge.
struct MessageParts {
    /// The message without its certificates and revocation lists, neither of which is signed.
    let rest: [UInt8]
    /// Each certificate in DER.
    let certificates: [[UInt8]]

    /// OID 1.2.840.113549.1.7.2, id-signedData.
    private static let signedData: [UInt8] = [
        0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02,
    ]

    init?(_ message: [UInt8]) {
        guard let outer = Self.only(0x30, message, message.indices),
            let pair = DER.elements(message, in: outer.body, limit: 2), pair.count == 2,
            Array(message[pair[0].whole]) == Self.signedData, pair[1].tag == 0xa0,
            let inner = Self.only(0x30, message, pair[1].body),
            let fields = DER.elements(message, in: inner.body, limit: 6),
            // Version, digest algorithms, content, certificates, perhaps revocation lists, signers.
            fields.map(\.tag).filter({ $0 != 0xa1 }) == [0x02, 0x31, 0x30, 0xa0, 0x31],
            let certificates = DER.elements(message, in: fields[3].body, limit: CMS.certificates),
            certificates.allSatisfy({ $0.tag == 0x30 })
        else { return nil }
        self.certificates = certificates.map { Array(message[$0.whole]) }
        let kept = fields.filter { $0.tag != 0xa0 && $0.tag != 0xa1 }
        let body = kept.reduce(into: [UInt8]()) { $0 += message[$1.whole] }
        let content = DER.element(tag: 0xa0, DER.element(tag: 0x30, body))
        rest = DER.element(tag: 0x30, Self.signedData + content)
    }

    private static func only(_ tag: UInt8, _ bytes: [UInt8], _ range: Range<Int>) -> DER.Element? {
        guard let found = DER.elements(bytes, in: range, limit: 1), let first = found.first, first.tag == tag
        else { return nil }
        return first
    }
}

/// Certificates that were read lately, by their bytes.
enum KnownCertificates {
    /// When this many are known all are forgotten: it costs one reading each, and needs no bookkeeping.
    private static let capacity = 4_096
    /// Longer ones are not kept, so that nobody fills the memory with them.
    private static let longest = 4_096
    private static let known = Mutex<[[UInt8]: Certificate]>([:])

    /// The certificate with these bytes, read at most once while it is known. Throws as `Certificate(der:)`.
    static func certificate(_ der: [UInt8]) throws(OpenSSLError) -> Certificate {
        let name = Digest.sha256(der)
        if let found = known.withLock({ $0[name] }) { return found }
        let read = try Certificate(der: der)
        guard der.count <= longest else { return read }
        known.withLock {
            if $0.count >= capacity { $0.removeAll(keepingCapacity: true) }
            $0[name] = read
        }
        return read
    }
}
