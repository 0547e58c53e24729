import Ledger
import OpenSSL
import StrictJSON
import Testing

@testable import tradehall

@Suite("receipt verify")
struct ReceiptTests {
    /// A log of five entries with a receipt for the third.
    private struct Log {
        let desk: Desk
        let key: LogKey
        let receipt: Receipt
        let command: [UInt8]
        let authority: Certificate

        init() throws {
            desk = try Desk()
            let secret = try PrivateKey.generateEd25519()
            key = try LogKey(name: "hall.example", publicKey: secret.ed25519PublicBytes(), sha256)
            let signer = LogSigner(key: key) { try secret.sign($0) }
            command = Array("a signed command".utf8)
            var (growth, third): (Growth, ([UInt8], [UInt8])) = (Growth(from: Frontier()), ([], []))
            for number in 1...5 as ClosedRange<Int64> {
                let entry = try Entry(
                    stream: "T1", version: number, at: 1_774_000_000_000 + number, kind: "bidSubmitted",
                    command: sha256(command), body: ["number": .integer(number)])
                let salt = try Random.bytes(32)
                growth.append(
                    TreeHash.leaf(Commitment.of(entry.bytes, salt: salt, sha256), sha256), sha256)
                if number == 3 { third = (entry.bytes, salt) }
            }
            let note = try Checkpoint(
                origin: "hall.example", size: 5, root: growth.frontier.root(sha256)
            ).signed(by: [signer]).bytes
            let stamper = try PrivateKey.generateP256()
            authority = try CertificateAuthority.selfSigned(
                CertificateProfile(
                    subject: [("CN", "stamps")], notBefore: 1_577_836_800_000, notAfter: 2_366_841_600_000,
                    keyUsage: .digitalSignature, extendedKeyUsage: [CertificateProfile.timeStamping]),
                key: stamper)
            let token = try TimeStampAuthority(
                key: stamper, certificate: authority, policy: "1.2.3.4", accuracy: 1000
            ).token(for: sha256(note), at: 1_774_000_000_500, serial: 1)
            receipt = try Receipt(
                entry: third.0, salt: third.1, seq: 2, proof: growth.inclusionProof(of: 2, sha256),
                checkpoint: note, timeStamp: token)
            try desk.write("receipt.json", receipt.bytes)
            try desk.write("log.vkey", key.text + "\n")
            try desk.write("tsa.pem", try authority.pem())
            try desk.write("command.cms", command)
        }

        func verify(_ more: String..., receipt: String = "receipt.json", key: String? = nil) -> Shown {
            tradehall(["receipt", "verify", desk.file(receipt), "--log-key", key ?? self.key.text] + more)
        }
    }

    @Test("a true receipt holds, and says what was checked and what was not")
    func holds() throws {
        let log = try Log()
        let plain = log.verify()
        #expect(plain.exit == .done, "\(plain.error)")
        #expect(plain.out.contains("number 2, bidSubmitted, entry 3 of T1"))
        #expect(plain.out.contains("The time stamp was not checked"))
        let full = log.verify(
            "--tsa-cert", log.desk.file("tsa.pem"), "--command", log.desk.file("command.cms"), "--json",
            key: log.desk.file("log.vkey"))
        #expect(full.exit == .done, "\(full.error)")
        let told = try #require(try full.json().first)
        #expect(told["holds"] == true && told["attestedAt"] == .string("2026-03-20T17:46:40.500+08:00"))
        guard case .array(let checked)? = told["checked"] else {
            Issue.record("nothing was checked")
            return
        }
        for part in ["signature", "inclusionProof", "salt", "entry", "timeStamp", "command"] {
            #expect(checked.contains(.string(part)), "\(part)")
        }
    }

    @Test("a receipt with any of its parts changed fails")
    func tampered() throws {
        let log = try Log()
        let text = String(decoding: log.receipt.bytes, as: UTF8.self)
        let changes: [(String, String)] = [
            ("\\\"number\\\":3", "\\\"number\\\":4"), ("\"seq\":2", "\"seq\":3"),
            ("hall.example\\n5\\n", "hall.example\\n6\\n"), ("\"salt\":\"", "\"salt\":\"00"),
        ]
        for (old, new) in changes {
            #expect(text.contains(old), "\(old)")
            try log.desk.write("changed.json", text.replacing(old, with: new))
            let shown = log.verify(receipt: "changed.json")
            #expect(shown.exit == .failed, "\(new)")
            #expect(shown.out.isEmpty && shown.error.split(separator: "\n").count == 1)
        }
    }

    @Test("another log's key, another command and another stamper's certificate are refused")
    func others() throws {
        let (log, other) = (try Log(), try Log())
        #expect(log.verify(key: other.key.text).exit == .failed)
        try log.desk.write("other.cms", "another command")
        let command = log.verify("--command", log.desk.file("other.cms"))
        #expect(command.exit == .failed && command.error.contains("another command"))
        let stamp = log.verify("--tsa-cert", other.desk.file("tsa.pem"))
        #expect(stamp.exit == .failed && stamp.error.contains("not of --tsa-cert"))
    }

    @Test("a key that is neither a file nor a key is named as a missing file")
    func noKey() throws {
        let shown = try Log().verify(key: "log.vky")
        #expect(shown.exit == .failed && shown.error.contains("There is no file \"log.vky\""))
    }
}
