internal import OpenSSL

extension Opening {
    /// The content key of one envelope, out of the parts of any t custodians.
    ///
    /// - Parameters:
    ///   - partials: proven ones of this envelope, of different custodians; the first t by number are used.
    ///   - header: what the envelope shows.
    /// - Throws: `SealingRefusal` when there are fewer than t, when one is of another envelope, or with the code
    ///   BID_KEY_NOT_RECOVERED when the envelope itself is spoilt: the partials are proven, so no custodian is at
    ///   fault then.
    package func contentKey(
        of header: SealedBidHeader, digest: [UInt8], from partials: [ProvenPartial]
    ) throws -> ContentKey {
        var x = try sharedSecret(digest: digest, from: partials)
        defer { Secret.wipe(&x) }
        return try Envelope.contentKey(fromSharedSecret: x, header)
    }

    /// The x-coordinate of the shared point: 32 bytes, for the caller to wipe.
    package func sharedSecret(digest: [UInt8], from partials: [ProvenPartial]) throws -> [UInt8] {
        var chosen: [Int: P256Point] = [:]
        for proven in partials {
            let partial = proven.partial
            guard partial.envelope == digest else {
                throw SealingRefusal.partialOfAnother(partial.custodian, partial.envelope)
            }
            chosen[partial.custodian] = partial.point
        }
        let numbers = Array(chosen.keys.sorted().prefix(key.terms.threshold))
        guard numbers.count == key.terms.threshold else {
            throw SealingRefusal.tooFewPartials(numbers.count, key.terms.threshold, digest)
        }
        return try Lagrange.combined(chosen, numbers).x()
    }
}

/// Interpolation at zero modulo the group order.
enum Lagrange {
    /// The point at zero of the polynomial that goes through these points.
    static func combined(_ points: [Int: P256Point], _ numbers: [Int]) throws(OpenSSLError) -> P256Point {
        var terms: [(scalar: P256Scalar, point: P256Point)] = []
        for number in numbers {
            if let point = points[number] { terms.append((try coefficient(number, of: numbers), point)) }
        }
        return try P256Point.sum(terms)
    }

    /// Π m / (m − number) over the others.
    static func coefficient(_ number: Int, of numbers: [Int]) throws(OpenSSLError) -> P256Scalar {
        let own = try P256Scalar.small(number)
        var (above, below) = (try P256Scalar.small(1), try P256Scalar.small(1))
        for other in numbers where other != number {
            let other = try P256Scalar.small(other)
            above = try above.multiplied(by: other)
            below = try below.multiplied(by: other.subtracting(own))
        }
        return try above.multiplied(by: below.inverted())
    }
}
