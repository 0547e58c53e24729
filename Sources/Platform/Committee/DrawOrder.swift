internal import OpenSSL
package import Procurement

/// The order in which a pool of experts is drawn (专家抽取): computed from what was public beforehand and one
/// number that the operator had sealed, so that anyone draws the same again.
package enum DrawOrder {
    /// The experts of a pool in the order in which they are drawn, substitutes included.
    ///
    /// The seed is SHA-256 over `tradehall draw v1`, the tender, the root of the checkpoint in hexadecimal
    /// and the nonce, each on a line. Random numbers are the 64-bit big-endian words of SHA-256(seed ‖ n) for
    /// n = 0, 1, … as 8 bytes; a number at or above the greatest multiple of the range is thrown away. The pool,
    /// sorted by the experts' codes, is shuffled from its front (Fisher-Yates).
    package static func order(of pool: Pool, tender: TenderID, root: Procurement.Digest, nonce: String)
        -> [PartyID]
    {
        var numbers = Numbers(seed: "tradehall draw v1\n\(tender.text)\n\(root.hex)\n\(nonce)\n")
        var experts = pool.experts.map(\.party).sorted()
        let wanted = min(pool.count + pool.substitutes, experts.count)
        for place in 0..<wanted {
            experts.swapAt(place, place + numbers.below(experts.count - place))
        }
        return Array(experts.prefix(wanted))
    }

    /// SHA-256 of the nonce's text: what the pool commits to.
    package static func commitment(to nonce: String) -> Procurement.Digest {
        .sha256(OpenSSL.Digest.sha256(Array(nonce.utf8)))
    }

    private struct Numbers {
        private let seed: [UInt8]
        private var block: [UInt8] = []
        private var counter: UInt64 = 0

        init(seed text: String) { seed = OpenSSL.Digest.sha256(Array(text.utf8)) }

        private mutating func next() -> UInt64 {
            if block.isEmpty {
                let number = (0..<8).map { UInt8(truncatingIfNeeded: counter >> (56 - 8 * UInt64($0))) }
                block = OpenSSL.Digest.sha256(seed + number)
                counter += 1
            }
            let word = block.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            block.removeFirst(8)
            return word
        }

        /// Below a count of at least one, each value equally likely.
        mutating func below(_ count: Int) -> Int {
            let range = UInt64(max(count, 1))
            let limit = UInt64.max - UInt64.max % range
            var word = next()
            while word >= limit { word = next() }
            return Int(word % range)
        }
    }
}
