internal import COpenSSL

/// A point of P-256.
///
/// `@unchecked Sendable`: the point is never changed after `init`, and OpenSSL's readers leave it as it is.
@safe package final class P256Point: @unchecked Sendable {
    /// Owned; freed in `deinit`.
    let raw: OpaquePointer

    private init() throws(OpenSSLError) {
        clearErrors()
        unsafe raw = try unlessNil(EC_POINT_new(P256.shared.raw), "make a point")
    }

    deinit { unsafe EC_POINT_clear_free(raw) }

    /// Reads an uncompressed point. Nil when it has another form, does not lie on the curve, or is the point at
    /// infinity: the order of the curve is prime, so every other point has that order.
    package convenience init?(_ bytes: [UInt8]) {
        guard bytes.count == P256.pointSize, bytes[0] == 0x04, let scratch = unsafe try? P256.scratch() else {
            return nil
        }
        do { try self.init() } catch { return nil }
        defer { clearErrors() }
        guard unsafe EC_POINT_oct2point(P256.shared.raw, raw, bytes, bytes.count, scratch) == 1,
            unsafe EC_POINT_is_on_curve(P256.shared.raw, raw, scratch) == 1,
            unsafe EC_POINT_is_at_infinity(P256.shared.raw, raw) == 0
        else { return nil }
    }

    package var isInfinity: Bool { unsafe EC_POINT_is_at_infinity(P256.shared.raw, raw) == 1 }

    /// 65 bytes, uncompressed (SEC 1 §2.3.3). Throws for the point at infinity, which no message may carry.
    package func encoded() throws(OpenSSLError) -> [UInt8] {
        let operation = "encode a point"
        guard !isInfinity else { throw .refused(operation, "it is the point at infinity") }
        clearErrors()
        var bytes = [UInt8](repeating: 0, count: P256.pointSize)
        let count = unsafe EC_POINT_point2oct(
            P256.shared.raw, raw, POINT_CONVERSION_UNCOMPRESSED, &bytes, bytes.count, try P256.scratch())
        guard count == bytes.count else { throw .drained(operation) }
        return bytes
    }

    /// The x-coordinate, 32 bytes, for the caller to wipe. Throws for the point at infinity.
    package func x() throws(OpenSSLError) -> [UInt8] {
        var whole = try encoded()
        defer { Secret.wipe(&whole) }
        return Array(whole[1...P256.scalarSize])
    }

    package func equals(_ other: P256Point) throws(OpenSSLError) -> Bool {
        clearErrors()
        let answer = unsafe EC_POINT_cmp(P256.shared.raw, raw, other.raw, try P256.scratch())
        guard answer >= 0 else { throw .drained("compare points") }
        return answer == 0
    }

    /// The generator times a scalar, in a time that does not depend on the scalar.
    package static func base(times scalar: P256Scalar) throws(OpenSSLError) -> P256Point {
        let product = try P256Point()
        try unsafe unlessFailed(
            EC_POINT_mul(P256.shared.raw, product.raw, scalar.raw, nil, nil, try P256.scratch()),
            "multiply the generator")
        return product
    }

    /// This point times a scalar, in a time that does not depend on the scalar.
    package func times(_ scalar: P256Scalar) throws(OpenSSLError) -> P256Point {
        let product = try P256Point()
        try unsafe unlessFailed(
            EC_POINT_mul(P256.shared.raw, product.raw, nil, raw, scalar.raw, try P256.scratch()),
            "multiply a point")
        return product
    }

    package func adding(_ other: P256Point) throws(OpenSSLError) -> P256Point {
        let sum = try P256Point()
        try unsafe unlessFailed(
            EC_POINT_add(P256.shared.raw, sum.raw, raw, other.raw, try P256.scratch()), "add points")
        return sum
    }

    package func subtracting(_ other: P256Point) throws(OpenSSLError) -> P256Point {
        let negative = try P256Point()
        try unsafe unlessFailed(EC_POINT_copy(negative.raw, other.raw), "copy a point")
        try unsafe unlessFailed(
            EC_POINT_invert(P256.shared.raw, negative.raw, try P256.scratch()), "negate a point")
        return try adding(negative)
    }

    /// The sum of public points times public scalars, and of the generator times one more: many share their
    /// doublings, so a term costs a quarter of a multiplication.
    package static func sum(
        _ terms: [(scalar: P256Scalar, point: P256Point)], base: P256Scalar? = nil
    ) throws(OpenSSLError) -> P256Point {
        let sum = try P256Point()
        var points = unsafe terms.map { unsafe Optional($0.point.raw) }
        var scalars = unsafe terms.map { unsafe Optional($0.scalar.raw) }
        let scratch = unsafe try P256.scratch()
        let done = unsafe tradehall_points_mul(
            P256.shared.raw, sum.raw, base?.raw, terms.count, &points, &scalars, scratch)
        withExtendedLifetime(terms) {}
        try unlessFailed(done, "add up multiples of points")
        return sum
    }
}
