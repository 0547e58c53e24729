import OpenSSL
import Testing

@testable import Trust

@Suite("Judging messages and time stamps")
struct MessageJudgeTests {
    static let content = Array("内容".utf8)

    private struct House {
        let made: Made
        let key: PrivateKey
        let certificate: Certificate
        let tsa: TimeStampAuthority

        init(sm2: Bool = true) throws {
            made = try Made()
            key = try sm2 ? .generateSM2() : .generateP256()
            certificate = try made.issue(key: key)
            let tsaKey = try PrivateKey.generateSM2()
            tsa = try TimeStampAuthority(
                key: tsaKey,
                certificate: made.issue(eku: [CertificateProfile.timeStamping], code: nil, key: tsaKey),
                policy: "1.2.3", accuracy: 1_000)
        }

        func evidence(
            _ subject: [UInt8], content: [UInt8]? = nil, lists: [CRL] = []
        ) throws -> Evidence {
            var evidence = Evidence()
            evidence.add(.subject, subject)
            if let content { evidence.add(.content, content) }
            evidence.add(.anchor, made.root.der)
            evidence.add(.intermediate, made.ca.der)
            for list in lists { evidence.add(.crl, list.der) }
            return evidence
        }

        func judge(
            _ subject: [UInt8], content: [UInt8]? = nil, lists: [CRL] = [], at: Int64 = Made.now
        ) throws -> Judgement {
            try MessageJudge.judge(
                Question(.cms, at: at), evidence(subject, content: content, lists: lists), .standard())
        }

        func stamp(
            _ subject: [UInt8], content: [UInt8]? = nil, digest: Question.ContentDigest? = nil,
            nonce: String? = nil, at: Int64 = Made.now
        ) throws -> Judgement {
            try TimeStampJudge.judge(
                Question(.timestamp, at: at, use: .timestamp, contentDigest: digest, nonce: nonce),
                evidence(subject, content: content), .standard())
        }

        func sign(detached: Bool = false, identifier: [UInt8] = SM2.identifier) throws -> [UInt8] {
            try CMS.sign(
                MessageJudgeTests.content, key: key, certificate: certificate, detached: detached,
                signingTime: Made.now, identifier: identifier)
        }
    }

    @Test(
        "a good message passes, by SM2 and by P-256, with and without revocation lists",
        arguments: [true, false])
    func good(sm2: Bool) throws {
        let house = try House(sm2: sm2)
        let made = house.made
        let bare = try house.judge(house.sign())
        #expect(bare.passed, "\(bare.english)")
        #expect(bare.warnings.map(\.code) == [.revocationMissing])
        let full = try house.judge(house.sign(), lists: [made.caList(), made.rootList()])
        #expect(full.passed && full.warnings.isEmpty, "\(full.english)")
        let missing = try house.judge(house.sign(), lists: [made.rootList()])
        #expect(missing.indication == .indeterminate && missing.code == .revocationMissing)
        let revoked = try house.judge(
            house.sign(), lists: [made.caList(revoked: [house.certificate]), made.rootList()])
        #expect(revoked.indication == .failed && revoked.code == .certRevoked)
        let message = try house.sign()
        #expect(try house.judge(message).canonicalBytes == house.judge(message).canonicalBytes)
    }

    @Test("every flipped byte of a message is failed, or leaves content and signer as they were")
    func flipped() throws {
        let house = try House()
        let message = try house.sign()
        var passed = 0
        for index in message.indices {
            var changed = message
            changed[index] ^= 1
            if try house.judge(changed).passed { passed += 1 }
            #expect(try !house.judge(Array(message.prefix(index))).passed)
        }
        // The version, which nobody signed.
        #expect(passed <= 1)
        #expect(try house.judge(message + [0]).code == .messageMalformed)
    }

    @Test("what is wrong with a message is called by its name")
    func names() throws {
        let house = try House()
        #expect(try house.judge(house.sign(identifier: [])).code == .sm2IdentifierMismatch)
        #expect(try house.judge(house.sign(identifier: Array("x".utf8))).code == .signatureBad)
        let detached = try house.sign(detached: true)
        #expect(try house.judge(detached).code == .contentMissing)
        #expect(try house.judge(detached).indication == .indeterminate)
        #expect(try house.judge(detached, content: Self.content).passed)
        #expect(try house.judge(detached, content: [1]).code == .contentChanged)
        #expect(try house.judge(house.sign(), content: [1]).code == .contentChanged)
        #expect(try house.judge([0x30, 0x00]).code == .messageMalformed)
        #expect(try house.judge([]).code == .messageMalformed)
        #expect(try house.judge(house.certificate.der).code == .messageMalformed)
        let stranger = try CertificateAuthority.selfSigned(
            CertificateProfile(
                subject: [("CN", "stranger")], notBefore: Made.now - Made.day, notAfter: Made.now + Made.day,
                keyUsage: [.digitalSignature]), key: house.key)
        let foreign = try CMS.sign(Self.content, key: house.key, certificate: stranger)
        #expect(try house.judge(foreign).code == .chainIncomplete)
        #expect(try house.judge(house.sign(), at: Made.now + 11 * Made.day).code == .certExpired)
        let encryptionOnly = try house.made.issue(usage: [.keyEncipherment], key: house.key)
        let wrongUse = try CMS.sign(Self.content, key: house.key, certificate: encryptionOnly)
        #expect(try house.judge(wrongUse).code == .keyUsage)
    }

