/// The little of DER that is written here rather than by OpenSSL.
package enum DER {
    /// A UTF8String. Throws above 64 KiB.
    package static func utf8String(_ text: String) throws(OpenSSLError) -> [UInt8] {
        let bytes = Array(text.utf8)
        guard let length = length(bytes.count) else {
            throw .refused("write a UTF8String", "it has \(bytes.count) bytes")
        }
        return [0x0c] + length + bytes
    }

    /// The length octets of DER; nil above 65,535.
    private static func length(_ count: Int) -> [UInt8]? {
        switch count {
        case 0..<128: [UInt8(count)]
        case 128..<256: [0x81, UInt8(count)]
        case 256..<65_536: [0x82, UInt8(count >> 8), UInt8(count & 255)]
        default: nil
        }
    }
}
