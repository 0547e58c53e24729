import Foundation
import Ledger
import OpenSSL
import Platform
import Procurement
import StrictJSON
import Testing

@testable import tradehall

@Suite("An exported tender that somebody made over")
struct ForgeryTests {
    private func judge(_ members: [(path: String, bytes: [UInt8])], logKey: String?) throws -> EvidenceFault?
    {
        let path = "\(try World.get().desk())/forged.tar"
        try Exported.write(members, to: path)
        return try fault(in: path, logKey: logKey)
    }

    @Test("a member that is removed is missed, and the fault names it or the one in its place")
    func removed() throws {
        let exported = try Exported.get()
        for (index, member) in exported.members.enumerated() {
            var members = exported.all
            members.remove(at: index)
            let fault = try #require(try judge(members, logKey: exported.logKey), "without \(member.path)")
            let next = index < members.count ? members[index].path : members[index - 1].path
            #expect(
                fault.place == member.path || fault.place == next || fault.words.en.contains(member.path),
                "without \(member.path): \(fault.place): \(fault.words.en)")
        }
    }

    @Test("a member more is found wherever it stands, after the seal too")
    func added() throws {
        let exported = try Exported.get()
        let extra: [UInt8] = Array("一份附加文件".utf8)
        let root = try exported.contents(of: "trust/520000/root-1.der")
        let additions: [(path: String, bytes: [UInt8])] = [
            ("files/\(OpenSSL.Digest.sha256(extra).hex)", extra), ("notes.txt", extra),
            ("trust/990000/root-1.der", root), ("trust/520000/root-9.der", root),
            ("entries/9999999999.json", extra), ("log/key2", extra),
        ]
        for addition in additions {
            for place in [
                0, 1, 5, exported.members.count / 2, exported.members.count - 2,
                exported.members.count - 1, exported.members.count,
            ] {
                var members = exported.all
                members.insert(addition, at: place)
                let fault = try #require(
                    try judge(members, logKey: exported.logKey), "\(addition.path) at \(place)")
                #expect(
                    fault.place == addition.path,
                    "\(addition.path) at \(place): \(fault.place): \(fault.words.en)")
            }
        }
    }

    @Test("two members that change places, names or contents are found")
    func swapped() throws {
        let exported = try Exported.get()
        let count = exported.members.count
        for index in stride(from: 0, to: count - 1, by: 2) {
            var places = exported.all
            places.swapAt(index, index + 1)
            #expect(try judge(places, logKey: exported.logKey) != nil, "\(exported.members[index].path)")
        }
        for index in stride(from: 1, to: count - 1, by: 2) {
            var names = exported.all
            (names[index].bytes, names[index + 1].bytes) = (names[index + 1].bytes, names[index].bytes)
            let fault = try #require(
                try judge(names, logKey: exported.logKey), "\(exported.members[index].path)")
            #expect([names[index].path, names[index + 1].path].contains(fault.place), "\(fault.place)")
        }
    }

    /// The export under another key of the log: its checkpoint, receipts and manifest all signed anew.
    private func signedAnew(_ exported: Exported) throws -> (
        members: [(path: String, bytes: [UInt8])], key: String
    ) {
        let secret = try PrivateKey.generateEd25519()
        let old = try exported.contents(of: "log/checkpoint")
        let text = try SignedNote(old).text
        let key = try LogKey(
            name: "test.tradehall.example", publicKey: try secret.ed25519PublicBytes(),
            { OpenSSL.Digest.sha256($0) })
        let signer = LogSigner(key: key) { try secret.sign($0) }
        let note = try SignedNote(signing: text, by: [signer]).bytes
        let authority = try PrivateKey.generateP256()
        let certificate = try CertificateAuthority.selfSigned(
            CertificateProfile(
                subject: [("O", "forger")], notBefore: 1_700_000_000_000, notAfter: 2_000_000_000_000,
                keyUsage: .digitalSignature, extendedKeyUsage: [CertificateProfile.timeStamping]),
            key: authority)
        let token = try TimeStampAuthority(
            key: authority, certificate: certificate, policy: "1.3.6.1.4.1.99999.1.1", accuracy: 1
        ).token(
            for: OpenSSL.Digest.sha256(note), at: 1_774_000_000_000, serial: 9, withCertificate: true)
        var members: [(path: String, bytes: [UInt8])] = []
        for member in exported.all.dropLast(2) {
            switch member.path {
            case "log/key": members.append((member.path, Array("\(key.text)\n".utf8)))
            case "log/checkpoint": members.append((member.path, note))
            case "log/checkpoint.tst": members.append((member.path, token))
            case "log/tsa.pem": members.append((member.path, try certificate.pem()))
            case _ where member.path.hasSuffix(".json") && !member.path.hasSuffix(".verdict.json"):
                let receipt = try Receipt.parse(member.bytes)
                let forged = try Receipt(
                    entry: receipt.entry, salt: receipt.salt, seq: receipt.seq, proof: receipt.proof,
                    checkpoint: note, timeStamp: nil)
                members.append((member.path, forged.bytes))
            default: members.append(member)
            }
        }
        let manifest = members.map { "\(OpenSSL.Digest.sha256($0.bytes).hex) \($0.bytes.count) \($0.path)\n" }
            .joined()
        let digest = OpenSSL.Digest.sha256(Array(manifest.utf8)).hex
        let seal =
            "tradehall/tender-export/v1\nQIAN-2026-1\n\(digest) \(manifest.utf8.count) manifest.txt\n"
        members.append(("manifest.txt", Array(manifest.utf8)))
        members.append(("manifest.note", try SignedNote(signing: seal, by: [signer]).bytes))
        return (members, key.text)
    }

    @Test(
        "signing all of it anew with another key fails under the pinned key, and at the founding under its own"
    )
    func resigned() throws {
        let exported = try Exported.get()
        let forged = try signedAnew(exported)
        let pinned = try #require(try judge(forged.members, logKey: exported.logKey))
        #expect(pinned.place == "log/key", "\(pinned.place): \(pinned.words.en)")
        // The founding names the key that the log began with, and it is under the tree.
        for key in [forged.key, nil] {
            let own = try #require(try judge(forged.members, logKey: key))
            #expect(own.words.en.contains("founding"), "\(own.place): \(own.words.en)")
        }
    }

    @Test("the same tender played again in another hall is whole, and is not that of the pinned key")
    func elsewhere() throws {
        let exported = try Exported.get()
        let floor = try Floor()
        try floor.noticed()
        let reason = try floor.paper(floor.agency, "项目终止")
        try floor.act(
            floor.agency, "cancel", lots: ["L1", "L2"],
            ["reason": reason, "publications": floor.publications(reason, Floor.opened)])
        let other = try Exported(
            try floor.hall(as: floor.regulator).get("/tenders/\(floor.tender)/export"),
            logKey: try floor.logKey(), in: try floor.world.desk())
        #expect(try fault(in: other.path, logKey: nil) == nil)
        #expect(try fault(in: other.path, logKey: other.logKey) == nil)
        let pinned = try #require(try fault(in: other.path, logKey: exported.logKey))
        #expect(pinned.place == "log/key")
        // Entries of one hall in the export of another: the parts are whole, the file is not.
        var mixed = exported.all
        for (index, member) in mixed.enumerated() {
            guard let same = other.all.first(where: { $0.path == member.path }),
                member.path.hasPrefix("entries/")
            else { continue }
            mixed[index].bytes = same.bytes
        }
        #expect(try judge(mixed, logKey: exported.logKey) != nil)
    }
}
