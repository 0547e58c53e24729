import Foundation
import OpenSSL
import StrictJSON
import Testing
import Trust

@testable import tradehall

@Suite("A verdict on a certificate of the sample nation", .serialized)
struct VerdictVerbTests {
    private static let nation = Result { try make() }

    private static func make() throws -> String {
        let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "certs/make").path
        let folder = FileManager.default.temporaryDirectory.appending(path: "nation-\(UUID().uuidString)")
        let process = Process()
        process.executableURL = URL(filePath: script)
        process.arguments = ["--nation", folder.path]
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return folder.path
    }

    private func verify(_ who: String, _ more: String...) throws -> Shown {
        let folder = try Self.nation.get()
        return tradehall(
            [
                "cert", "verify", "\(folder)/identities/\(who)/cert.pem", "--trust", folder, "--to", "520000",
                "--use", "sign", "--trade", "works",
            ] + more)
    }

    /// The stories of certs/README.md, as Guizhou's hall sees them.
    @Test(
        "is the one of its province's story",
        arguments: [
            ("bidder-guizhou-1", "OK", Exit.done), ("bidder-sichuan-1", "OK", .done),
            ("bidder-zhejiang-1", "OK", .done), ("bidder-shanghai-1", "OK", .done),
            ("bidder-beijing-1", "OK", .done), ("bidder-beijing-revoked", "CERT_REVOKED", .failed),
            ("bidder-shandong-1", "OK", .done), ("bidder-shandong-revoked", "CERT_REVOKED", .failed),
            ("bidder-jiangsu-1", "POLICY_NOT_ACCEPTED", .failed),
            ("bidder-chongqing-1", "RECIPROCITY_LAPSED", .undecided),
            ("bidder-chongqing-revoked", "CERT_REVOKED", .failed),
            ("bidder-henan-1", "SERVICE_SUSPENDED", .undecided),
            ("bidder-guangdong-1", "MADE_AFTER_COMPROMISE", .failed),
            ("bidder-expired", "CERT_EXPIRED", .failed), ("bidder-revoked", "CERT_REVOKED", .failed),
        ])
    func stories(who: String, code: String, exit: Exit) throws {
        let shown = try verify(who, "--json")
        #expect(shown.exit == exit)
        let verdict = try #require(try shown.json().first)
        #expect(verdict["code"] == .string(code))
    }

    @Test("is not given for another use than the key's, and not without the place that asks")
    func use() throws {
        let folder = try Self.nation.get()
        let own = "\(folder)/identities/bidder-guizhou-1/cert.pem"
        let encrypting = tradehall([
            "cert", "verify", own, "--trust", folder, "--to", "52", "--use", "encrypt", "--json",
        ])
        #expect(encrypting.exit == .failed)
        #expect(try encrypting.json().first?["code"] == "KEY_USAGE")
        #expect(tradehall(["cert", "verify", own, "--trust", folder]).exit == .usage)
        #expect(tradehall(["cert", "verify", own, "--to", "52"]).exit == .usage)
    }

    @Test("replays to the same bytes from its dossier when the lists are gone, and not from a changed one")
    func replay() throws {
        let desk = try Desk()
        let file = desk.file("kept.dossier")
        #expect(try verify("bidder-shandong-1", "--dossier", file).exit == .done)
        let bytes = try [UInt8](Data(contentsOf: URL(filePath: file)))
        // The dossier alone: no other option, no folder.
        #expect(tradehall(["verdict", "replay", file]).exit == .done)

        // Somebody makes the verdict better than it was, in the file alone.
        let failed = desk.file("failed.dossier")
        #expect(try verify("bidder-henan-1", "--dossier", failed).exit == .undecided)
        let text = try String(contentsOfFile: failed, encoding: .utf8)
        let forged = text.replacing("\"indication\":\"INDETERMINATE\"", with: "\"indication\":\"PASSED\"")
        #expect(forged != text)
        try desk.write("forged.dossier", Array(forged.utf8))
        let shown = tradehall(["verdict", "replay", desk.file("forged.dossier")])
        #expect(shown.exit == .failed && shown.out.contains("NOT the verdict in the file"))

        try desk.write("cut.dossier", Array(bytes.dropLast(10)))
        #expect(tradehall(["verdict", "replay", desk.file("cut.dossier")]).exit == .usage)
    }

    @Test("comes as a page that runs nothing, fetches nothing and escapes what certificates say")
    func page() throws {
        let desk = try Desk()
        let key = try PrivateKey.generateP256()
        let certificate = try CertificateAuthority.selfSigned(
            CertificateProfile(
                subject: [("O", "<script>alert(1)</script>"), ("CN", "\"&'")], notBefore: 1_700_000_000_000,
                notAfter: 1_900_000_000_000, keyUsage: [.digitalSignature]), key: key)
        try desk.write("odd.pem", try certificate.pem())
        _ = tradehall([
            "cert", "verify", desk.file("odd.pem"), "--anchors", desk.file("odd.pem"), "--report",
            desk.file("odd.html"),
        ])
        let odd = try String(contentsOfFile: desk.file("odd.html"), encoding: .utf8)
        #expect(odd.contains("&lt;script") && odd.contains("&quot;"))
        #expect(!odd.contains("<script") && !odd.contains("<link") && !odd.contains("src="))

        let file = desk.file("good.html")
        #expect(try verify("bidder-sichuan-1", "--report", file).exit == .done)
        let page = try String(contentsOfFile: file, encoding: .utf8)
        #expect(page.contains("<svg") && page.contains("四川样例签发CA") && page.contains("path.signature"))
    }

    @Test("goes by a policy that is printed, and by another one when it is given")
    func policy() throws {
        let desk = try Desk()
        let printed = tradehall(["verdict", "policy"])
        try desk.write("mine.json", Array(printed.out.utf8))
        let own = try verify("bidder-guizhou-1", "--json").json().first?["policy"]?["sha256"]
        let same = try verify("bidder-guizhou-1", "--json", "--validation-policy", desk.file("mine.json"))
        #expect(try same.json().first?["policy"]?["sha256"] == own && own != nil)
        let other = printed.out.replacing("\"levels\": {", with: "\"levels\": { \"path.dates\": \"FAIL\",")
        try desk.write("other.json", Array(other.utf8))
        let judged = try verify("bidder-guizhou-1", "--json", "--validation-policy", desk.file("other.json"))
        #expect(try judged.json().first?["policy"]?["sha256"] != own)
    }
}
