internal import COpenSSL

/// A hash function this house uses. Nothing weaker than SHA-256 is named here.
package enum DigestAlgorithm: String, Sendable, CaseIterable {
    case sha256 = "SHA256"
    case sha384 = "SHA384"
    case sha512 = "SHA512"
    case sm3 = "SM3"

    /// Bytes in one digest.
    package var size: Int {
        switch self {
        case .sha256, .sm3: 32
        case .sha384: 48
        case .sha512: 64
        }
    }

    /// OpenSSL's number for it.
    var nid: Int32 {
        switch self {
        case .sha256: NID_sha256
        case .sha384: NID_sha384
        case .sha512: NID_sha512
        case .sm3: NID_sm3
        }
    }

    /// Fetched once for the life of the process: a fetch a call costs more than hashing a short text.
    var implementation: OpaquePointer? { unsafe FetchedDigest.of(self).raw }
}

/// One digest implementation of the default provider.
///
/// `@unchecked Sendable`: an `EVP_MD` does not change after it was fetched, and lives as long as the process.
@safe private final class FetchedDigest: @unchecked Sendable {
    /// Nil only when the system's OpenSSL lacks the algorithm; the calls that use it then fail and say so.
    let raw: OpaquePointer?

    private init(_ algorithm: DigestAlgorithm) { unsafe raw = EVP_MD_fetch(nil, algorithm.rawValue, nil) }

    private static let sha256 = FetchedDigest(.sha256)
    private static let sha384 = FetchedDigest(.sha384)
    private static let sha512 = FetchedDigest(.sha512)
    private static let sm3 = FetchedDigest(.sm3)

    static func of(_ algorithm: DigestAlgorithm) -> FetchedDigest {
        switch algorithm {
        case .sha256: sha256
        case .sha384: sha384
        case .sha512: sha512
        case .sm3: sm3
        }
    }
}

/// Digests of bytes that are all in memory.
package enum Digest {
    /// The 32-byte SHA-256 of the bytes.
    package static func sha256(_ bytes: [UInt8]) -> [UInt8] { hash(.sha256, bytes) }

    /// The same over memory that the caller keeps alive for the call.
    @unsafe package static func sha256(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        unsafe hash(.sha256, bytes)
    }

    /// The digest of the bytes, `algorithm.size` bytes long.
    package static func hash(_ algorithm: DigestAlgorithm, _ bytes: [UInt8]) -> [UInt8] {
        unsafe bytes.withUnsafeBytes { unsafe hash(algorithm, $0) }
    }

    /// The same over memory that the caller keeps alive for the call.
    @unsafe package static func hash(
        _ algorithm: DigestAlgorithm, _ bytes: UnsafeRawBufferPointer
    ) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: algorithm.size) { buffer, count in
            let done = unsafe EVP_Digest(
                bytes.baseAddress, bytes.count, buffer.baseAddress, nil, algorithm.implementation, nil)
            // It can fail only for want of memory or of the algorithm itself, and a digest that is not the
            // digest must never be handed on.
            precondition(done == 1, "OpenSSL offers no \(algorithm.rawValue)")
            count = algorithm.size
        }
    }
}

/// A digest fed piece by piece, for what does not fit in memory.
@safe package struct RunningDigest: ~Copyable {
    package let algorithm: DigestAlgorithm
    private let context: OpaquePointer

    /// Throws when memory is short or the system's OpenSSL lacks the algorithm.
    package init(_ algorithm: DigestAlgorithm = .sha256) throws(OpenSSLError) {
        clearErrors()
        let context = unsafe try unlessNil(EVP_MD_CTX_new(), "start a digest")
        guard unsafe EVP_DigestInit_ex2(context, algorithm.implementation, nil) == 1 else {
            unsafe EVP_MD_CTX_free(context)
            throw .drained("start a \(algorithm.rawValue) digest")
        }
        self.algorithm = algorithm
        unsafe self.context = context
    }

    deinit { unsafe EVP_MD_CTX_free(context) }

    /// Adds bytes in order.
    package func update(_ bytes: [UInt8]) { unsafe bytes.withUnsafeBytes { unsafe update($0) } }

    /// Adds bytes in order, from memory that the caller keeps alive for the call.
    @unsafe package func update(_ bytes: UnsafeRawBufferPointer) {
        let done = unsafe EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
        precondition(done == 1, "a running digest refused bytes")
    }

    /// The digest of everything added so far. More may be added afterwards.
    package func value() throws(OpenSSLError) -> [UInt8] {
        clearErrors()
        let copy = unsafe try unlessNil(EVP_MD_CTX_new(), "finish a digest")
        defer { unsafe EVP_MD_CTX_free(copy) }
        var bytes = [UInt8](repeating: 0, count: algorithm.size)
        let done = unsafe bytes.withUnsafeMutableBufferPointer {
            unsafe EVP_MD_CTX_copy_ex(copy, context) == 1
                && EVP_DigestFinal_ex(copy, $0.baseAddress, nil) == 1
        }
        guard done else { throw .drained("finish a digest") }
        return bytes
    }
}

extension Digest {
    /// The 20-byte SHA-1, for telling which certificate an OCSP response names (RFC 6960 §4.1.1). It proves nothing
    /// and signs nothing.
    package static func sha1(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 20)
        let done = unsafe EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha1(), nil)
        clearErrors()
        return done == 1 ? digest : []
    }
}
