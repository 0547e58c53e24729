import Foundation
import Ledger
import OpenSSL
import Testing

/// The system's SHA-256, as the program passes it in.
let sha256: HashFunction = { Digest.sha256($0) }

/// The system's Ed25519.
let ed25519: SignatureCheck = { key, message, signature in
    guard let key = try? PublicKey(ed25519: key) else { return false }
    return key.verify(signature, of: message)
}

/// A fresh log key with its signer.
func makeSigner(_ name: String) throws -> LogSigner {
    let key = try PrivateKey.generateEd25519()
    return LogSigner(key: try LogKey(name: name, publicKey: key.ed25519PublicBytes(), sha256)) {
        try key.sign($0)
    }
}

/// Bytes from hexadecimal in a test's own source.
func hex(_ text: String) throws -> [UInt8] { try #require([UInt8](hex: text)) }

/// A stored example of format 1. These files never change; new ones may be added.
func fixture(_ name: String) throws -> [UInt8] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    return [UInt8](try Data(contentsOf: folder.appending(path: "Fixtures/v1/\(name)")))
}

/// Expects a `LedgerError` about the given part and returns its sentence.
@discardableResult
func expectError(
    _ part: LedgerError.Part, sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Void
) -> String {
    do {
        try body()
        Issue.record("nothing was refused", sourceLocation: sourceLocation)
        return ""
    } catch let error as LedgerError {
        #expect(error.part == part, "\(error)", sourceLocation: sourceLocation)
        return error.description
    } catch {
        Issue.record(error, sourceLocation: sourceLocation)
        return ""
    }
}

/// The definitions of RFC 6962 §2.1 written down once more, as plainly as the RFC has them, to judge ours by.
enum Oracle {
    static func root(_ leaves: ArraySlice<[UInt8]>) -> [UInt8] {
        if leaves.isEmpty { return Digest.sha256([]) }
        if leaves.count == 1 { return Digest.sha256([0] + leaves[leaves.startIndex]) }
        let middle = leaves.startIndex + half(leaves.count)
        return Digest.sha256([1] + root(leaves[..<middle]) + root(leaves[middle...]))
    }

    static func path(_ index: Int, _ leaves: ArraySlice<[UInt8]>) -> [[UInt8]] {
        if leaves.count == 1 { return [] }
        let k = half(leaves.count)
        let middle = leaves.startIndex + k
        return index < k
            ? path(index, leaves[..<middle]) + [root(leaves[middle...])]
            : path(index - k, leaves[middle...]) + [root(leaves[..<middle])]
    }

    static func proof(_ old: Int, _ leaves: ArraySlice<[UInt8]>, whole: Bool = true) -> [[UInt8]] {
        if old == leaves.count { return whole ? [] : [root(leaves)] }
        let k = half(leaves.count)
        let middle = leaves.startIndex + k
        return old <= k
            ? proof(old, leaves[..<middle], whole: whole) + [root(leaves[middle...])]
            : proof(old - k, leaves[middle...], whole: false) + [root(leaves[..<middle])]
    }

    private static func half(_ count: Int) -> Int {
        var k = 1
        while k * 2 < count { k *= 2 }
        return k
    }
}

/// A whole tree in memory that answers for any complete subtree.
struct MemoryTree {
    private(set) var frontier = Frontier()
    private(set) var nodes: [TreeNode: [UInt8]] = [:]

    mutating func append(_ data: [UInt8]) {
        let leaf = frontier.size
        for (level, value) in frontier.append(TreeHash.leaf(data, sha256), sha256).enumerated() {
            nodes[TreeNode(level: level, index: leaf >> Int64(level))] = value
        }
    }

    func read(_ wanted: [TreeNode]) throws -> [[UInt8]] {
        try wanted.map { try #require(nodes[$0], "\($0) is not a complete subtree") }
    }
}
