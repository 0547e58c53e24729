import OpenSSL
import StrictJSON
import Testing
import Trust

@Suite("Verdicts")
struct VerdictTests {
    private let made: Made

    init() throws { made = try Made() }

    @Test("a good certificate passes, and the verdict says on what it rests")
    func passes() throws {
        let certificate = try made.issue()
        let verifier = try made.verifier()
        let verdict = try verifier.verify(certificate, at: Made.now, use: .sign, demandsHolder: true)
        #expect(verdict.passed && verdict.code == .ok)
        #expect(verdict.chain == [certificate, made.ca, made.root].map(\.fingerprint))
        #expect(verdict.territory == "520000")
        #expect(Set(verdict.lists.map(\.digest)) == Set(verifier.anchors.lists.map(\.fingerprint)))
        #expect(verdict.holder?.uscc.text == "91110108551385082Q")
        #expect(verdict.holder?.name == "某公司 TEST ONLY")
        #expect(verdict.chinese.contains("某公司 TEST ONLY") && verdict.chinese.contains("样例CA"))
        #expect(verdict.english.contains("样例CA") && verdict.english.hasSuffix("is valid."))
        #expect(verdict.finding.reasons.isEmpty)
    }

    @Test("time decides: not yet, valid, expired, to the millisecond")
    func dates() throws {
        let certificate = try made.issue()
        let all = try [
            made.caList(from: Made.now - 90 * Made.day, to: Made.now + 90 * Made.day),
            CertificateAuthority(key: made.rootKey, certificate: made.root).revocationList(
                number: 1, thisUpdate: Made.now - 90 * Made.day, nextUpdate: Made.now + 90 * Made.day),
        ]
        let verifier = try made.verifier(lists: all)
        func code(_ time: Int64) throws -> VerdictCode {
            let cached = try verifier.verify(certificate, at: time, use: .sign).code
            // A verifier that has never been asked anything says the same.
            #expect(try made.verifier(lists: all).verify(certificate, at: time, use: .sign).code == cached)
            return cached
        }
        #expect(try code(certificate.notBefore - 1) == .certNotYetValid)
        #expect(try code(certificate.notBefore) == .ok)
        #expect(try code(certificate.notAfter - 1) == .ok)
        #expect(try code(certificate.notAfter) == .certExpired)
        #expect(try code(certificate.notBefore - 1) == .certNotYetValid)
        #expect(try code(Made.now) == .ok)
    }

    @Test("a revoked certificate fails, and so does everything below a revoked CA")
    func revoked() throws {
        let (good, bad) = (try made.issue(), try made.issue())
        let verifier = try made.verifier(lists: [made.caList(revoked: [bad]), made.rootList()])
        #expect(try verifier.verify(good, at: Made.now, use: .sign).code == .ok)
        let verdict = try verifier.verify(bad, at: Made.now, use: .sign)
        #expect(verdict.indication == .failed && verdict.code == .certRevoked)
        let below = try made.verifier(lists: [made.caList(), made.rootList(revoked: [made.ca])])
        let other = try below.verify(good, at: Made.now, use: .sign)
        #expect(other.indication == .failed && other.code == .caRevoked)
        #expect(other.english.contains("“样例CA” on its path was revoked"))
    }

