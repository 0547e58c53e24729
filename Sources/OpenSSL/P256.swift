internal import COpenSSL
internal import Glibc

/// The curve P-256 (FIPS 186-5, SEC 2 secp256r1): one group for the process, and working space for each thread,
/// so that thousands of multiplications make nothing anew.
package enum P256 {
    /// Bytes of a scalar, and of a coordinate.
    package static let scalarSize = 32
    /// Bytes of an uncompressed point.
    package static let pointSize = 65

    static let shared = P256Group()

    /// This thread's working space. It is freed when the thread ends.
    static func scratch() throws(OpenSSLError) -> OpaquePointer {
        let key = P256.shared.threadKey
        if let known = unsafe pthread_getspecific(key) { return OpaquePointer(known) }
        // Secure memory where the process has set some aside: what passes through is partly secret.
        let fresh = unsafe try unlessNil(BN_CTX_secure_new(), "make working space for P-256")
        guard unsafe pthread_setspecific(key, UnsafeRawPointer(fresh)) == 0 else {
            unsafe BN_CTX_free(fresh)
            throw .refused("make working space for P-256", "the system has no memory left for it")
        }
        return unsafe fresh
    }
}

/// The group and its order in the forms that OpenSSL works with.
///
/// `@unchecked Sendable`: nothing in it changes after `init`, and OpenSSL only reads it.
@safe final class P256Group: @unchecked Sendable {
    let raw: OpaquePointer
    let order: OpaquePointer
    /// What multiplication modulo the order needs.
    let montgomery: OpaquePointer
    let threadKey: pthread_key_t

    init() {
        let group = unsafe EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1)
        let context = unsafe BN_CTX_new()
        defer { unsafe BN_CTX_free(context) }
        let order = unsafe BN_new()
        let montgomery = unsafe BN_MONT_CTX_new()
        guard let group = unsafe group, let order = unsafe order, let montgomery = unsafe montgomery,
            unsafe EC_GROUP_get_order(group, order, context) == 1,
            unsafe BN_MONT_CTX_set(montgomery, order, context) == 1
        else { preconditionFailure("OpenSSL offers no P-256") }
        var key = pthread_key_t()
        let made = unsafe pthread_key_create(&key) { space in
            if let space = unsafe space { unsafe BN_CTX_free(OpaquePointer(space)) }
        }
        precondition(made == 0, "the system has no memory left for a thread's working space")
        unsafe (raw, self.order, self.montgomery) = (group, order, montgomery)
        threadKey = key
    }
}
