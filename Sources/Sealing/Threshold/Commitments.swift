package import OpenSSL

/// Feldman's commitments to a polynomial (Feldman 1987): its coefficients times the generator, the constant
/// term first. They hide the coefficients and let everyone check any value of the polynomial.
package struct Commitments: Sendable {
    /// As many as custodians open the lot.
    package let points: [P256Point]

    init(points: [P256Point]) { self.points = points }

    /// Reads the commitments of one dealer.
    ///
    /// - Throws: `SealingRefusal` that names the dealer when there are not `threshold` of them, or when one is not
    ///   an uncompressed point on the curve other than infinity.
    package init(_ encoded: [[UInt8]], of terms: Terms, dealer: Int?) throws(SealingRefusal) {
        guard encoded.count == terms.threshold else {
            throw .commitmentCount(encoded.count, terms.threshold, dealer)
        }
        var points: [P256Point] = []
        for (index, bytes) in encoded.enumerated() {
            guard let point = P256Point(bytes) else { throw .commitmentOffCurve(index, dealer) }
            points.append(point)
        }
        self.points = points
    }

    /// 65 bytes each.
    package func encoded() throws(OpenSSLError) -> [[UInt8]] {
        try points.map { point throws(OpenSSLError) in try point.encoded() }
    }

    /// The polynomial's value at a custodian's number, times the generator.
    package func value(at custodian: Int) throws(OpenSSLError) -> P256Point {
        let place = try P256Scalar.small(custodian)
        var power = try P256Scalar.small(1)
        var terms: [(scalar: P256Scalar, point: P256Point)] = []
        for point in points {
            terms.append((power, point))
            power = try power.multiplied(by: place)
        }
        return try P256Point.sum(terms)
    }

    /// Whether this is the value of the polynomial at the custodian's number.
    package func accept(_ share: P256Scalar, for custodian: Int) throws(OpenSSLError) -> Bool {
        try P256Point.base(times: share).equals(value(at: custodian))
    }

    /// The commitments of the sum of polynomials.
    package static func sum(_ all: [Commitments]) throws -> Commitments {
        guard var points = all.first?.points else { throw SealingRefusal.noDealers }
        for other in all.dropFirst() {
            points = try zip(points, other.points).map { try $0.adding($1) }
        }
        // Honest chance makes infinity once in 2^256; a sum that is infinity was made so.
        guard points.allSatisfy({ !$0.isInfinity }) else { throw SealingRefusal.degenerateSum }
        return Commitments(points: points)
    }
}