    @Test("without fresh revocation lists nothing is decided, but what is bad anyway stays bad")
    func staleLists() throws {
        let certificate = try made.issue()
        func verdict(_ lists: [CRL], at time: Int64 = Made.now) throws -> Verdict {
            try made.verifier(lists: lists).verify(certificate, at: time, use: .sign)
        }
        let stale = try verdict([
            made.caList(from: Made.now - 2 * Made.day, to: Made.now - 1_000), made.rootList(),
        ])
        #expect(stale.indication == .indeterminate && stale.code == .crlStale)
        #expect(stale.english.contains("样例CA"))
        #expect(try verdict([made.rootList()]).code == .crlMissing)
        #expect(try verdict([made.caList()]).code == .crlMissing)
        #expect(try verdict([]).indication == .indeterminate)
        #expect(
            try verdict([made.caList(from: Made.now + 1_000), made.rootList()]).code == .crlNotYetValid)
        #expect(try verdict([], at: certificate.notAfter).code == .certExpired)
        let revokedAndStale = try made.caList(
            from: Made.now - 2 * Made.day, to: Made.now - 1_000, revoked: [certificate])
        #expect(try verdict([revokedAndStale, made.rootList()]).code == .certRevoked)
        let foreign = try Made()
        let forged = try CertificateAuthority.selfSigned(
            CertificateProfile(
                subject: [("O", "签发 TEST ONLY"), ("CN", "样例CA")], notBefore: Made.now - Made.day,
                notAfter: Made.now + Made.day, keyUsage: [.keyCertSign, .crlSign], isAuthority: true),
            key: foreign.caKey)
        let list = try CertificateAuthority(key: foreign.caKey, certificate: forged).revocationList(
            number: 9, thisUpdate: Made.now - 1_000, nextUpdate: Made.now + 1_000)
        #expect(try !verdict([list, made.rootList()]).passed)
    }

    @Test("a path to no recognised root fails, and intermediates may come with the certificate")
    func chains() throws {
        let certificate = try made.issue()
        let stranger = try Made().issue()
        #expect(try made.verifier().verify(stranger, at: Made.now, use: .sign).code != .ok)
        let bare = try made.verifier(intermediates: [])
        let verdict = try bare.verify(certificate, at: Made.now, use: .sign)
        #expect(verdict.indication == .failed && verdict.code == .chainIncomplete)
        #expect(verdict.english.contains("样例CA"))
        #expect(try bare.verify(certificate, intermediates: [made.ca], at: Made.now, use: .sign).code == .ok)
        let selfSigned = try Made.leaf([])
        #expect(try made.verifier().verify(selfSigned, at: Made.now, use: .sign).code == .chainIncomplete)
        // A leaf that plays CA.
        let key = try PrivateKey.generateP256()
        let leaf = try made.issue(key: key)
        let below = try CertificateAuthority(key: key, certificate: leaf).issue(
            CertificateProfile(
                subject: [("O", "x"), ("CN", "x")], notBefore: Made.now, notAfter: Made.now + Made.day,
                keyUsage: [.digitalSignature]), for: key.publicKey)
        let played = try made.verifier().verify(below, intermediates: [leaf], at: Made.now, use: .sign)
        #expect(!played.passed, "\(played.code)")
    }

    @Test("a certificate with a changed byte in it never passes")
    func forged() throws {
        let certificate = try made.issue()
        let verifier = try made.verifier()
        var read = 0
        for index in certificate.der.indices {
            var der = certificate.der
            der[index] ^= 1
            guard let changed = try? Certificate(der: der) else { continue }
            read += 1
            #expect(try !verifier.verify(changed, at: Made.now, use: .sign).passed, "byte \(index)")
        }
        #expect(read > 100)
    }

    @Test(
        "a key is used only for what its certificate is for",
        arguments: [
            (KeyUsage.digitalSignature, CertificateUse.sign, true), (.nonRepudiation, .sign, true),
            (.keyAgreement, .sign, false), (.keyAgreement, .encrypt, true),
            (.digitalSignature, .encrypt, false),
            (.keyEncipherment, .encrypt, false), (.digitalSignature, .timestamp, false),
            (.keyAgreement, .any, true),
        ])
    func usage(usage: KeyUsage, use: CertificateUse, allowed: Bool) throws {
        let verdict = try made.verifier().verify(made.issue(usage: usage), at: Made.now, use: use)
        #expect(verdict.code == (allowed ? .ok : .keyUsage))
    }

    @Test("a holder is demanded or not, and each way to lack one has its code")
    func holders() throws {
        let verifier = try made.verifier()
        func code(_ text: String?, demanded: Bool = true) throws -> VerdictCode {
            try verifier.verify(made.issue(code: text), at: Made.now, use: .sign, demandsHolder: demanded)
                .code
        }
        #expect(try code(nil) == .usccMissing)
        #expect(try code(nil, demanded: false) == .ok)
        #expect(try code("91110108551385082R") == .usccBadCheckDigit)
        #expect(try code("hello") == .usccUnreadable)
        #expect(try code("91110108551385082Q") == .ok)
    }

    @Test(
        "the same question gives the same bytes, from the cache, from another verifier, and from any thread")
    func replay() throws {
        let certificate = try made.issue()
        let verifier = try made.verifier()
        let first = try verifier.verify(certificate, at: Made.now, use: .sign, demandsHolder: true)
        let later = try verifier.verify(certificate, at: Made.now + 5, use: .sign, demandsHolder: true)
        #expect(first.finding === later.finding)
        #expect(later.at == Made.now + 5)
        let other = try PathVerifier(verifier.anchors)
        #expect(
            try other.verify(certificate, at: Made.now, use: .sign, demandsHolder: true).canonicalBytes
                == first.canonicalBytes)
        #expect(first.json.canonicalBytes() == first.canonicalBytes)
        let stored = try JSON.parse(first.canonicalBytes)
        #expect(stored == first.json)
        #expect(stored["at"] == .integer(Made.now))
        #expect(stored["finding"]?["code"] == "OK")
        #expect(stored["finding"]?["anchors"] == .string(verifier.anchors.digest.hex))
    }

    @Test("an explicit policy is demanded only when asked for, and any will do when none is named")
    func policies() throws {
        let certificate = try made.issue()
        let verifier = try made.verifier()
        func code(_ policies: PolicyDemand) throws -> VerdictCode {
            try verifier.verify(certificate, at: Made.now, use: .sign, policies: policies).code
        }
        #expect(try code(PolicyDemand()) == .ok)
        #expect(try code(PolicyDemand(policies: ["1.2.3"])) == .ok)
        #expect(try code(PolicyDemand(requireExplicitPolicy: true)) == .policyNotAccepted)
        #expect(throws: OpenSSLError.self) { try code(PolicyDemand(policies: ["none"])) }
    }

    @Test("many threads ask one verifier and all hear the same")
    func threads() async throws {
        let certificates = try (0..<6).map { _ in try made.issue() }
        let lists = try [made.caList(revoked: [certificates[0]]), made.rootList()]
        let verifier = try made.verifier(lists: lists)
        let codes = try await withThrowingTaskGroup(of: [VerdictCode].self) { group in
            for task in 0..<8 {
                group.addTask {
                    try (0..<60).map { round in
                        try verifier.verify(
                            certificates[(round + task) % 6], at: Made.now + Int64(round), use: .sign
                        ).code
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(codes.filter { $0 == .certRevoked }.count == 80)
        #expect(codes.filter { $0 == .ok }.count == 400)
    }

    @Test("a time stamp is judged as of its own time, and only over its own digest")
    func timeStamps() throws {
        let key = try PrivateKey.generateP256()
        let certificate = try made.issue(eku: [CertificateProfile.timeStamping], code: nil, key: key)
        let authority = try TimeStampAuthority(
            key: key, certificate: certificate, policy: "1.2.3", accuracy: 1)
        let verifier = try made.verifier()
        let digest = Digest.sha256([1])
        let token = try TimeStampToken(der: authority.token(for: digest, at: Made.now, serial: 1))
        #expect(try verifier.verify(token, stamps: digest).code == .ok)
        #expect(try verifier.verify(token, stamps: Digest.sha256([2])).code == .imprintMismatch)
        let late = try TimeStampToken(der: authority.token(for: digest, at: certificate.notAfter, serial: 2))
        #expect(try verifier.verify(late, stamps: digest).code == .certExpired)
    }

    @Test("instants are told at +08:00")
    func instants() throws {
        let verdict = try made.verifier().verify(
            made.issue(), at: Made.now + 11 * Made.day, use: .sign)
        // 1,790,000,000 s is 2026-09-21 14:13:20 UTC; ten days on, at +08:00.
        #expect(verdict.chinese.contains("2026-10-01 22:13:20 +08:00"), "\(verdict.chinese)")
    }
}
