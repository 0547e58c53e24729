internal import Locks

/// Tells at once that a command was never written, which is true of nearly every one that comes: a Bloom
/// filter over author and id of all commands of the log.
///
/// It may take a new command for an old one (about one in a thousand); then the store is asked. It never takes
/// an old one for new, as long as every command was noted before its author could hear of it. Two bytes for each
/// command of the log, in blocks of 2 MiB.
final class CommandFilter: Sendable {
    private struct Block {
        static let bits = 1 << 24
        /// At so many, six bits each, one in a thousand strangers looks known.
        static let capacity = bits / 16
        var words = [UInt64](repeating: 0, count: bits / 64)
        var count = 0

        func has(_ first: UInt64, _ step: UInt64) -> Bool {
            (0..<6).allSatisfy { number in
                let bit = Int(truncatingIfNeeded: first &+ UInt64(number) &* step) & (Self.bits - 1)
                return words[bit >> 6] & (1 << UInt64(bit & 63)) != 0
            }
        }

        mutating func add(_ first: UInt64, _ step: UInt64) {
            for number in 0..<6 {
                let bit = Int(truncatingIfNeeded: first &+ UInt64(number) &* step) & (Self.bits - 1)
                words[bit >> 6] |= 1 << UInt64(bit & 63)
            }
            count += 1
        }
    }

    private let blocks = Mutex<[Block]>([])

    /// Notes a command that is or will be in the log.
    func note(author: String, id: String) {
        let (first, step) = Self.hashes(author, id)
        blocks.withLock { blocks in
            if blocks.last.map({ $0.count >= Block.capacity }) ?? true { blocks.append(Block()) }
            blocks[blocks.count - 1].add(first, step)
        }
    }

    /// False only for a command that was never noted.
    func mayHave(author: String, id: String) -> Bool {
        let (first, step) = Self.hashes(author, id)
        return blocks.withLock { $0.contains { $0.has(first, step) } }
    }

    /// The hash is seeded anew in each process, so nobody can choose ids that meet.
    private static func hashes(_ author: String, _ id: String) -> (UInt64, UInt64) {
        var hasher = Hasher()
        hasher.combine(author)
        hasher.combine(id)
        let first = hasher.finalize()
        hasher = Hasher()
        hasher.combine(first)
        return (UInt64(bitPattern: Int64(first)), UInt64(bitPattern: Int64(hasher.finalize())) | 1)
    }
}