    @Test(
        "a time stamp over the signature proves it after the certificate expired, and another one proves nothing"
    )
    func proof() throws {
        let house = try House()
        let message = try house.sign()
        let value = try CMS.signature(of: message)
        let late = Made.now + 11 * Made.day
        // An authority whose certificate lives longer.
        let made = house.made
        let key = try PrivateKey.generateSM2()
        let certificate = try CertificateAuthority(key: made.caKey, certificate: made.ca).issue(
            CertificateProfile(
                subject: [("CN", "tsa")], notBefore: Made.now - Made.day, notAfter: Made.now + 300 * Made.day,
                keyUsage: [.digitalSignature], extendedKeyUsage: [CertificateProfile.timeStamping]),
            for: key.publicKey)
        let authority = try TimeStampAuthority(
            key: key, certificate: certificate, policy: "1.2.3", accuracy: 1)
        let token = try authority.token(for: Digest.hash(.sm3, value), .sm3, at: Made.now, serial: 1)
        let stamped = try CMS.adding(timeStamp: token, to: message)
        #expect(try house.judge(message, at: late).code == .certExpired)
        let judged = try house.judge(stamped, at: late)
        #expect(judged.passed, "\(judged.english)")
        let other = try authority.token(for: Digest.hash(.sm3, [1]), .sm3, at: Made.now, serial: 2)
        let unproven = try house.judge(CMS.adding(timeStamp: other, to: message), at: late)
        #expect(unproven.code == .certExpired)
        #expect(unproven.warnings.contains { $0.code == .imprintMismatch })
        let future = try authority.token(for: Digest.hash(.sm3, value), .sm3, at: late + Made.day, serial: 3)
        #expect(try house.judge(CMS.adding(timeStamp: future, to: message), at: late).code == .certExpired)
    }

    @Test("a time stamp by SM2 passes, as a token and as a response, and what is wrong is called by its name")
    func stamps() throws {
        let house = try House()
        let token = try house.tsa.token(
            for: Digest.hash(.sm3, Self.content), .sm3, at: Made.now, serial: 7, nonce: 0xabcd)
        #expect(try house.stamp(token, content: Self.content, nonce: "abcd").passed)
        #expect(try house.stamp(TimeStampToken.response(granting: token), content: Self.content).passed)
        #expect(try house.stamp(token, content: [1]).code == .imprintMismatch)
        let digest = Digest.hash(.sm3, Self.content)
        #expect(try house.stamp(token, digest: .init(algorithm: "SM3", bytes: digest)).passed)
        #expect(
            try house.stamp(token, digest: .init(algorithm: "SHA256", bytes: digest)).code == .imprintMismatch
        )
        let bare = try house.stamp(token)
        #expect(bare.passed && bare.warnings.contains { $0.code == .contentMissing })
        #expect(try house.stamp(token, content: Self.content, nonce: "abce").code == .timeStampNonce)
        #expect(try house.stamp(token, content: Self.content, at: Made.now - 5_000).code == .timeStampOrder)
        #expect(try house.stamp(house.sign(), content: Self.content).code == .messageMalformed)
        for index in token.indices {
            var changed = token
            changed[index] ^= 1
            let judged = try house.stamp(changed, content: Self.content)
            if judged.passed { #expect(judged.facts["timestamp"] == bare.facts["timestamp"]) }
        }
    }

    @Test("an ordinary signer that makes a token is refused: its certificate is not for time-stamping")
    func purpose() throws {
        let house = try House()
        let token = try house.tsa.token(for: Digest.sha256(Self.content), at: Made.now, serial: 7)
        let info = try #require(OpenSSL.SignedData(token).content)
        let forged = try CMS.signTimeStampInfo(info, key: house.key, certificate: house.certificate)
        #expect(try house.stamp(forged, content: Self.content).code == .keyUsage)
    }
}
