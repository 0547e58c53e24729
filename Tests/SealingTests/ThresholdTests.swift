import OpenSSL
import Testing

@testable import Sealing

/// A lot's key as honest dealers make it, with the shares of all custodians.
struct Ceremony {
    let key: OpeningKey
    let shares: [CustodianShare]
    let subject = OpeningSubject(
        tender: "T-1", lot: "L-1", checkpoint: [UInt8](repeating: 7, count: 32))

    init(_ threshold: Int, of custodians: Int) throws {
        let terms = try Terms(threshold: threshold, custodians: custodians)
        let dealers = try terms.numbers.map { _ in try Polynomial(of: terms) }
        let key = try OpeningKey(terms: terms, dealers: dealers.map { try $0.commitments() })
        self.key = key
        shares = try terms.numbers.map { number in
            try CustodianShare(
                custodian: number, dealt: dealers.map { try $0.share(for: number) }, of: key)
        }
    }

    var opening: Opening { Opening(key: key, subject: subject) }

    /// R of a fresh sender, and the point that only enough custodians can find: r times the opening key.
    func envelope(_ seed: UInt8) throws -> (place: SealedPoint, x: [UInt8]) {
        let sender = try P256Scalar.random()
        let opening = try #require(P256Point(key.publicPoint))
        let place = try SealedPoint(
            digest: [UInt8](repeating: seed, count: 32),
            ephemeralPoint: P256Point.base(times: sender).encoded())
        return (place, try opening.times(sender).x())
    }

    func partial(_ number: Int, _ place: SealedPoint) throws -> PartialOpening {
        try shares[number - 1].partial(of: place, for: subject, under: key)
    }
}

