internal import OpenSSL

/// The 32-byte key that one sealed bid's content is encrypted with. It is overwritten when the last holder
/// lets go.
///
/// `@unchecked Sendable`: the bytes change in `deinit` alone, when nobody else holds the object.
package final class ContentKey: @unchecked Sendable {
    private var bytes: [UInt8]

    /// Takes a key out of an opening transcript. Nil unless there are 32 bytes.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == EnvelopeCipher.keySize else { return nil }
        self.bytes = bytes
    }

    deinit { Secret.wipe(&bytes) }

    /// The key itself, for the transcript of an opening and for nothing else.
    package func reveal() -> [UInt8] { bytes }

    func cipher(_ direction: EnvelopeCipher.Direction, nonce: [UInt8]) throws -> EnvelopeCipher {
        try EnvelopeCipher(direction, key: bytes, nonce: nonce)
    }
}
