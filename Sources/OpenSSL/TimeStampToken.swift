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
        let info = unsafe try decoded(
            message.content, limit: Self.limit, operation, free: { unsafe TS_TST_INFO_free($0) },
            { unsafe d2i_TS_TST_INFO(nil, $0, $1) })
        defer { unsafe TS_TST_INFO_free(info) }
        guard unsafe TS_TST_INFO_get_version(info) == 1 else {
            throw .refused(operation, "its version is not 1")
        }
        guard let time = unsafe Self.milliseconds(TS_TST_INFO_get_time(info)) else {
            throw .refused(operation, "its time cannot be read")
        }
        let stamped = unsafe TS_TST_INFO_get_msg_imprint(info)
        let kind = unsafe TS_MSG_IMPRINT_get_algo(stamped)
        let nid = unsafe kind.map { unsafe OBJ_obj2nid($0.pointee.algorithm) }
        guard let algorithm = DigestAlgorithm.allCases.first(where: { $0.nid == nid }) else {
            throw .refused(operation, "its imprint is not by SHA-256, SHA-384, SHA-512 or SM3")
        }
        let imprint = unsafe OpenSSL.bytes(of: TS_MSG_IMPRINT_get_msg(stamped))
        guard imprint.count == algorithm.size else {
            throw .refused(operation, "its imprint has \(imprint.count) bytes")
        }
        self.der = der
        self.time = time
        accuracy = unsafe Self.accuracy(TS_TST_INFO_get_accuracy(info))
        imprintAlgorithm = algorithm
        self.imprint = imprint
        serial = unsafe OpenSSL.hex(TS_TST_INFO_get_serial(info))
        policy = unsafe Self.dotted(TS_TST_INFO_get_policy_id(info))
        let number = unsafe TS_TST_INFO_get_nonce(info)
        nonce = unsafe number == nil ? nil : OpenSSL.hex(number)
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
        let response = unsafe try decoded(
            der, limit: Self.limit, operation, free: { unsafe TS_RESP_free($0) },
            { unsafe d2i_TS_RESP(nil, $0, $1) })
        defer { unsafe TS_RESP_free(response) }
        guard let token = unsafe TS_RESP_get_token(response) else {
            throw .refused(operation, "it holds no token, so the request was rejected")
        }
        return unsafe try encoded(operation) { unsafe i2d_PKCS7(token, $0) }
    }

    /// Milliseconds of a GeneralizedTime with a fraction, which the functions for certificates pass over.
    private static func milliseconds(_ time: UnsafePointer<ASN1_GENERALIZEDTIME>?) -> Int64? {
        guard let whole = unsafe OpenSSL.milliseconds(time) else { return nil }
        let text = unsafe OpenSSL.bytes(of: time)
        guard let point = text.firstIndex(of: 0x2e) else { return whole }
        let digits = text[(point + 1)...].prefix { (0x30...0x39).contains($0) }.prefix(3)
        var fraction: Int64 = 0
        for place in 0..<3 {
            let digit = place < digits.count ? digits[digits.startIndex + place] - 0x30 : 0
            fraction = fraction * 10 + Int64(digit)
        }
        return whole + fraction
    }

    private static func accuracy(_ accuracy: OpaquePointer?) -> Int64? {
        guard let accuracy = unsafe accuracy else { return nil }
        func number(_ integer: UnsafePointer<ASN1_INTEGER>?) -> Int64 {
            guard let integer = unsafe integer else { return 0 }
            return Int64(clamping: unsafe ASN1_INTEGER_get(integer))
        }
        let seconds = unsafe number(TS_ACCURACY_get_seconds(accuracy))
        let millis = unsafe number(TS_ACCURACY_get_millis(accuracy))
        guard (0...86_400).contains(seconds), (0...999).contains(millis) else { return nil }
        return seconds * 1_000 + millis
    }

    private static func dotted(_ object: OpaquePointer?) -> String {
        var text = [CChar](repeating: 0, count: 128)
        guard unsafe OBJ_obj2txt(&text, Int32(text.count), object, 1) > 0 else { return "" }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
