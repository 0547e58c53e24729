import Foundation
import OpenSSL
import StrictJSON
import Testing
import Trust

/// Each story of certs/README.md that the table does not tell.
@Suite("The stories of the sample nation", .serialized)
struct NationStoryTests {
    private static let day: Int64 = 86_400_000

    private func ask(
        _ from: String, _ to: String, _ use: TrustUse, at: Int64 = Nation.at,
        _ edit: (inout RecognitionQuestion) -> Void = { _ in }
    ) throws -> RecognitionOutcome {
        // Today's lists are asked about another time.
        var question = RecognitionQuestion(
            from: "\(from)0000", to: "\(to)0000", use: use, at: at, known: max(at, Nation.at))
        edit(&question)
        return try Nation.store.get().recognise(question)
    }

    @Test(
        "what 河南 signed before its suspension is still recognised, and the words name the CA, the date and the notice"
    )
    func suspended() throws {
        let instant: Int64 = 1_772_323_200_000
        #expect(try ask("41", "52", .sign, at: instant - 1).passed)
        let after = try ask("41", "52", .sign, at: instant)
        #expect(after.code == .serviceSuspended && after.indication == .indeterminate)
        #expect(after.chinese.contains("河南样例签发CA") && after.chinese.contains("豫密发〔2026〕3号"))
        #expect(after.english.contains("Henan sample CA") && after.english.contains("2026-03-01"))
        #expect(after.remedyEnglish?.contains("lifted") == true)
    }

    @Test(
        "广东's lost key fails what is newer, doubts what is undated, and leaves what a time stamp proves older"
    )
    func compromised() throws {
        let lost: Int64 = 1_769_904_000_000
        let before = try ask("44", "52", .sign, at: lost - 1) { $0.proof = .stamped }
        #expect(before.passed, "\(before.english)")
        let claimed = try ask("44", "52", .sign, at: lost - 1) { $0.proof = .claimed }
        #expect(claimed.code == .serviceCompromised && claimed.indication == .indeterminate)
        #expect(claimed.code.subIndication == "REVOKED_CA_NO_POE")
        // Stamped after the key was lost and before anybody knew: the time stamp does not help.
        let between = try ask("44", "52", .sign, at: lost + Self.day) { $0.proof = .stamped }
        #expect(between.code == .serviceCompromised)
        // As it looked on that day, before it was recorded.
        let then = try ask("44", "52", .sign, at: lost + Self.day) {
            $0.proof = .stamped
            $0.known = lost + Self.day
        }
        #expect(then.passed && then.findings.contains { $0.step == .listDue && $0.code == .ok })
        let early = try ask("44", "52", .sign, at: 1_577_836_799_999) { $0.known = $0.time }
        #expect(early.code == .listStale, "the lists of the sample reach back to 2020 only")
        let younger = try ask("44", "52", .sign, at: lost + Self.day) {
            $0.proof = .stamped
            $0.notBefore = lost
        }
        #expect(younger.indication == .failed && younger.code.subIndication == "REVOKED")
        #expect(younger.code.told == "SERVICE_COMPROMISED")
    }

    @Test(
        "上海's emergency suspension of 重庆 lapsed after 30 days, and 江苏's, which the nation confirmed, did not")
    func emergency() throws {
        let begin: Int64 = 1_781_913_600_000
        #expect(try ask("50", "31", .login, at: begin - 1).passed)
        let held = try ask("50", "31", .login, at: begin)
        #expect(held.code == .territoryNotRecognised && held.rule == "L-31-50")
        #expect(try ask("50", "31", .login, at: begin + 30 * Self.day - 1).code == .territoryNotRecognised)
        #expect(try ask("50", "31", .login, at: begin + 30 * Self.day).passed)
        #expect(try ask("50", "32", .login, at: begin + 30 * Self.day).code == .territoryNotRecognised)
        // It has an end of its own.
        #expect(try ask("50", "32", .login, at: 1_813_449_600_000).code == .territoryNotRecognised)
        #expect(try ask("50", "32", .login, at: 1_813_449_600_001).passed)
    }

    @Test(
        "浙江's denial beats the rule that allows, and costs 浙江 its own recognition, which was given in return")
    func denial() throws {
        let denied = try ask("51", "33", .encrypt)
        #expect(denied.code == .territoryNotRecognised && denied.rule == "L-33-51")
        #expect(try ask("51", "33", .sign).passed)
        let lapsed = try ask("33", "51", .sign)
        #expect(lapsed.code == .reciprocityLapsed && lapsed.rule == "R-33-51")
        #expect(try ask("33", "51", .sign, at: 1_782_864_000_000 - 1).passed, "before the denial")
    }

    @Test("上海 and 江苏 map their policies, and the path must be valid for the one or the other name")
    func mapping() throws {
        let mapped = try ask("31", "32", .sign)
        #expect(mapped.demand?.policies == ["2.999.86.31.3", "2.999.86.32.3"])
        #expect(mapped.demand?.requireExplicitPolicy == true)
        #expect(try ask("32", "52", .sign).code == .policyNotAccepted)
        #expect(try ask("31", "32", .sign) { $0.policies = ["2.999.1"] }.code == .assuranceTooLow)
    }

