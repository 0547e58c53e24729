internal import COpenSSL

/// A block cipher in CBC mode, for opening alone: it says nothing about whether the bytes were changed, so that it
/// may only be used on a file whose digest was checked before.
@safe package struct BlockCipher: ~Copyable {
    package enum Kind: String, Sendable, CaseIterable {
        case sm4 = "SM4-CBC"
        case aes128 = "AES-128-CBC"
        case aes256 = "AES-256-CBC"

        package var keySize: Int {
            switch self {
            case .sm4, .aes128: 16
            case .aes256: 32
            }
        }

        fileprivate var implementation: OpaquePointer? {
            switch self {
            case .sm4: unsafe EVP_sm4_cbc()
            case .aes128: unsafe EVP_aes_128_cbc()
            case .aes256: unsafe EVP_aes_256_cbc()
            }
        }
    }

    /// Bytes of a block and of the initial vector.
    package static let blockSize = 16

    private let context: OpaquePointer

    /// - Parameter key: wiping the caller's copy is the caller's part.
    package init(opening kind: Kind, key: [UInt8], vector: [UInt8]) throws(OpenSSLError) {
        let operation = "set up \(kind.rawValue)"
        guard key.count == kind.keySize, vector.count == Self.blockSize else {
            throw .refused(operation, "the key must have \(kind.keySize) bytes and the initial vector 16")
        }
        clearErrors()
        let context = unsafe try unlessNil(EVP_CIPHER_CTX_new(), operation)
        guard unsafe EVP_CipherInit_ex2(context, kind.implementation, key, vector, 0, nil) == 1 else {
            unsafe EVP_CIPHER_CTX_free(context)
            throw .drained(operation)
        }
        unsafe self.context = context
    }

    // Wipes the key schedule too.
    deinit { unsafe EVP_CIPHER_CTX_free(context) }

    /// What of the plain text is there after further input.
    package func update(_ input: RawSpan) throws(OpenSSLError) -> [UInt8] {
        guard input.byteCount > 0 else { return [] }
        var output = [UInt8](repeating: 0, count: input.byteCount + Self.blockSize)
        var written: Int32 = 0
        let done = unsafe input.withUnsafeBytes { from in
            unsafe EVP_CipherUpdate(
                context, &output, &written, from.bindMemory(to: UInt8.self).baseAddress,
                Int32(clamping: from.count))
        }
        guard done == 1 else { throw .drained("run a block cipher") }
        return Array(output.prefix(Int(written)))
    }

    /// The last of the plain text; nil when the padding is not what PKCS #7 prescribes.
    package consuming func finish() -> [UInt8]? {
        clearErrors()
        defer { clearErrors() }
        var output = [UInt8](repeating: 0, count: 2 * Self.blockSize)
        var written: Int32 = 0
        guard unsafe EVP_CipherFinal_ex(context, &output, &written) == 1 else { return nil }
        return Array(output.prefix(Int(written)))
    }
}
