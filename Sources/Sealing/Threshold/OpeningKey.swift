package import OpenSSL

/// The public side of a lot's opening key: the sum of the dealers' commitments. Whoever has it can check every
/// custodian's part; the private key exists nowhere.
package struct OpeningKey: Sendable {
    package let terms: Terms
    /// Of the sum of the dealers' polynomials.
    package let commitments: Commitments
    /// The public key of the opening certificate, 65 bytes.
    package let publicPoint: [UInt8]
    /// The public half of each custodian's share: of number 1 first.
    let shares: [P256Point]
    /// The same, 65 bytes each.
    package let sharePoints: [[UInt8]]

    /// Adds up the dealers that stayed in.
    /// - Throws: `SealingRefusal` when there are none, or their sum has no meaning.
    package init(terms: Terms, dealers: [Commitments]) throws {
        guard dealers.allSatisfy({ $0.points.count == terms.threshold }) else {
            throw SealingRefusal.degenerateSum
        }
        try self.init(terms: terms, sum: Commitments.sum(dealers))
    }

    /// Takes commitments that are the sum already, as a notice or a transcript tells them.
    package init(terms: Terms, sum: Commitments) throws {
        guard sum.points.count == terms.threshold else { throw SealingRefusal.degenerateSum }
        self.terms = terms
        commitments = sum
        publicPoint = try sum.points[0].encoded()
        shares = try terms.numbers.map { try sum.value(at: $0) }
        guard shares.allSatisfy({ !$0.isInfinity }) else { throw SealingRefusal.degenerateSum }
        sharePoints = try shares.map { try $0.encoded() }
    }

    /// The number of a custodian of this key, or a refusal that names it.
    func check(_ custodian: Int) throws(SealingRefusal) {
        guard terms.numbers.contains(custodian) else { throw .unknownCustodian(custodian, terms) }
    }
}

/// A custodian's own share of the private key: the sum of what the dealers sent it. It is wiped when it is let go
/// of, and never leaves the custodian's machine.
package struct CustodianShare: Sendable {
    package let custodian: Int
    let secret: P256Scalar

    /// - Throws: `SealingRefusal` when the share does not belong to the public key, which is said of the custodian.
    package init(custodian: Int, secret: P256Scalar, of key: OpeningKey) throws {
        try key.check(custodian)
        guard try P256Point.base(times: secret).equals(key.shares[custodian - 1]) else {
            throw SealingRefusal.shareOfAnother(custodian)
        }
        self.custodian = custodian
        self.secret = secret
    }

    /// Adds up the shares that the dealers sent.
    package init(custodian: Int, dealt: [P256Scalar], of key: OpeningKey) throws {
        var sum = try P256Scalar.small(0)
        for share in dealt { sum = try sum.adding(share) }
        try self.init(custodian: custodian, secret: sum, of: key)
    }

    /// The secret, 32 bytes, for the encrypted file of the custodian and nothing else. The caller wipes it.
    package func reveal() -> [UInt8] { secret.bytes() }
}