    @Test("the answer is the same bytes each time, and names its lists by number and digest")
    func bytes() throws {
        let one = try ask("33", "52", .sign)
        let store = try TrustStore(directory: Nation.folder.get().path)
        var question = one.question
        question.known = one.question.known
        #expect(store.recognise(question).json.canonicalBytes() == one.json.canonicalBytes())
        #expect(one.lists.map(\.id) == ["cn", "cn-33", "cn-52"])
        #expect(try store.digest == Nation.store.get().digest)
    }

    @Test("every certificate of the nation chains to a service on the list, and says so by its key")
    func services() throws {
        let store = try Nation.store.get()
        let identities = try Nation.folder.get().appendingPathComponent("identities")
        for name in try FileManager.default.contentsOfDirectory(atPath: identities.path).sorted() {
            let own = identities.appendingPathComponent(name)
            let chain = try Certificate.list(
                pem: [UInt8](Data(contentsOf: own.appendingPathComponent("chain.pem"))))
            let territory = String(
                decoding: try Data(contentsOf: own.appendingPathComponent("territory.txt")), as: UTF8.self
            ).trimmingCharacters(in: .newlines)
            let found = try #require(
                store.lists.service(key: Digest.sha256(chain[1].subjectPublicKeyInfo)), "\(name)")
            #expect(found.0.territory == territory && found.2.id == "CN-\(territory.prefix(2))-CA1")
            #expect(chain[0].issuerDER == found.2.identity.subject)
        }
    }

    private func certificates(_ path: String) throws -> [Certificate] {
        try Certificate.list(pem: [UInt8](Data(contentsOf: Nation.folder.get().appendingPathComponent(path))))
    }

    private func crls(_ path: String) throws -> [CRL] {
        try CRL.list(pem: [UInt8](Data(contentsOf: Nation.folder.get().appendingPathComponent(path))))
    }

    @Test("重庆's revoked holder is on the delta list alone")
    func delta() throws {
        let complete = try crls("revocation/500000/crl.pem")
        let delta = try crls("revocation/500000/crl-delta.pem")
        func code(_ name: String, _ lists: [CRL]) throws -> VerdictCode {
            try PathVerifier(
                TrustAnchors(
                    roots: certificates("pki/500000/root.pem"),
                    intermediates: certificates("pki/500000/ca.pem"),
                    lists: lists)
            ).verify(certificates("identities/\(name)/cert.pem")[0], at: Nation.at, use: .sign).code
        }
        #expect(try code("bidder-chongqing-1", complete + delta) == .ok)
        #expect(try code("bidder-chongqing-revoked", complete) == .ok)
        #expect(try code("bidder-chongqing-revoked", complete + delta) == .certRevoked)
    }

    @Test(
        "江苏's certificates chain to 上海's root by the cross-certificate, under 上海's name for their policy alone"
    )
    func cross() throws {
        let lists = try crls("revocation/310000/crl.pem") + crls("revocation/320000/crl.pem")
        let verifier = try PathVerifier(
            TrustAnchors(
                roots: certificates("pki/310000/root.pem"),
                intermediates: certificates("pki/320000/cross-310000.pem"), lists: lists))
        let leaf = try certificates("identities/bidder-jiangsu-1/cert.pem")[0]
        func code(_ policy: String) throws -> VerdictCode {
            try verifier.verify(
                leaf, at: Nation.at, use: .sign,
                policies: PolicyDemand(policies: [policy], requireExplicitPolicy: true)
            ).code
        }
        #expect(try code("2.999.86.31.3") == .ok)
        #expect(try code("2.999.86.32.3") == .policyNotAccepted)
    }

    @Test("stock openssl finds the SM2 list and the OCSP answers of the sample in order")
    func stock() throws {
        let folder = try Nation.folder.get().path
        func openssl(_ line: String) throws -> String {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/bin/bash")
            process.arguments = ["-c", "cd '\(folder)' && openssl \(line) 2>&1"]
            let pipe = Pipe()
            process.standardOutput = pipe
            try process.run()
            let said = pipe.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            return String(decoding: said, as: UTF8.self)
        }
        let serial = try certificates("identities/bidder-beijing-revoked/cert.pem")[0].serial.uppercased()
        #expect(try openssl("crl -in revocation/110000/crl.pem -noout -text").contains(serial))
        for (name, state) in [("bidder-shandong-1", "good"), ("bidder-shandong-revoked", "revoked")] {
            let said = try openssl(
                "ocsp -respin revocation/370000/\(name).ocsp -issuer pki/370000/ca.pem -CAfile pki/370000/root.pem -verify_other pki/370000/ca.pem -sha256 -cert identities/\(name)/cert.pem -no_nonce"
            )
            #expect(said.contains("Response verify OK") && said.contains("cert.pem: \(state)"), "\(said)")
        }
    }
}
