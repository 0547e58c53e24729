internal import COpenSSL

/// A key out of a password, made costly in memory (RFC 7914).
package enum Scrypt {
    /// N, r and p of this house: 64 MiB, about a fifth of a second.
    package static let cost: UInt64 = 1 << 16
    package static let blockSize: UInt64 = 8
    package static let parallelism: UInt64 = 1

    /// 32 bytes, for the caller to wipe. Throws when the password is empty or memory is short.
    package static func key(password: [UInt8], salt: [UInt8]) throws(OpenSSLError) -> [UInt8] {
        let operation = "derive a key from a password"
        guard !password.isEmpty else { throw .refused(operation, "the password is empty") }
        clearErrors()
        var key = [UInt8](repeating: 0, count: 32)
        let done = unsafe password.withUnsafeBytes { memory in
            unsafe memory.withMemoryRebound(to: CChar.self) {
                unsafe EVP_PBE_scrypt(
                    $0.baseAddress, $0.count, salt, salt.count, cost, blockSize, parallelism, 1 << 28, &key,
                    key.count)
            }
        }
        try unlessFailed(done, operation)
        return key
    }
}
