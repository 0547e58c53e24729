internal import COpenSSL

/// PEM (RFC 7468) of messages, whatever their label: stock tools write `CMS`, `PKCS7` and others for the same thing.
package enum PEM {
    /// Whether the bytes are text of this kind rather than DER.
    package static func isText(_ bytes: [UInt8]) -> Bool {
        bytes.first != 0x30 && bytes.prefix(64 * 1024).contains(0x2d)
    }

    /// The DER of the first block of a text.
    ///
    /// - Parameter limit: the longest text that is read, in bytes.
    /// - Throws: when there is no block, it is encrypted, or it cannot be read.
    package static func first(in text: [UInt8], limit: Int) throws(OpenSSLError) -> [UInt8] {
        let operation = "read PEM"
        guard text.count <= limit else {
            throw .refused(operation, "the text has \(text.count) bytes and the limit is \(limit)")
        }
        clearErrors()
        return unsafe try withReader(over: text) { bio throws(OpenSSLError) in
            var name: UnsafeMutablePointer<CChar>?
            var header: UnsafeMutablePointer<CChar>?
            var data: UnsafeMutablePointer<UInt8>?
            var count = 0
            let done = unsafe PEM_read_bio(bio, &name, &header, &data, &count)
            defer {
                unsafe tradehall_free(name)
                unsafe tradehall_free(header)
                unsafe tradehall_free(data)
            }
            guard done == 1, let start = unsafe data, let header = unsafe header else {
                throw .drained(operation)
            }
            guard unsafe header.pointee == 0 else { throw .refused(operation, "the block is encrypted") }
            return unsafe [UInt8](UnsafeBufferPointer(start: start, count: count))
        }
    }

    /// A block of PEM text with this label.
    package static func text(_ der: [UInt8], label: String) -> [UInt8] {
        let digits = Array(Base64.encode(der).utf8)
        var text = Array("-----BEGIN \(label)-----\n".utf8)
        for start in stride(from: 0, to: digits.count, by: 64) {
            text += digits[start..<min(start + 64, digits.count)]
            text.append(0x0a)
        }
        return text + Array("-----END \(label)-----\n".utf8)
    }
}
