internal import OpenSSL

/// The name of a sealed file: the SHA-256 of its content in 64 lower-case hexadecimal digits, and nothing else.
///
/// It becomes part of a path, so it is checked here once and carried as a type.
package struct ContentDigest: Sendable, Hashable, CustomStringConvertible {
    /// The 64 digits.
    package let hex: String

    /// Throws `refused` for anything but 64 lower-case hexadecimal digits.
    package init(_ text: String) throws(StorageError) {
        guard text.utf8.count == 64,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { throw .refused("A file is named by its SHA-256 in 64 lower-case hexadecimal digits.") }
        hex = text
    }

    /// From the 32 bytes of a digest.
    package init(bytes: [UInt8]) throws(StorageError) { try self.init(bytes.hex) }

    package var description: String { hex }
}
