import Ledger
import OpenSSL
import Testing

@Suite("Merkle tree")
struct TreeTests {
    /// Leaves and roots of the Certificate Transparency reference tree.
    static let leaves = [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    ]
    static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    private func referenceTree() throws -> MemoryTree {
        var tree = MemoryTree()
        for leaf in Self.leaves { tree.append(try hex(leaf)) }
        return tree
    }

    @Test("the roots are those of the Certificate Transparency reference tree")
    func referenceRoots() throws {
        var frontier = Frontier()
        #expect(frontier.root(sha256).hex == Self.roots[0])
        for (leaf, root) in zip(Self.leaves, Self.roots.dropFirst()) {
            frontier.append(TreeHash.leaf(try hex(leaf), sha256), sha256)
            #expect(frontier.root(sha256).hex == root)
        }
    }

    @Test(
        "inclusion proofs are those of the reference tree",
        arguments: [
            (0, 1, []),
            (
                0, 8,
                [
                    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
                ]
            ),
            (
                5, 8,
                [
                    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                ]
            ),
            (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
            (
                1, 5,
                [
                    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                ]
            ),
        ] as [(Int64, Int64, [String])])
    func referenceInclusion(index: Int64, size: Int64, expected: [String]) throws {
        let tree = try referenceTree()
        #expect(try InclusionProof.make(of: index, in: size, sha256, tree.read).map(\.hex) == expected)
    }

    @Test(
        "consistency proofs are those of the reference tree",
        arguments: [
            (1, 1, []),
            (
                1, 8,
                [
                    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
                ]
            ),
            (
                6, 8,
                [
                    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                ]
            ),
            (
                2, 5,
                [
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                ]
            ),
            (
                6, 7,
                [
                    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                    "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                ]
            ),
        ] as [(Int64, Int64, [String])])
    func referenceConsistency(old: Int64, new: Int64, expected: [String]) throws {
        let tree = try referenceTree()
        #expect(try ConsistencyProof.make(from: old, to: new, sha256, tree.read).map(\.hex) == expected)
    }

    private static func data(_ count: Int) -> [[UInt8]] {
        (0..<count).map { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8), 7] }
    }

    @Test("every proof of every tree up to 130 leaves is the RFC's, and holds")
    func everyProof() throws {
        let data = Self.data(130)
        var tree = MemoryTree()
        var roots = [Oracle.root([])]
        for (count, leaf) in data.enumerated() {
            tree.append(leaf)
            roots.append(Oracle.root(data[...count]))
            #expect(tree.frontier.root(sha256) == roots[count + 1])
        }
        for size in 1...data.count {
            for index in 0..<size {
                let proof = try InclusionProof.make(of: Int64(index), in: Int64(size), sha256, tree.read)
                #expect(proof == Oracle.path(index, data[..<size]))
                try InclusionProof.verify(
                    proof, leafHash: TreeHash.leaf(data[index], sha256), index: Int64(index),
                    size: Int64(size),
                    root: roots[size], sha256)
            }
            for old in 0...size {
                let proof = try ConsistencyProof.make(from: Int64(old), to: Int64(size), sha256, tree.read)
                #expect(old == 0 || proof == Oracle.proof(old, data[..<size]))
                try ConsistencyProof.verify(
                    proof, from: Int64(old), oldRoot: roots[old], to: Int64(size), newRoot: roots[size],
                    sha256)
            }
        }
    }

    @Test("no inclusion proof holds for another leaf, place, size or root, nor changed, cut or lengthened")
    func falseInclusion() throws {
        let data = Self.data(40)
        var tree = MemoryTree()
        for leaf in data { tree.append(leaf) }
        func refused(
            _ proof: [[UInt8]], _ leaf: [UInt8], _ index: Int, _ size: Int, _ root: [UInt8]
        ) {
            expectError(.inclusionProof) {
                try InclusionProof.verify(
                    proof, leafHash: TreeHash.leaf(leaf, sha256), index: Int64(index), size: Int64(size),
                    root: root, sha256)
            }
        }
        for size in 1...data.count {
            let root = Oracle.root(data[..<size])
            for index in 0..<size {
                let proof = Oracle.path(index, data[..<size])
                refused(proof, [9], index, size, root)
                refused(proof, data[index], index, size, Digest.sha256([9]))
                refused(proof, data[index], size, size, root)
                refused(proof, data[index], -1, size, root)
                refused(proof + [root], data[index], index, size, root)
                for other in 0..<size where other != index { refused(proof, data[index], other, size, root) }
                for place in proof.indices {
                    var changed = proof
                    changed[place][31] ^= 1
                    refused(changed, data[index], index, size, root)
                    changed = proof
                    changed[place].removeLast()
                    refused(changed, data[index], index, size, root)
                }
                if !proof.isEmpty { refused(proof.dropLast(), data[index], index, size, root) }
            }
        }
    }

