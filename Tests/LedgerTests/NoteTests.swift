import Ledger
import OpenSSL
import Testing

@Suite("Signed notes and checkpoints")
struct NoteTests {
    /// The example of the Go checksum database, which other note verifiers are tested with.
    static let peter = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    static let example = """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.

        — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=

        """

    @Test("the note of the Go checksum database is read, verified and written byte for byte")
    func goldenNote() throws {
        let note = try SignedNote(Array(Self.example.utf8))
        let key = try LogKey(text: Self.peter, sha256)
        try note.verify(key, ed25519)
        #expect(note.bytes == Array(Self.example.utf8))
        #expect(key.text == Self.peter)
        #expect(key.id.hex == "c74f20a3")
        #expect(
            try LogKey(text: "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8", sha256)
                .name == "sum.golang.org")
    }

    @Test("a changed text, signature or key is refused")
    func changedNote() throws {
        let key = try LogKey(text: Self.peter, sha256)
        let text = Self.example.replacing("problem is", with: "problem was")
        let sentence = expectError(.signature) { try SignedNote(Array(text.utf8)).verify(key, ed25519) }
        #expect(sentence.contains("PeterNeumann"))
        let signature = Self.example.replacing("JnAM=", with: "JnAQ=")
        expectError(.signature) { try SignedNote(Array(signature.utf8)).verify(key, ed25519) }
        let stranger = try makeSigner("PeterNeumann").key
        expectError(.signature) { try SignedNote(Array(Self.example.utf8)).verify(stranger, ed25519) }
    }

    @Test(
        "a log key with any part off is refused",
        arguments: [
            "", "PeterNeumann", "PeterNeumann+c74f20a3",
            "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            "PeterNeumann+c74f20a3+AZpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            "PeterNeumann+c74f20a3+AhpC2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10",
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n",
        ])
    func badKeys(text: String) { expectError(.key) { _ = try LogKey(text: text, sha256) } }

    @Test(
        "a note with any byte out of place is refused",
        arguments: [
            "", "\n", "\n\n", "text", "text\n", "text\n\n", "text\n— a AAAAAAA=\n", "text\n\n— a AAAAAAA=",
            "text\r\n\n— a AAAAAAA=\n", "text\u{0}\n\n— a AAAAAAA=\n", "text\n\n- a AAAAAAA=\n",
            "text\n\n—a AAAAAAA=\n",
            "text\n\n—  a AAAAAAA=\n", "text\n\n— a  AAAAAAA=\n", "text\n\n— a AAAAAAA=\n\n",
            "text\n\n— a AAAA\n",
            "text\n\n— a AAAAAA==\n", "text\n\n— a AAAAAAB=\n", "text\n\n— a AAAAAAA\n",
            "text\n\n— a AAAAAAA= \n",
            "text\n\n— a+b AAAAAAA=\n", "text\n\n— a\u{a0}b AAAAAAA=\n", "text\n\n— AAAAAAA=\n",
            "text\n\n— a AAAAAAA=\nx\n", "text\n\n— a AAA=AAAA\n",
        ])
    func badNotes(text: String) { expectError(.note) { _ = try SignedNote(Array(text.utf8)) } }

    @Test("a note that is too long, has too many signatures or is not UTF-8 is refused")
    func boundedNotes() throws {
        let line = "— a AAAAAAA=\n"
        let most = SignedNote.mostSignatures
        #expect(
            try SignedNote(Array(("t\n\n" + String(repeating: line, count: most)).utf8)).signatures.count
                == most)
        expectError(.note) {
            _ = try SignedNote(Array(("t\n\n" + String(repeating: line, count: most + 1)).utf8))
        }
        expectError(.note) {
            _ = try SignedNote(
                Array((String(repeating: "t", count: SignedNote.longest) + "\n\n" + line).utf8))
        }
        expectError(.note) { _ = try SignedNote([0xff, 0x0a, 0x0a] + Array(line.utf8)) }
    }

    @Test("the text of a note may have empty lines; the last one parts it from the signatures")
    func emptyLines() throws {
        let signer = try makeSigner("hall.example/log")
        let note = try SignedNote(signing: "one\n\ntwo\n", by: [signer])
        #expect(try SignedNote(note.bytes) == note)
        try note.verify(signer.key, ed25519)
    }

    @Test("signatures of strangers are passed over; a second, false signature of the known key is not")
    func manySignatures() throws {
        let log = try makeSigner("hall.example/log")
        let witness = try makeSigner("witness.example")
        let good = try SignedNote(signing: "text\n", by: [witness, log])
        try good.verify(log.key, ed25519)
        try good.verify(witness.key, ed25519)
        let other = try SignedNote(signing: "other\n", by: [log])
        let mixed = good.bytes + other.bytes.dropFirst("other\n\n".utf8.count)
        expectError(.signature) { try SignedNote(mixed).verify(log.key, ed25519) }
    }

    @Test("what cannot be a note is not signed")
    func unsignable() throws {
        let signer = try makeSigner("hall.example/log")
        for text in ["", "no newline", "tab\t\n"] {
            expectError(.note) { _ = try SignedNote(signing: text, by: [signer]) }
        }
        let short = LogSigner(key: signer.key) { _ in [1, 2, 3] }
        expectError(.signature) { _ = try SignedNote(signing: "text\n", by: [short]) }
    }

    @Test("a checkpoint comes back from its note, and only under its own log's key")
    func checkpoint() throws {
        let signer = try makeSigner("hall.example/log")
        let checkpoint = try Checkpoint(
            origin: "hall.example/log", size: 20_852_163, root: Digest.sha256([1]))
        let note = try checkpoint.signed(by: [signer]).bytes
        #expect(try Checkpoint.verified(note, key: signer.key, ed25519) == checkpoint)
        let other = try Checkpoint(origin: "other.example/log", size: 1, root: Digest.sha256([1]))
        expectError(.checkpoint) {
            _ = try Checkpoint.verified(other.signed(by: [signer]).bytes, key: signer.key, ed25519)
        }
    }

    @Test("the checkpoint of the tlog-checkpoint specification is read")
    func specified() throws {
        let text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
        let checkpoint = try Checkpoint(text: text)
        #expect(checkpoint.size == 20_852_163)
        #expect(checkpoint.origin == "example.com/behind-the-sofa")
        #expect(checkpoint.text == text)
    }

    @Test(
        "a checkpoint with any part off is refused",
        arguments: [
            "", "a\n", "a\n1\n", "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
            "\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
            "a\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
            "a\n+1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
            "a\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
            "a\n\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
            "a\n9223372036854775808\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
            "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n",
            "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jx\n",
            "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\nextension\n",
            "a b\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
            "a\n１\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        ])
    func badCheckpoints(text: String) { expectError(.checkpoint) { _ = try Checkpoint(text: text) } }
}
