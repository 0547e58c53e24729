internal import COpenSSL

/// A whole number modulo the order of P-256, treated as secret: it is worked with in a time that does not depend
/// on its value, and overwritten when the last holder lets go.
///
/// `@unchecked Sendable`: the number is never changed after `init`.
@safe package final class P256Scalar: @unchecked Sendable {
    /// Owned; wiped and freed in `deinit`. Always below the order.
    let raw: OpaquePointer

    private init(takingOwnershipOf raw: OpaquePointer) { unsafe self.raw = raw }

    deinit { unsafe BN_clear_free(raw) }

    private static func fresh() throws(OpenSSLError) -> OpaquePointer {
        let number = unsafe try unlessNil(BN_secure_new(), "make a scalar")
        unsafe BN_set_flags(number, BN_FLG_CONSTTIME)
        return unsafe number
    }

    /// Runs the body on a new number, and frees that when the body fails.
    private static func made(
        _ operation: String, _ body: (OpaquePointer) throws(OpenSSLError) -> Int32
    ) throws(OpenSSLError) -> P256Scalar {
        clearErrors()
        let scalar = unsafe P256Scalar(takingOwnershipOf: try fresh())
        try unsafe unlessFailed(try body(scalar.raw), operation)
        return scalar
    }

    /// Reads 32 bytes, big-endian. Nil when there are more or fewer, or when the number is not below the order.
    package convenience init?(_ bytes: [UInt8]) {
        guard bytes.count == P256.scalarSize, let number = unsafe try? Self.fresh() else { return nil }
        unsafe self.init(takingOwnershipOf: number)
        guard unsafe BN_bin2bn(bytes, Int32(bytes.count), raw) != nil,
            unsafe BN_ucmp(raw, P256.shared.order) < 0
        else { return nil }
    }

    /// A small number.
    package static func small(_ value: Int) throws(OpenSSLError) -> P256Scalar {
        unsafe try made("make a scalar") { number in unsafe BN_set_word(number, UInt(value.magnitude)) }
    }

    /// A fresh secret between 1 and the order, evenly spread.
    package static func random() throws(OpenSSLError) -> P256Scalar {
        // One draw in 2^32 is too great; none of a working generator is so sixteen times running.
        for _ in 0..<16 {
            var bytes = try Random.bytes(P256.scalarSize)
            defer { Secret.wipe(&bytes) }
            if let scalar = P256Scalar(bytes), !scalar.isZero { return scalar }
        }
        throw .refused("make a random scalar", "the generator does not work")
    }

    /// The SHA-512 of some bytes, modulo the order: so much longer than it that no value is likelier than another.
    package static func hash(_ bytes: [UInt8]) throws(OpenSSLError) -> P256Scalar {
        var wide = Digest.hash(.sha512, bytes)
        defer { Secret.wipe(&wide) }
        return unsafe try made("hash to a scalar") { number throws(OpenSSLError) in
            let long = unsafe try fresh()
            defer { unsafe BN_clear_free(long) }
            guard unsafe BN_bin2bn(wide, Int32(wide.count), long) != nil else { return 0 }
            return unsafe BN_nnmod(number, long, P256.shared.order, try P256.scratch())
        }
    }

    /// A weight of `bytes.count` bytes, at most 32, for sums that check many equations at once.
    package static func weight(_ bytes: [UInt8]) throws(OpenSSLError) -> P256Scalar {
        let padding = [UInt8](repeating: 0, count: max(0, P256.scalarSize - bytes.count))
        guard let scalar = P256Scalar(padding + bytes) else {
            throw .refused("make a weight", "it has more than 31 bytes")
        }
        return scalar
    }

    package var isZero: Bool { unsafe BN_is_zero(raw) == 1 }

    /// 32 bytes, big-endian. The caller wipes them when they are secret.
    package func bytes() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: P256.scalarSize)
        // It fits always: the number is below the order.
        _ = unsafe BN_bn2binpad(raw, &bytes, Int32(bytes.count))
        return bytes
    }

    package func adding(_ other: P256Scalar) throws(OpenSSLError) -> P256Scalar {
        unsafe try Self.made("add scalars") { sum in
            unsafe BN_mod_add_quick(sum, raw, other.raw, P256.shared.order)
        }
    }

    package func subtracting(_ other: P256Scalar) throws(OpenSSLError) -> P256Scalar {
        unsafe try Self.made("subtract scalars") { difference in
            unsafe BN_mod_sub_quick(difference, raw, other.raw, P256.shared.order)
        }
    }

    package func multiplied(by other: P256Scalar) throws(OpenSSLError) -> P256Scalar {
        unsafe try Self.made("multiply scalars") { product throws(OpenSSLError) in
            let scratch = unsafe try P256.scratch()
            let lifted = unsafe try Self.fresh()
            defer { unsafe BN_clear_free(lifted) }
            guard unsafe BN_to_montgomery(lifted, raw, P256.shared.montgomery, scratch) == 1 else { return 0 }
            return unsafe BN_mod_mul_montgomery(
                product, lifted, other.raw, P256.shared.montgomery, scratch)
        }
    }

    /// The inverse modulo the order; throws for zero.
    package func inverted() throws(OpenSSLError) -> P256Scalar {
        unsafe try Self.made("invert a scalar") { inverse throws(OpenSSLError) in
            unsafe BN_mod_inverse(inverse, raw, P256.shared.order, try P256.scratch()) == nil ? 0 : 1
        }
    }

    /// Compares in a time that does not depend on the values.
    package func equals(_ other: P256Scalar) -> Bool {
        var (mine, its) = (bytes(), other.bytes())
        defer {
            Secret.wipe(&mine)
            Secret.wipe(&its)
        }
        return Secret.equal(mine, its)
    }
}

extension P256Scalar {
    /// The secret of a P-256 key that is in memory; throws for other kinds, and for keys that a token keeps.
    package static func secret(of key: PrivateKey) throws(OpenSSLError) -> P256Scalar {
        let operation = "take the secret of a P-256 key"
        guard key.algorithm == "EC P-256" else {
            throw .refused(operation, "the key is of kind \(key.algorithm)")
        }
        clearErrors()
        var number: OpaquePointer?
        try unsafe unlessFailed(EVP_PKEY_get_bn_param(key.raw, "priv", &number), operation)
        defer { unsafe BN_clear_free(number) }
        var bytes = [UInt8](repeating: 0, count: P256.scalarSize)
        defer { Secret.wipe(&bytes) }
        guard unsafe BN_bn2binpad(number, &bytes, Int32(bytes.count)) == Int32(bytes.count) else {
            throw .drained(operation)
        }
        guard let scalar = P256Scalar(bytes) else { throw .refused(operation, "it is out of range") }
        return scalar
    }
}
