import Foundation
import OpenSSL
import StrictJSON
import Testing
import Trust

@testable import tradehall

@Suite("trust", .serialized)
struct TrustVerbTests {
    private func samples(_ desk: Desk, nation: Bool = false) throws -> String {
        let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "certs/make").path
        let process = Process()
        process.executableURL = URL(filePath: script)
        process.arguments = (nation ? ["--nation"] : []) + [desk.file("trust")]
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return desk.file("trust")
    }

    @Test("explain answers in words, as data and by its exit code, for provinces by code or by name")
    func explain() throws {
        let desk = try Desk()
        let folder = try samples(desk, nation: true)
        func ask(_ from: String, _ to: String, _ use: String, _ more: String...) -> Shown {
            tradehall(
                [
                    "trust", "explain", "--trust", folder, "--from", from, "--to", to, "--use", use, "--at",
                    "2026-09-21T08:00:00+08:00",
                ]
                    + more)
        }
        let good = ask("510000", "520000", "sign")
        #expect(
            good.exit == .done && good.out.hasPrefix("RECOGNISED: Guizhou recognises “Sichuan sample CA”"))
        #expect(good.out.contains("R-51-52") && good.error.isEmpty)
        #expect(ask("四川", "Guizhou", "sign", "--lang", "zh").out.hasPrefix("认可：贵州认可“四川样例签发CA”"))
        let data = try #require(try ask("51", "52", "sign", "--json").json().first)
        #expect(data["code"] == "OK" && data["rule"] == "R-51-52" && data["indication"] == "PASSED")
        let lapsed = ask("50", "52", "sign")
        #expect(lapsed.exit == .undecided && lapsed.out.contains("RECIPROCITY_LAPSED"))
        #expect(lapsed.out.contains("→ It is settled when Chongqing recognises Guizhou in return."))
        let lost = ask("44", "52", "sign")
        #expect(lost.exit == .failed && lost.out.contains("SERVICE_COMPROMISED"))
        #expect(ask("41", "52", "sign").out.contains("豫密发〔2026〕3号"))
        #expect(ask("31", "52", "sign", "--trade", "works").exit == .done)
        #expect(ask("31", "52", "sign").exit == .undecided)
        #expect(ask("52", "33", "seal", "--type", "sealMaker").exit == .done)
        #expect(ask("52", "52", "sign", "--service", "CN-52-CA1").exit == .done)
        #expect(ask("52", "52", "sign", "--service", "CN-52-CA7").out.contains("SERVICE_NOT_LISTED"))
        #expect(ask("atlantis", "52", "sign").exit == .usage)
        #expect(
            ask("52", "52", "pay").error.contains("--use takes one of login, sign, seal, encrypt, timestamp"))
    }

    @Test(
        "a province issues its next list: drafted, edited, signed, compared, published, and then in force",
        arguments: [false, true])
    func issue(_ bySM2: Bool) throws {
        let desk = try Desk()
        let key = bySM2 ? try PrivateKey.generateSM2() : try .generateP256()
        let now: Int64 = 1_790_000_000_000
        let certificate = try CertificateAuthority.selfSigned(
            CertificateProfile(
                subject: [("O", "列表 TEST ONLY")], notBefore: now - 1_000, notAfter: now + 100_000_000_000,
                keyUsage: [.digitalSignature]), key: key)
        try desk.write("list.key", try key.pem())
        try desk.write("list.pem", try certificate.pem())
        let signing = ["--key", desk.file("list.key"), "--cert", desk.file("list.pem")]
        func run(_ arguments: [String]) -> Shown { tradehall(arguments) }
        let folder = desk.file("trust")
        try FileManager.default.createDirectory(atPath: "\(folder)/lists", withIntermediateDirectories: true)
        try Data("\(certificate.fingerprint.hex)\n".utf8).write(to: URL(filePath: "\(folder)/lists/pin.txt"))

        let first = run([
            "trust", "list", "new", "--type", "national", "--id", "cn", "--operator", "某局", "--uscc",
            "91110108551385082Q", "--contact", "a@example.invalid", "--signer", desk.file("list.pem"), "--at",
            "2026-09-21T22:00:00+08:00", "--out", desk.file("1.json"),
        ])
        #expect(first.exit == .done, "\(first.error)")
        #expect(
            run(["trust", "list", "sign", desk.file("1.json"), "--out", desk.file("1.p7")] + signing).exit
                == .done)
        let published = run(["trust", "list", "publish", desk.file("1.p7"), "--trust", folder])
        #expect(published.exit == .done, "\(published.error)")

        let rules = run([
            "trust", "rule", "new", "--id", "cn-rules", "--territory", "100000", "--at",
            "2026-09-22T00:00:00+08:00", "--out", desk.file("rules.json"),
        ])
        #expect(rules.exit == .done, "\(rules.error)")
        #expect(run(["trust", "rule", "check", desk.file("rules.json")]).exit == .done)
        #expect(
            run(["trust", "list", "sign", desk.file("rules.json"), "--out", desk.file("rules.p7")] + signing)
                .exit == .done)
        #expect(run(["trust", "list", "publish", desk.file("rules.p7"), "--trust", folder]).exit == .done)
        let digest = try SignedRules(desk.read("rules.p7")).rules.digest.hex

        #expect(
            run([
                "trust", "list", "new", "--after", desk.file("1.p7"), "--at", "2026-09-23T00:00:00+08:00",
                "--out",
                desk.file("2.json"),
            ]).exit == .done)
        guard case .object(var members) = try JSON.parse(desk.read("2.json")) else { return }
        members["rules"] = .string(digest)
        try desk.write("2.json", JSON.object(members).text)
        #expect(
            run(["trust", "list", "sign", desk.file("2.json"), "--out", desk.file("2.p7")] + signing).exit
                == .done)
        let diff = run(["trust", "list", "diff", desk.file("1.p7"), desk.file("2.p7")])
        #expect(diff.exit == .done && diff.out.contains("other recognition rules are named"), "\(diff.out)")
        #expect(run(["trust", "list", "diff", desk.file("2.p7"), desk.file("1.p7")]).exit == .failed)
        #expect(run(["trust", "list", "publish", desk.file("2.p7"), "--trust", folder]).exit == .done)
        let check = run(["trust", "list", "check", "--trust", folder, "--at", "2026-09-24T00:00:00+08:00"])
        #expect(check.exit == .done && check.out.contains("Nothing is wrong"), "\(check.out)")
        #expect(run(["trust", "list", "show", desk.file("2.p7")]).out.contains("Trust list cn, number 2"))

        // A fork of number 2 is refused, and leaves the folder as it was.
        members["warning"] = "another"
        try desk.write("fork.json", JSON.object(members).text)
        #expect(
            run(["trust", "list", "sign", desk.file("fork.json"), "--out", desk.file("fork.p7")] + signing)
                .exit == .done)
        let forked = run(["trust", "list", "publish", desk.file("fork.p7"), "--trust", folder, "--json"])
        #expect(forked.exit == .failed && forked.error.contains("LIST_FORK"), "\(forked.error)")
        #expect(
            run(["trust", "list", "check", "--trust", folder, "--at", "2026-09-24T00:00:00+08:00"]).exit
                == .done)
    }

    @Test("a draft with a wrong field is not signed, and the field is named")
    func draft() throws {
        let desk = try Desk()
        try desk.identity("me")
        try desk.write("x.json", "{\"schema\":\"tradehall-trust-list-1\",\"listId\":\"a b\"}")
        let shown = tradehall(
            "trust", "list", "sign", desk.file("x.json"), "--key", desk.file("me.key"), "--cert",
            desk.file("me.pem"))
        #expect(shown.exit == .failed && shown.error.contains("listId"), "\(shown.error)")
        #expect(shown.out.isEmpty)
    }

    @Test("openssl alone reads a list and its rules")
    func stock() throws {
        let desk = try Desk()
        let folder = try samples(desk)
        for file in ["cn/1", "cn/rules-1", "cn-52/1"] {
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = [
                "openssl", "cms", "-verify", "-noverify", "-binary", "-inform", "DER", "-in",
                "\(folder)/lists/\(file).p7", "-out", desk.file("out.json"),
            ]
            process.standardError = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            #expect(
                try desk.read("out.json")
                    == Array(try Data(contentsOf: URL(filePath: "\(folder)/lists/\(file).json"))))
        }
        #expect(tradehall("trust", "list", "check", "--trust", folder).exit == .done)
    }
}
