internal import COpenSSL

/// AES-256-GCM over content of any length, fed piece by piece (NIST SP 800-38D).
///
/// What comes out of an opening cipher is not authentic until `accepts` was asked and said yes: whoever keeps
/// it somewhere must be ready to throw it away.
@safe package struct EnvelopeCipher: ~Copyable {
    package enum Direction: Sendable {
        case seal
        case open
    }

    /// Bytes of the key, of the nonce and of the tag in this house's profile.
    package static let keySize = 32
    package static let nonceSize = 12
    package static let tagSize = 16
    /// The most content that one key and nonce may cover, in bytes (SP 800-38D §5.2.1.1).
    package static let contentLimit = (1 << 36) - 32

    private let direction: Direction
    private let context: OpaquePointer

    /// - Parameters:
    ///   - key: 32 bytes. Wiping the caller's copy is the caller's part.
    ///   - nonce: 12 bytes, never used twice with one key.
    package init(_ direction: Direction, key: [UInt8], nonce: [UInt8]) throws(OpenSSLError) {
        let operation = "set up AES-256-GCM"
        guard key.count == Self.keySize, nonce.count == Self.nonceSize else {
            throw .refused(operation, "the key must have 32 bytes and the nonce 12")
        }
        clearErrors()
        let context = unsafe try unlessNil(EVP_CIPHER_CTX_new(), operation)
        let encrypts: Int32 =
            switch direction {
            case .seal: 1
            case .open: 0
            }
        guard unsafe EVP_CipherInit_ex2(context, EVP_aes_256_gcm(), key, nonce, encrypts, nil) == 1 else {
            unsafe EVP_CIPHER_CTX_free(context)
            throw .drained(operation)
        }
        self.direction = direction
        unsafe self.context = context
    }

    // Wipes the key schedule too.
    deinit { unsafe EVP_CIPHER_CTX_free(context) }

    /// Turns `input` into as many bytes of `output`, from the index `at` on.
    package func update(
        _ input: RawSpan, into output: inout [UInt8], at start: Int
    ) throws(OpenSSLError) {
        let operation = "run AES-256-GCM"
        let count = input.byteCount
        guard start >= 0, count <= output.count - start, count <= 1 << 30 else {
            throw .refused(operation, "the piece is too long for its place")
        }
        if count == 0 { return }
        var written: Int32 = 0
        let done = unsafe input.withUnsafeBytes { from in
            unsafe output.withUnsafeMutableBytes { to in
                unsafe EVP_CipherUpdate(
                    context, to.bindMemory(to: UInt8.self).baseAddress?.advanced(by: start), &written,
                    from.bindMemory(to: UInt8.self).baseAddress, Int32(count))
            }
        }
        guard done == 1, Int(written) == count else { throw .drained(operation) }
    }

    /// Ends sealing and gives the 16-byte tag.
    package consuming func tag() throws(OpenSSLError) -> [UInt8] {
        let operation = "finish AES-256-GCM"
        guard direction == .seal else { throw .refused(operation, "an opening cipher makes no tag") }
        clearErrors()
        var none = [UInt8](repeating: 0, count: Self.tagSize)
        var count: Int32 = 0
        try unsafe unlessFailed(EVP_CipherFinal_ex(context, &none, &count), operation)
        var tag = [UInt8](repeating: 0, count: Self.tagSize)
        let got = unsafe tag.withUnsafeMutableBytes {
            unsafe EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32($0.count), $0.baseAddress)
        }
        try unlessFailed(got, operation)
        return tag
    }

    /// Ends opening: whether the tag belongs to exactly the bytes that went through.
    package consuming func accepts(tag: [UInt8]) throws(OpenSSLError) -> Bool {
        let operation = "check the tag of AES-256-GCM"
        guard direction == .open else { throw .refused(operation, "a sealing cipher checks no tag") }
        guard tag.count == Self.tagSize else { return false }
        clearErrors()
        defer { clearErrors() }
        var expected = tag
        let set = unsafe expected.withUnsafeMutableBytes {
            unsafe EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32($0.count), $0.baseAddress)
        }
        try unlessFailed(set, operation)
        var none = [UInt8](repeating: 0, count: Self.tagSize)
        var count: Int32 = 0
        return unsafe EVP_CipherFinal_ex(context, &none, &count) == 1
    }
}