    @Test("no consistency proof holds for other roots or sizes, nor changed, cut or lengthened")
    func falseConsistency() throws {
        let data = Self.data(40)
        func refused(_ proof: [[UInt8]], _ old: Int, _ oldRoot: [UInt8], _ new: Int, _ newRoot: [UInt8]) {
            expectError(.consistencyProof) {
                try ConsistencyProof.verify(
                    proof, from: Int64(old), oldRoot: oldRoot, to: Int64(new), newRoot: newRoot, sha256)
            }
        }
        let other = Digest.sha256([9])
        for new in 1...data.count {
            let newRoot = Oracle.root(data[..<new])
            refused([], 0, other, new, newRoot)
            refused([], new + 1, newRoot, new, newRoot)
            refused([other], new, newRoot, new, newRoot)
            for old in 1..<max(new, 2) where old < new {
                let oldRoot = Oracle.root(data[..<old])
                let proof = Oracle.proof(old, data[..<new])
                refused(proof, old, other, new, newRoot)
                refused(proof, old, oldRoot, new, other)
                refused(proof + [other], old, oldRoot, new, newRoot)
                refused(proof.dropLast(), old, oldRoot, new, newRoot)
                refused([], old, oldRoot, new, newRoot)
                for place in proof.indices {
                    var changed = proof
                    changed[place][0] ^= 0x80
                    refused(changed, old, oldRoot, new, newRoot)
                }
            }
        }
    }

    @Test("a batch proves its own leaves without reading the store, whatever the tree before it")
    func growth() throws {
        let data = Self.data(70)
        for start in 0...33 {
            var before = MemoryTree()
            for leaf in data[..<start] { before.append(leaf) }
            for end in (start + 1)...data.count {
                var growth = Growth(from: before.frontier)
                for leaf in data[start..<end] { growth.append(TreeHash.leaf(leaf, sha256), sha256) }
                #expect(growth.frontier.root(sha256) == Oracle.root(data[..<end]))
                for index in start..<end {
                    #expect(
                        try growth.inclusionProof(of: Int64(index), sha256)
                            == Oracle.path(index, data[..<end]))
                }
            }
        }
        var growth = Growth(from: Frontier())
        for leaf in data[..<4] { growth.append(TreeHash.leaf(leaf, sha256), sha256) }
        let later = Growth(from: growth.frontier)
        expectError(.tree) { _ = try later.hashes(of: [TreeNode(level: 0, index: 1)]) }
    }

    @Test("a tree is taken up again from its peaks, and from nothing else")
    func takeUp() throws {
        var tree = MemoryTree()
        for (size, leaf) in Self.data(60).enumerated() {
            let nodes = Frontier.nodes(ofSize: Int64(size))
            #expect(try Frontier(size: Int64(size), peaks: tree.read(nodes)) == tree.frontier)
            tree.append(leaf)
        }
        expectError(.tree) { _ = try Frontier(size: 3, peaks: [Digest.sha256([])]) }
        expectError(.tree) { _ = try Frontier(size: 1, peaks: [[1]]) }
        expectError(.tree) { _ = try Frontier(size: -1, peaks: []) }
    }

    @Test("a leaf is completed by what stands under its last leaf, so a store can file hashes by leaf")
    func lastLeaf() {
        var frontier = Frontier()
        for leaf in Int64(0)..<64 {
            for level in frontier.append(Digest.sha256([]), sha256).indices {
                #expect(TreeNode(level: level, index: leaf >> Int64(level)).lastLeaf == leaf)
            }
        }
    }
}
