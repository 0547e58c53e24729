internal import OpenSSL

/// A proof that one secret s is behind two points, Y = s·G and D = s·R, without telling s (Chaum and Pedersen
/// 1992): A = k·G, B = k·R, the challenge c from everything, z = k + c·s.
package struct EqualityProof: Sendable {
    let a: P256Point
    let b: P256Point
    let z: P256Scalar
    package let encodedA: [UInt8]
    package let encodedB: [UInt8]

    /// The bytes of z, 32.
    package var encodedZ: [UInt8] { z.bytes() }

    /// Reads a proof. Nil when a point is none of the curve or the number is too great.
    package init?(a: [UInt8], b: [UInt8], z: [UInt8]) {
        guard let first = P256Point(a), let second = P256Point(b), let third = P256Scalar(z) else {
            return nil
        }
        (self.a, self.b, self.z, encodedA, encodedB) = (first, second, third, a, b)
    }

    /// Makes a proof. The transcript holds the context; both pairs of points are added here.
    static func make(
        _ secret: P256Scalar, base: P256Point, publicPoint: [UInt8], product: [UInt8],
        _ transcript: ProofTranscript
    ) throws(OpenSSLError) -> EqualityProof {
        let k = try transcript.nonce(for: secret)
        let (a, b) = (try P256Point.base(times: k), try base.times(k))
        let (encodedA, encodedB) = (try a.encoded(), try b.encoded())
        let c = try challenge(
            transcript, base: base.encoded(), publicPoint: publicPoint, product: product, encodedA, encodedB)
        return EqualityProof(
            a: a, b: b, z: try c.multiplied(by: secret).adding(k), encodedA: encodedA, encodedB: encodedB)
    }

    private init(a: P256Point, b: P256Point, z: P256Scalar, encodedA: [UInt8], encodedB: [UInt8]) {
        (self.a, self.b, self.z, self.encodedA, self.encodedB) = (a, b, z, encodedA, encodedB)
    }

    static func challenge(
        _ transcript: ProofTranscript, base: [UInt8], publicPoint: [UInt8], product: [UInt8], _ a: [UInt8],
        _ b: [UInt8]
    ) throws(OpenSSLError) -> P256Scalar {
        var whole = transcript
        for point in [publicPoint, base, product, a, b] { whole.append(point) }
        return try whole.challenge()
    }

    /// Whether z·G = A + c·Y and z·R = B + c·D.
    func holds(
        challenge c: P256Scalar, base: P256Point, publicPoint: P256Point, product: P256Point
    ) throws(OpenSSLError) -> Bool {
        let minus = try P256Scalar.small(0).subtracting(c)
        guard try P256Point.sum([(minus, publicPoint)], base: z).equals(a) else { return false }
        return try P256Point.sum([(minus, product), (z, base)]).equals(b)
    }
}
