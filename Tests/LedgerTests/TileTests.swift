import Ledger
import OpenSSL
import Testing

@Suite("Tiles")
struct TileTests {
    @Test("paths are those of the tlog-tiles specification")
    func paths() throws {
        #expect(try Tile(.hashes(level: 0), index: 1_234_067, width: 256).path == "tile/0/x001/x234/067")
        #expect(try Tile(.hashes(level: 2), index: 0, width: 1).path == "tile/2/000.p/1")
        #expect(try Tile(.entries, index: 273, width: 112).path == "tile/entries/273.p/112")
        #expect(try Tile(.entries, index: 1000, width: 256).path == "tile/entries/x001/000")
    }

    @Test("every path reads back as its tile")
    func roundTrip() throws {
        for kind in [Tile.Kind.entries, .hashes(level: 0), .hashes(level: 3)] {
            for index in [0, 1, 255, 999, 1000, 1_234_067, 1_000_000_000] as [Int64] {
                for width in [1, 9, 255, 256] {
                    let tile = try Tile(kind, index: index, width: width)
                    #expect(try Tile(path: tile.path) == tile)
                }
            }
        }
    }

    @Test(
        "any other spelling of a path is refused",
        arguments: [
            "", "tile", "tile/0", "tile/0/", "tile/0/0", "tile/0/00", "tile/0/0000", "tile/00/000",
            "tile/-1/000", "tile/64/000",
            "tile/7/000", "tile/8/000", "tile/x/000", "tile/entry/000", "Tile/0/000", "/tile/0/000",
            "tile/0/000/", "tile/0/x000/000",
            "tile/0/x001", "tile/0/001/002", "tile/0/x001/x002", "tile/0/000.p", "tile/0/000.p/",
            "tile/0/000.p/0",
            "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p/1/2", "tile/0/000.q/1", "tile/0/.p/1",
            "tile/0/x.p/1",
            "tile/0/+12", "tile/0/１２３", "tile/0/../000", "tile/0/x999/x999/x999/x999/x999/x999/999",
            "tile/6/999", "tile/0/x000/x000/x000/x000/x000/x000/x000/x000/x000/x000/x000/x000/000",
        ])
    func badPaths(path: String) { expectError(.tile) { _ = try Tile(path: path) } }

    @Test("the widths are those of the specification's example of 70,000 leaves")
    func widths() {
        func width(_ level: Int, _ index: Int64) -> Int {
            Tile.width(.hashes(level: level), index: index, size: 70_000)
        }
        #expect(width(0, 0) == 256)
        #expect(width(0, 272) == 256)
        #expect(width(0, 273) == 112)
        #expect(width(0, 274) == 0)
        #expect(width(1, 0) == 256)
        #expect(width(1, 1) == 17)
        #expect(width(1, 2) == 0)
        #expect(width(2, 0) == 1)
        #expect(width(3, 0) == 0)
        #expect(Tile.width(.hashes(level: 0), index: 1, size: 256) == 0)
        #expect(Tile.width(.hashes(level: 1), index: 0, size: 256) == 1)
        #expect(Tile.width(.entries, index: 0, size: 0) == 0)
        #expect(Tile.width(.hashes(level: 0), index: .max, size: .max) == 0)
    }

    @Test("the tiles of a log give back its root, level by level")
    func rebuild() throws {
        var tree = MemoryTree()
        let data = (0..<700).map { Digest.sha256([UInt8($0 & 255), UInt8($0 >> 8)]) }
        for leaf in data { tree.append(leaf) }
        let first = try Tile(.hashes(level: 1), index: 0, width: 2)
        #expect(first.exists(size: 700))
        #expect(!(try Tile(.hashes(level: 1), index: 0, width: 3)).exists(size: 700))
        let content = first.content(hashes: try tree.read(first.nodes))
        #expect(Array(content[..<32]) == Oracle.root(data[..<256]))
        #expect(Array(content[32...]) == Oracle.root(data[256..<512]))
        let leaves = try Tile(.hashes(level: 0), index: 2, width: 188)
        #expect(
            leaves.content(hashes: try tree.read(leaves.nodes)).prefix(32)
                == Digest.sha256([0] + data[512])[...])
    }

    @Test("an entry bundle is each commitment behind its length")
    func bundle() throws {
        let tile = try Tile(.entries, index: 1, width: 2)
        #expect(tile.leaves == 256..<258)
        let a = Digest.sha256([1])
        let b = Digest.sha256([2])
        #expect(tile.content(commitments: [a, b]) == [0, 32] + a + [0, 32] + b)
    }
}
