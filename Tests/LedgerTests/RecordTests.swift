import Ledger
import OpenSSL
import StrictJSON
import Testing

@Suite("Entries and receipts")
struct RecordTests {
    @Test(
        "stored entries of format 1 read and write byte for byte",
        arguments: ["0.entry", "1.entry", "2.entry"])
    func goldenEntries(name: String) throws {
        let bytes = try fixture(name)
        #expect(try Entry(bytes).bytes == bytes)
    }

    @Test("a stored entry means what it meant")
    func goldenMeaning() throws {
        let entry = try Entry(fixture("0.entry"))
        #expect(entry.stream == "tender/E3301-2026-000001")
        #expect(entry.version == 1)
        #expect(entry.at == 1_767_225_600_000)
        #expect(entry.kind == "noticePublished")
        #expect(try entry.command == Digest.sha256(fixture("0.command")))
        #expect(entry.body["cap"] == 123_456_789_012)
        #expect(entry.body["title"] == "桥梁工程 \"一标段\"")
        #expect(try Entry(fixture("1.entry")).command == nil)
    }

    @Test(
        "an entry that is not exactly what is written is refused",
        arguments: [
            #"{}"#, #"[]"#, #""#,
            #"{"at":1,"body":{},"kind":"k","stream":"s","v":1,"version":0}"#,
            #"{"at":-1,"body":{},"kind":"k","stream":"s","v":1,"version":1}"#,
            #"{"at":1,"body":{},"kind":"","stream":"s","v":1,"version":1}"#,
            #"{"at":1,"body":{},"kind":"k","stream":"a b","v":1,"version":1}"#,
            #"{"at":1,"body":{},"kind":"k","stream":"s","v":2,"version":1}"#,
            #"{"at":1,"body":{},"kind":"k","stream":"s","version":1}"#,
            #"{"at":1,"kind":"k","stream":"s","v":1,"version":1}"#,
            #"{"at":1,"body":{},"kind":"k","stream":"s","v":1,"version":1,"x":1}"#,
            #"{"at":1,"body":{},"kind":"k","stream":"s","v":1, "version":1}"#,
            #"{"v":1,"at":1,"body":{},"kind":"k","stream":"s","version":1}"#,
            #"{"at":1,"body":{},"command":"00","kind":"k","stream":"s","v":1,"version":1}"#,
            #"{"at":1,"body":{},"command":"zz","kind":"k","stream":"s","v":1,"version":1}"#,
            #"{"at":1,"body":"\u0041","kind":"k","stream":"s","v":1,"version":1}"#,
        ])
    func badEntries(text: String) { expectError(.entry) { _ = try Entry(Array(text.utf8)) } }

    @Test("a commitment depends on every byte of salt and entry")
    func commitment() {
        let salt = [UInt8](repeating: 3, count: 32)
        let one = Commitment.of([1, 2, 3], salt: salt, sha256)
        #expect(one == Digest.sha256(Array("tradehall/commitment/v1\n".utf8) + salt + [1, 2, 3]))
        #expect(one != Commitment.of([1, 2], salt: salt, sha256))
        for place in salt.indices {
            var other = salt
            other[place] ^= 1
            #expect(one != Commitment.of([1, 2, 3], salt: other, sha256))
        }
    }

    private func key() throws -> LogKey {
        try LogKey(text: String(decoding: fixture("log.vkey"), as: UTF8.self), sha256)
    }

    @Test(
        "stored receipts of format 1 read and write byte for byte, and hold",
        arguments: ["0.receipt", "2.receipt"])
    func goldenReceipts(name: String) throws {
        let receipt = try Receipt.parse(fixture(name))
        #expect(try receipt.bytes == fixture(name))
        let findings = try receipt.verify(with: key(), sha256, signatureCheck: ed25519)
        #expect(findings.checkpoint.size == 3)
        #expect(findings.attestedAt == nil)
        #expect(findings.checked == [.signature, .checkpoint, .salt, .inclusionProof, .entry])
        #expect(try receipt.checkpoint == fixture("3.checkpoint"))
    }

    @Test("the time stamp is checked over the very bytes of the checkpoint, and the command by its digest")
    func everything() throws {
        let receipt = try Receipt.parse(fixture("0.receipt"))
        let findings = try receipt.verify(
            with: key(), sha256, signatureCheck: ed25519,
            timeStampCheck: { token, message in
                #expect(token == Array("test token".utf8))
                let expected = try fixture("3.checkpoint")
                #expect(message == expected)
                return 42
            }, command: fixture("0.command"))
        #expect(findings.attestedAt == 42)
        #expect(findings.checked.suffix(2) == [.timeStamp, .command])
    }

