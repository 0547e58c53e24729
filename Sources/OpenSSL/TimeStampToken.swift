internal import COpenSSL

/// A time-stamp token (RFC 3161 §2.4.2) whose signature was checked: somebody with this certificate says that
/// this digest existed at this time. Whether that certificate is to be trusted is judged elsewhere.
package struct TimeStampToken: Sendable {
    /// The token in DER.
    package let der: [UInt8]
    /// The time, in milliseconds.
    package let time: Int64
    /// How far `time` may be off, in milliseconds; nil when the token does not say.
    package let accuracy: Int64?
    /// The algorithm of the imprint.
    package let imprintAlgorithm: DigestAlgorithm
    /// The digest that was stamped.
    package let imprint: [UInt8]
    /// The serial number in lower-case hexadecimal.
    package let serial: String
    /// The policy under which it was made, as dotted OID.
    package let policy: String
    /// The nonce of the request in hexadecimal, when there was one.
    package let nonce: String?
    /// Who signed it.
    package let signer: Certificate
    /// Other certificates it carried: hints for building a path.
    package let otherCertificates: [Certificate]

    /// The longest token that is read, in bytes.
    package static let limit = 256 * 1024

    /// Reads a token and checks its signature, its signed attributes, and that it names its signing certificate.
    ///
    /// - Parameter der: the token alone, as `openssl ts -reply -token_out` writes it.
    /// - Throws: when it is no token, was tampered with, was made with a weak digest, or bytes follow it.
    package init(der: [UInt8]) throws(OpenSSLError) {
        let operation = "read a time-stamp token"
        let message = try CMS.verify(der, detached: nil, limit: Self.limit, type: .timeStampInfo)
        let info = try TimeStampInfo(der: message.content)
        guard let algorithm = info.imprintAlgorithm else {
            throw .refused(operation, "its imprint is not by SHA-256, SHA-384, SHA-512 or SM3")
        }
        guard !info.hasCriticalExtension else {
            throw .refused(operation, "it has a critical extension that is not known here")
        }
        self.der = der
        time = info.time
        accuracy = info.accuracy
        imprintAlgorithm = algorithm
        imprint = info.imprint
        serial = info.serial
        policy = info.policy
        nonce = info.nonce
        signer = message.signer
        otherCertificates = message.otherCertificates
    }

    /// Whether this token stamps that digest.
    package func stamps(_ digest: [UInt8], _ algorithm: DigestAlgorithm = .sha256) -> Bool {
        imprintAlgorithm == algorithm && imprint == digest
    }

    /// The token out of a whole TimeStampResp. Throws when the response grants none.
    package static func token(inResponse der: [UInt8]) throws(OpenSSLError) -> [UInt8] {
        let operation = "read a time-stamp response"
        guard der.count <= Self.limit else {
            throw .refused(operation, "it has \(der.count) bytes and the limit is \(Self.limit)")
        }
        guard let outer = DER.elements(der, in: der.indices, limit: 1)?.first, outer.tag == 0x30,
            let fields = DER.elements(der, in: outer.body, limit: 2), let status = fields.first,
            status.tag == 0x30, let code = DER.elements(der, in: status.body, limit: 3)?.first,
            let number = DER.small(der, code)
        else { throw .refused(operation, "it is no TimeStampResp in DER") }
        // 0 is granted, 1 granted with changes (RFC 3161 §2.4.2).
        guard number <= 1, fields.count == 2 else {
            throw .refused(operation, "it holds no token, so the request was rejected (status \(number))")
        }
        return Array(der[fields[1].whole])
    }

    /// A TimeStampResp of status "granted" around a token.
    package static func response(granting token: [UInt8]) -> [UInt8] {
        DER.element(tag: 0x30, DER.element(tag: 0x30, [0x02, 0x01, 0x00]) + token)
    }

    /// Whether the bytes look like a whole response and not like a token alone.
    package static func isResponse(_ der: [UInt8]) -> Bool {
        guard let outer = DER.first(of: der), outer.tag == 0x30,
            let first = DER.elements(der, in: outer.body, limit: 2)?.first
        else { return false }
        return first.tag == 0x30
    }
}
