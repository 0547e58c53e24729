import Foundation
import OpenSSL
import Testing
import Trust

@Suite("The sample provinces of certs/make")
struct SampleProvinceTests {
    private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("certs/make").path

    /// Runs the script. Answers its exit code and what it said.
    private func make(_ folder: URL) throws -> (code: Int32, said: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.script)
        process.arguments = [folder.path]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let said = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: said, as: UTF8.self))
    }

    private func read(_ url: URL) throws -> [UInt8] { [UInt8](try Data(contentsOf: url)) }
    private func line(_ url: URL) throws -> String {
        String(decoding: try read(url), as: UTF8.self).trimmingCharacters(in: .newlines)
    }

    @Test("every identity is what it claims, the revoked and the expired one as well")
    func everyIdentity() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "tradehall-certs-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let (code, said) = try make(folder)
        try #require(code == 0, "\(said)")
        let verifier = try PathVerifier(
            TrustAnchors(directory: folder.appendingPathComponent("anchors").path))
        #expect(verifier.anchors.provinces.map(\.territory) == ["330000", "510000", "520000"])
        let identities = folder.appendingPathComponent("identities")
        let names = try FileManager.default.contentsOfDirectory(atPath: identities.path).sorted()
        #expect(names.count == 18)
        var codes: Set<String> = []
        for name in names {
            let own = identities.appendingPathComponent(name)
            let chain = try Certificate.list(pem: read(own.appendingPathComponent("chain.pem")))
            let certificate = try #require(chain.first)
            let verdict = try verifier.verify(
                certificate, intermediates: Array(chain.dropFirst()), at: Made.now, use: .sign,
                demandsHolder: true)
            switch name {
            case "bidder-revoked": #expect(verdict.code == .certRevoked)
            case "bidder-expired":
                #expect(verdict.code == .certExpired)
                let then = try verifier.verify(certificate, at: 1_600_000_000_000, use: .sign)
                #expect(then.code == .ok, "\(then.english)")
            default: #expect(verdict.code == .ok, "\(name): \(verdict.english)")
            }
            #expect(try verdict.holder?.uscc.text == line(own.appendingPathComponent("uscc.txt")))
            #expect(try verdict.holder?.name == line(own.appendingPathComponent("name.txt")))
            #expect(try verdict.territory == line(own.appendingPathComponent("territory.txt")))
            #expect(certificate.subject.contains("TEST ONLY 仅供测试"))
            codes.insert(try line(own.appendingPathComponent("uscc.txt")))

            let key = try PrivateKey(pem: read(own.appendingPathComponent("key.pem")))
            #expect(key.matches(certificate))
            let p12 = try Identity(
                pkcs12: read(own.appendingPathComponent("id.p12")),
                password: read(own.appendingPathComponent("password.txt")))
            #expect(p12.certificate == certificate && p12.chain == Array(chain.dropFirst()))
            let message = try CMS.sign([1], key: p12.key, certificate: certificate)
            #expect(try CMS.verifySignature(message).signer == certificate)
        }
        #expect(codes.count == names.count)
        try nationalList(folder, verifier.anchors)
    }

    private func nationalList(_ folder: URL, _ anchors: TrustAnchors) throws {
        let national = folder.appendingPathComponent("national")
        let signer = try Certificate(pem: read(national.appendingPathComponent("signer.pem")))
        let signed = try read(national.appendingPathComponent("national.p7"))
        let list = try NationalList(signed: signed, signer: signer.fingerprint)
        #expect(list.provinces.map(\.territory) == ["330000", "510000", "520000"])
        #expect(list.sequence == 1)
        #expect(list.narrowing(anchors).digest == anchors.digest)
        let stranger = Province(
            territory: "440000", roots: try [Made().root], intermediates: [], lists: [])
        #expect(list.narrowing(TrustAnchors(anchors.provinces + [stranger])).digest == anchors.digest)
        #expect(throws: TrustFault.self) { try NationalList(signed: signed, signer: Digest.sha256([])) }
        var changed = signed
        let place = try #require(changed.indices.first { changed[$0...].starts(with: Array("520000".utf8)) })
        changed[place] = 0x34
        #expect(throws: TrustFault.self) { try NationalList(signed: changed, signer: signer.fingerprint) }
    }

    @Test("a second run replaces the first with fresh keys, and a foreign folder is left alone")
    func rerun() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "tradehall-certs-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let own = folder.appendingPathComponent("anchors")
        try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
        let refused = try make(folder)
        #expect(refused.code == 64 && refused.said.contains("was not made by this script"))
        try FileManager.default.removeItem(at: own)
        #expect(try make(folder).code == 0)
        let first = try TrustAnchors(directory: own.path).digest
        #expect(try make(folder).code == 0)
        #expect(try TrustAnchors(directory: own.path).digest != first)
        try FileManager.default.removeItem(at: own.appendingPathComponent("520000/crl.pem"))
        #expect(throws: TrustFault.self) { try TrustAnchors(directory: own.path) }
        #expect(throws: TrustFault.self) { try TrustAnchors(directory: folder.path) }
    }
}