    @Test("a receipt laid out anew still reads")
    func laidOut() throws {
        let text = try String(decoding: fixture("2.receipt"), as: UTF8.self)
        #expect(
            try Receipt.parse(Array(text.replacing(",\"", with: " ,\n  \"").utf8))
                == Receipt.parse(fixture("2.receipt")))
    }

    @Test("each part that is changed is refused by its name")
    func changedParts() throws {
        let good = try Receipt.parse(fixture("0.receipt"))
        let other = try Receipt.parse(fixture("2.receipt"))
        let key = try key()
        func verify(
            _ part: LedgerError.Part, entry: [UInt8]? = nil, salt: [UInt8]? = nil, seq: Int64? = nil,
            proof: [[UInt8]]? = nil, checkpoint: [UInt8]? = nil, key other: LogKey? = nil
        ) {
            let sentence = expectError(part) {
                _ = try Receipt(
                    entry: entry ?? good.entry, salt: salt ?? good.salt, seq: seq ?? good.seq,
                    proof: proof ?? good.proof, checkpoint: checkpoint ?? good.checkpoint, timeStamp: nil
                ).verify(with: other ?? key, sha256, signatureCheck: ed25519)
            }
            #expect(sentence.hasSuffix("."))
        }
        verify(.inclusionProof, entry: other.entry)
        verify(.inclusionProof, salt: other.salt)
        verify(.inclusionProof, seq: 1)
        verify(.inclusionProof, seq: 3)
        verify(.inclusionProof, proof: other.proof)
        let text = String(decoding: good.checkpoint, as: UTF8.self)
        verify(.signature, checkpoint: Array(text.replacing("\n3\n", with: "\n4\n").utf8))
        verify(.note, checkpoint: Array(text.dropLast().utf8))
        verify(.signature, key: try makeSigner("hall.example/log").key)
        verify(.signature, key: try makeSigner("other.example").key)
        expectError(.command) {
            _ = try good.verify(with: key, sha256, signatureCheck: ed25519, command: [1])
        }
        struct Refused: Error {}
        expectError(.timeStamp) {
            _ = try good.verify(
                with: key, sha256, signatureCheck: ed25519, timeStampCheck: { _, _ in throw Refused() })
        }
    }

    @Test("an entry that nobody could have written is refused although it is in the tree")
    func committedNonsense() throws {
        let signer = try makeSigner("hall.example/log")
        let salt = Digest.sha256([1])
        let entry = Array(#"{"not":"an entry"}"#.utf8)
        var tree = Frontier()
        tree.append(TreeHash.leaf(Commitment.of(entry, salt: salt, sha256), sha256), sha256)
        let note = try Checkpoint(origin: "hall.example/log", size: 1, root: tree.root(sha256)).signed(by: [
            signer
        ])
        let receipt = try Receipt(
            entry: entry, salt: salt, seq: 0, proof: [], checkpoint: note.bytes, timeStamp: nil)
        expectError(.entry) { _ = try receipt.verify(with: signer.key, sha256, signatureCheck: ed25519) }
    }

    @Test("a receipt with any member off is refused by the name of the part")
    func badReceipts() throws {
        let text = try String(decoding: fixture("0.receipt"), as: UTF8.self)
        func refused(_ part: LedgerError.Part, _ old: String, _ new: String) {
            #expect(text.contains(old), "the example has no \(old)")
            expectError(part) { _ = try Receipt.parse(Array(text.replacing(old, with: new).utf8)) }
        }
        refused(.receipt, "\"v\":1}", "\"v\":2}")
        refused(.receipt, "tradehall/receipt", "tradehall/receipts")
        refused(.receipt, "\"seq\":0", "\"seq\":\"0\"")
        refused(.receipt, "\"seq\":0", "\"seq\":0,\"extra\":1")
        refused(.receipt, "\"seq\":0,", "")
        refused(.inclusionProof, "\"seq\":0", "\"seq\":-1")
        refused(.salt, "\"salt\":\"", "\"salt\":\"00")
        refused(.salt, "\"salt\":\"", "\"salt\":\"0")
        refused(.inclusionProof, "\"proof\":[\"", "\"proof\":[\"A")
        refused(.inclusionProof, "\"proof\":[", "\"proof\":[\"00\",")
        refused(.timeStamp, "\"timeStamp\":\"", "\"timeStamp\":\"=")
        expectError(.receipt) { _ = try Receipt.parse([]) }
        expectError(.inclusionProof) {
            let many = [[UInt8]](repeating: Digest.sha256([]), count: 64)
            _ = try Receipt(
                entry: [], salt: Digest.sha256([]), seq: 0, proof: many, checkpoint: [], timeStamp: nil)
        }
    }

    @Test(
        "the tlog-proof form has the index, the hashes and the checkpoint as the specification lays them out")
    func tlogProof() throws {
        let receipt = try Receipt.parse(fixture("2.receipt"))
        let lines = receipt.tlogProof.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0] == "c2sp.org/tlog-proof@v1")
        #expect(lines[1] == "index 2")
        #expect(lines[2] == OpenSSL.Base64.encode(receipt.proof[0])[...])
        #expect(lines[3] == "")
        #expect(receipt.tlogProof.hasSuffix("\n\n" + String(decoding: receipt.checkpoint, as: UTF8.self)))
    }
}
