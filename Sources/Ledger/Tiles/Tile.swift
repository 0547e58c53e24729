/// A piece of the log as a static resource (C2SP `tlog-tiles`): up to 256 hashes of one level, or up to 256
/// entries. Our entries are the 32-byte commitments, which is all that the public tree holds.
package struct Tile: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// Hashes of complete subtrees of `256^level` leaves; level 0 holds leaf hashes.
        case hashes(level: Int)
        /// The data of the leaves.
        case entries
    }

    package let kind: Kind
    /// Position among the tiles of this kind, from the left.
    package let index: Int64
    /// Hashes or entries in it: 256 when full, fewer at the right edge.
    package let width: Int

    /// Width of a full tile.
    package static let full = 256
    /// A tree of Int64 leaves has no tile above this level.
    package static let highestLevel = 7

    package init(_ kind: Kind, index: Int64, width: Int) throws(LedgerError) {
        let level =
            switch kind {
            case .hashes(let level): level
            case .entries: 0
            }
        guard (0...Self.highestLevel).contains(level), (1...Self.full).contains(width), index >= 0,
            // All its hashes must be of subtrees that an Int64 can count.
            Int64(width) <= Int64.max >> (8 * level) - 1,
            index <= (Int64.max >> (8 * level) - 1 - Int64(width)) / Int64(Self.full)
        else {
            throw LedgerError(.tile, "There is no tile of width \(width) at level \(level), index \(index).")
        }
        self.kind = kind
        self.index = index
        self.width = width
    }

    /// How wide the tile at this place is in a tree of `size` leaves; 0 when it is not there.
    package static func width(_ kind: Kind, index: Int64, size: Int64) -> Int {
        let level =
            switch kind {
            case .hashes(let level): level
            case .entries: 0
            }
        guard (0...highestLevel).contains(level), index >= 0, size >= 0 else { return 0 }
        let places = size >> (8 * level)
        guard index <= places >> 8 else { return 0 }
        return Int(min(Int64(full), places - index << 8))
    }

    /// Whether a log of `size` leaves has this tile, whole or in part.
    package func exists(size: Int64) -> Bool { Self.width(kind, index: index, size: size) >= width }

    /// The subtrees whose hashes are the content of a tile of hashes; for entries, the leaves.
    package var nodes: [TreeNode] {
        let level =
            switch kind {
            case .hashes(let level): 8 * level
            case .entries: 0
            }
        return (0..<Int64(width)).map { TreeNode(level: level, index: index << 8 + $0) }
    }

    /// The leaves whose data a tile of entries carries.
    package var leaves: Range<Int64> { index << 8..<index << 8 + Int64(width) }

    /// The content of a tile of hashes: `width` hashes one after another.
    package func content(hashes: [[UInt8]]) -> [UInt8] {
        precondition(hashes.count == width && hashes.allSatisfy { $0.count == hashSize })
        return hashes.flatMap { $0 }
    }

    /// The content of a tile of entries: each commitment behind its length in two bytes, the high one first.
    package func content(commitments: [[UInt8]]) -> [UInt8] {
        precondition(commitments.count == width && commitments.allSatisfy { $0.count == hashSize })
        return commitments.flatMap { [0, UInt8(hashSize)] + $0 }
    }
}