@Suite("Threshold opening")
struct ThresholdTests {
    @Test(
        "any t of n find the shared point, and no fewer do",
        arguments: [(2, 2), (2, 3), (3, 3), (3, 5), (2, 6), (5, 7), (4, 8), (2, 9), (5, 9), (9, 9)])
    func combines(threshold: Int, custodians: Int) throws {
        let ceremony = try Ceremony(threshold, of: custodians)
        let (place, x) = try ceremony.envelope(1)
        let proven = try ceremony.key.terms.numbers.map {
            try ceremony.opening.check(ceremony.partial($0, place), of: place)
        }
        // Chosen by a seed that the failure prints, or all where they are few.
        var chance = Chance(UInt64(threshold * 100 + custodians))
        let all = Subsets.of(Array(ceremony.key.terms.numbers), size: threshold)
        for group in all.shuffled(using: &chance).prefix(12) {
            let found = try ceremony.opening.sharedSecret(
                digest: place.digest, from: group.map { proven[$0 - 1] })
            #expect(found == x, "custodians \(group)")
        }
        let fewer = Array(proven.prefix(threshold - 1))
        #expect(
            try refusal { _ = try ceremony.opening.sharedSecret(digest: place.digest, from: fewer) }
                == "PARTIALS_TOO_FEW")
        let points = Dictionary(uniqueKeysWithValues: fewer.map { ($0.partial.custodian, $0.partial.point) })
        #expect(try Lagrange.combined(points, points.keys.sorted()).x() != x)
    }

    @Test("the same custodian twice does not count twice")
    func twice() throws {
        let ceremony = try Ceremony(2, of: 3)
        let (place, _) = try ceremony.envelope(1)
        let one = try ceremony.opening.check(ceremony.partial(1, place), of: place)
        #expect(
            try refusal { _ = try ceremony.opening.sharedSecret(digest: place.digest, from: [one, one]) }
                == "PARTIALS_TOO_FEW")
    }

    @Test("a flipped bit in any part of a partial is refused and names the custodian")
    func flippedBits() throws {
        let ceremony = try Ceremony(2, of: 3)
        let (place, _) = try ceremony.envelope(1)
        let good = try ceremony.partial(2, place)
        let parts = [good.encodedPoint, good.proof.encodedA, good.proof.encodedB, good.proof.encodedZ]
        var chance = Chance(5)
        for part in parts.indices {
            for _ in 0..<40 {
                var changed = parts
                let place2 = Int.random(in: 0..<changed[part].count, using: &chance)
                changed[part][place2] ^= 1 << UInt8.random(in: 0..<8, using: &chance)
                let culprit = culprit {
                    let claimed = try PartialOpening(
                        custodian: 2, envelope: place.digest, point: changed[0], a: changed[1], b: changed[2],
                        z: changed[3])
                    _ = try ceremony.opening.check(claimed, of: place)
                }
                #expect(culprit == 2, "part \(part), byte \(place2)")
            }
        }
    }

    @Test("a proof made for another lot, tender, checkpoint, custodian, envelope or key is refused")
    func boundProofs() throws {
        let ceremony = try Ceremony(2, of: 3)
        let (place, _) = try ceremony.envelope(1)
        let subject = ceremony.subject
        for other in [
            OpeningSubject(tender: "T-2", lot: subject.lot, checkpoint: subject.checkpoint),
            OpeningSubject(tender: subject.tender, lot: "L-2", checkpoint: subject.checkpoint),
            OpeningSubject(tender: "T-1L", lot: "-1", checkpoint: subject.checkpoint),
            OpeningSubject(
                tender: subject.tender, lot: subject.lot, checkpoint: [UInt8](repeating: 8, count: 32)),
        ] {
            let made = try ceremony.shares[0].partial(of: place, for: other, under: ceremony.key)
            #expect(try refusal { _ = try ceremony.opening.check(made, of: place) } == "PARTIAL_WRONG")
        }
        let (elsewhere, _) = try ceremony.envelope(2)
        let made = try ceremony.partial(1, place)
        #expect(
            try refusal { _ = try ceremony.opening.check(made, of: elsewhere) }
                == "PARTIAL_OF_ANOTHER_ENVELOPE"
        )
        let renamed = try SealedPoint(digest: elsewhere.digest, ephemeralPoint: place.encoded)
        let proof = made.proof
        for (custodian, envelope, target) in [(2, place.digest, place), (1, renamed.digest, renamed)] {
            let claimed = try PartialOpening(
                custodian: custodian, envelope: envelope, point: made.encodedPoint, a: proof.encodedA,
                b: proof.encodedB, z: proof.encodedZ)
            #expect(try refusal { _ = try ceremony.opening.check(claimed, of: target) } == "PARTIAL_WRONG")
        }
        let other = try Ceremony(2, of: 3)
        #expect(try refusal { _ = try other.opening.check(made, of: place) } == "PARTIAL_WRONG")
    }

    @Test("in a batch the wrong ones are named and all others stand", arguments: [1, 2, 31, 32, 33, 100])
    func batches(count: Int) throws {
        let ceremony = try Ceremony(2, of: 3)
        let places = try (0..<count).map { try ceremony.envelope(UInt8($0)).place }
        var given = try places.enumerated().map { index, place in
            (partial: try ceremony.partial(index % 3 + 1, place), envelope: place)
        }
        #expect(try ceremony.opening.check(given).allSatisfy { $0.refusal == nil })
        // Two errors that would cancel out in a sum without weights: D + E here, D − E there.
        let off = try P256Point.base(times: P256Scalar.small(1))
        let wrong = [0, count - 1]
        for (turn, index) in wrong.enumerated() where turn == 0 || index != 0 {
            let good = given[index].partial
            let point = try turn == 0 ? good.point.adding(off) : good.point.subtracting(off)
            given[index].partial = try PartialOpening(
                custodian: good.custodian, envelope: good.envelope, point: point.encoded(),
                a: good.proof.encodedA, b: good.proof.encodedB, z: good.proof.encodedZ)
        }
        let found = try ceremony.opening.check(given)
        for index in found.indices {
            let refusal = found[index].refusal
            #expect((refusal != nil) == wrong.contains(index), "partial \(index)")
            if let refusal { #expect(refusal.custodian == given[index].partial.custodian) }
        }
    }

    @Test("points that are none are refused: off the curve, infinity, compressed, short, hybrid")
    func points() throws {
        let good = try P256Point.base(times: P256Scalar.small(5)).encoded()
        #expect(P256Point(good) != nil)
        var offCurve = good
        offCurve[64] ^= 1
        var hybrid = good
        hybrid[0] = 6 + good[64] % 2
        let compressed = [2 + good[64] % 2] + Array(good[1..<33])
        let zero = [4] + [UInt8](repeating: 0, count: 64)
        let great = [4] + [UInt8](repeating: 0xff, count: 64)
        for bytes in [offCurve, hybrid, compressed, zero, great, [0], [], Array(good.dropLast())] {
            #expect(P256Point(bytes) == nil)
        }
        let order = try #require(
            [UInt8](hex: "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"))
        #expect(P256Scalar(order) == nil)
        #expect(P256Scalar(Array(order.dropFirst())) == nil)
        #expect(try P256Point.base(times: P256Scalar.small(0)).isInfinity)
    }

    @Test("a share that does not belong to the key is refused, and its custodian named")
    func wrongShare() throws {
        let (one, other) = (try Ceremony(2, of: 3), try Ceremony(2, of: 3))
        let name = culprit {
            _ = try CustodianShare(custodian: 3, secret: other.shares[2].secret, of: one.key)
        }
        #expect(name == 3)
    }

    @Test("terms outside 2 ≤ t ≤ n ≤ 9 are refused")
    func terms() throws {
        for (threshold, custodians) in [(1, 3), (0, 0), (4, 3), (2, 10), (-1, 3)] {
            #expect(
                try refusal { _ = try Terms(threshold: threshold, custodians: custodians) }
                    == "CUSTODIANS_TERMS")
        }
    }
}

/// The custodian whom a refusal blames; nil when nothing is refused.
func culprit(_ body: () throws -> Void) -> Int? {
    do { try body() } catch let refusal as SealingRefusal { return refusal.custodian } catch { return -1 }
    return nil
}
