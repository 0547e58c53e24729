extension CMS {
    /// Puts a time-stamp token over the signature beside it, as an unsigned attribute (RFC 3161, appendix A). The
    /// token must stamp the digest of `signature(of:)`.
    ///
    /// - Parameter message: SignedData in DER with one signer that has no unsigned attributes yet.
    package static func adding(timeStamp token: [UInt8], to message: [UInt8]) throws(OpenSSLError) -> [UInt8]
    {
        let operation = "add a time stamp to a signature"
        guard try SignedData(message).signers.count == 1 else {
            throw .refused(operation, "the message must have exactly one signer")
        }
        let (type, range) = try SignedData.open(message, operation)
        guard let inner = DER.elements(message, in: range, limit: 1)?.first,
            let set = DER.elements(message, in: inner.body, limit: 6)?.last,
            let info = DER.elements(message, in: set.body, limit: 1)?.first,
            let last = DER.elements(message, in: info.body, limit: 7)?.last, last.tag == 0x04
        else { throw .refused(operation, "its signer has unsigned attributes already, or it is not in DER") }
        // 1.2.840.113549.1.9.16.2.14
        let oid: [UInt8] = [
            0x06, 0x0b, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x02, 0x0e,
        ]
        let attribute = DER.element(tag: 0x30, oid + DER.element(tag: 0x31, token))
        let signer = DER.element(
            tag: 0x30, Array(message[info.body]) + DER.element(tag: 0xa1, attribute))
        let body =
            Array(message[inner.body.lowerBound..<set.whole.lowerBound]) + DER.element(tag: 0x31, signer)
        return DER.element(tag: 0x30, type + DER.element(tag: 0xa0, DER.element(tag: 0x30, body)))
    }

    /// The signature value of the single signer: what a time stamp over it covers.
    package static func signature(of message: [UInt8]) throws(OpenSSLError) -> [UInt8] {
        let signers = try SignedData(message).signers
        guard signers.count == 1, let signer = signers.first else {
            throw .refused("take a signature out of a message", "it must have exactly one signer")
        }
        return signer.signature
    }
}
