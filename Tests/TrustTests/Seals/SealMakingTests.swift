import DER
import OpenSSL
import Testing

@testable import Trust

/// A maker and a holder with certificates of their own, and a seal that the one made for the other.
private struct Workshop {
    static let day: Int64 = 86_400_000
    static let now: Int64 = 1_796_000_000_000
    let key: PrivateKey
    let maker: Certificate
    let holderKey: PrivateKey
    let holder: Certificate
    let picture: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]

    init(sm2: Bool) throws {
        key = sm2 ? try .generateSM2() : try .generateP256()
        holderKey = sm2 ? try .generateSM2() : try .generateP256()
        maker = try SealCertificates.selfSigned(key, "Seal Maker")
        holder = try SealCertificates.selfSigned(holderKey, "Holder")
    }

    func description() -> SealDescription {
        SealDescription(
            identifier: "id-1", name: "测试章", created: Self.now, validFrom: Self.now,
            validTo: Self.now + 10 * Self.day, holders: [holder.der], pictureType: "PNG", picture: picture)
    }

    func seal() throws -> ElectronicSeal { try SealMaking.make(description(), maker: maker, key: key) }

    func signature(_ content: [UInt8]) throws -> [UInt8] {
        try SealMaking.sign(
            try seal(), content: content, property: "notice.pdf", at: Self.now + Self.day, signer: holder,
            key: holderKey)
    }

    func judge(
        _ bytes: [UInt8], content: [UInt8]? = nil, at: Int64 = now + 2 * day, paths: SealPathJudge? = nil
    ) throws -> Judgement {
        var evidence = Evidence([.init(.subject, bytes)])
        if let content { evidence.add(.content, content) }
        return SealJudge.judge(
            Question(.sealSignature, at: at), evidence, try ValidationPolicy.standard(),
            judging: { _ in paths })
    }
}

/// Certificates written element by element, which no authority has to issue.
enum SealCertificates {
    static func selfSigned(_ key: PrivateKey, _ name: String) throws -> Certificate {
        let algorithm = DERWriter.bytes { writer in
            writer.sequence { $0.oid(key.isSM2 ? "1.2.156.10197.1.501" : "1.2.840.10045.4.3.2") }
        }
        let subject = DERWriter.bytes { writer in
            writer.sequence { names in
                names.constructed(.set) {
                    $0.sequence {
                        $0.oid("2.5.4.3"); $0.utf8(name)
                    }
                }
            }
        }
        let tbs = try DERWriter.bytes { writer in
            try writer.sequence { parts in
                parts.explicit(0) { $0.integer(2) }
                parts.integer(77)
                parts.raw(algorithm)
                parts.raw(subject)
                parts.sequence {
                    $0.time(1_700_000_000_000); $0.time(2_000_000_000_000)
                }
                parts.raw(subject)
                parts.raw(try key.publicKey.subjectPublicKeyInfo())
            }
        }
        let signature = try key.sign(tbs)
        return try Certificate(
            der: DERWriter.bytes { writer in
                writer.sequence {
                    $0.raw(tbs); $0.raw(algorithm); $0.bits(signature)
                }
            })
    }
}

@Suite("Seals that are made here")
struct SealMakingTests {
    @Test("a seal and what is signed with it hold, by SM2 and by P-256", arguments: [true, false])
    func holds(sm2: Bool) throws {
        let workshop = try Workshop(sm2: sm2)
        let seal = try workshop.seal()
        #expect(seal.generation == .gbt38540 && seal.version == 4 && seal.name == "测试章")
        #expect(try workshop.judge(seal.der).passed)
        let content = Array("公告".utf8)
        let judged = try workshop.judge(workshop.signature(content), content: content)
        #expect(judged.passed, "\(judged.english)")
        #expect(!judged.warnings.contains { $0.code == .contentNotGiven })
    }

    @Test("another document than the one that was sealed fails; none at all is told as a warning")
    func content() throws {
        let workshop = try Workshop(sm2: true)
        let signature = try workshop.signature([1, 2, 3])
        #expect(try workshop.judge(signature, content: [1, 2, 4]).code == .contentChanged)
        let without = try workshop.judge(signature)
        #expect(without.passed && without.warnings.contains { $0.code == .contentNotGiven })
    }

    @Test("a signer who is not among the holders cannot sign, and fails when it did")
    func stranger() throws {
        let workshop = try Workshop(sm2: false)
        let key = try PrivateKey.generateP256()
        let stranger = try SealCertificates.selfSigned(key, "Stranger")
        #expect(throws: TrustFault.self) {
            try SealMaking.sign(
                try workshop.seal(), content: [1], property: "x", at: Workshop.now, signer: stranger, key: key
            )
        }
        let whole = try DERReader.value(workshop.signature([1])).sequence()
        let forged = try DERWriter.bytes { writer in
            try writer.sequence { parts in
                parts.raw(whole[0].encoding)
                parts.octets(stranger.der)
                parts.raw(whole[2].encoding)
                parts.bits(try key.sign(Array(whole[0].encoding)))
            }
        }
        #expect(try workshop.judge(forged).code == .sealSignerNotListed)
    }

    @Test("an unknown critical extension fails, and one that is not critical does not")
    func extensions() throws {
        let workshop = try Workshop(sm2: false)
        func extended(critical: Bool) throws -> [UInt8] {
            let whole = try DERReader.value(workshop.seal().der).sequence()
            let info = DERWriter.bytes { writer in
                writer.sequence { parts in
                    parts.raw(whole[0].contents)
                    parts.explicit(0) { tagged in
                        tagged.sequence { list in
                            list.sequence { one in
                                one.oid("1.2.3.4")
                                if critical { one.boolean(true) }
                                one.octets([1])
                            }
                        }
                    }
                }
            }
            let signature = try workshop.key.sign(info)
            return DERWriter.bytes { writer in
                writer.sequence { parts in
                    parts.raw(info)
                    parts.raw(whole[1].encoding)
                    parts.raw(whole[2].encoding)
                    parts.bits(signature)
                }
            }
        }
        #expect(try workshop.judge(extended(critical: true)).code == .criticalExtension)
        #expect(try workshop.judge(extended(critical: false)).passed)
    }

    @Test(
        "a signature of an ended seal is undecided without a trusted time stamp, and one from the future fails"
    )
    func times() throws {
        let workshop = try Workshop(sm2: false)
        let signature = try workshop.signature([1])
        let late = try workshop.judge(signature, at: Workshop.now + 30 * Workshop.day)
        #expect(late.indication == .indeterminate && late.code == .sealTimeUnproven)
        #expect(try workshop.judge(signature, at: Workshop.now + Workshop.day - 1).code == .sealDates)
        #expect(throws: TrustFault.self) {
            try SealMaking.sign(
                try workshop.seal(), content: [1], property: "x", at: Workshop.now + 11 * Workshop.day,
                signer: workshop.holder, key: workshop.holderKey)
        }
    }

    @Test("whoever judges the certificates can fail a seal whose signatures hold")
    func paths() throws {
        let workshop = try Workshop(sm2: false)
        let seal = try workshop.seal().der
        let refused = Remark(.chainIncomplete, chinese: "无", english: "No.")
        let failed = try workshop.judge(seal) { party, _, _ in party == .maker ? .wrong([refused]) : .fine }
        #expect(failed.code == .chainIncomplete)
        let passed = try workshop.judge(seal) { _, _, _ in .fine }
        #expect(passed.passed)
        // Nobody gave revocation lists, and that is told.
        #expect(passed.warnings.map(\.code) == [.crlMissing])
    }

    @Test("an SM2 seal made under another identifier is refused and says so")
    func identifier() throws {
        let workshop = try Workshop(sm2: true)
        let whole = try DERReader.value(workshop.seal().der).sequence()
        let signature = try workshop.key.sign(Array(whole[0].encoding), identifier: [])
        let other = DERWriter.bytes { writer in
            writer.sequence { parts in
                for part in whole.prefix(3) { parts.raw(part.encoding) }
                parts.bits(signature)
            }
        }
        #expect(try workshop.judge(other).code == .sm2IdentifierMismatch)
    }

    @Test("lengths in BER, nesting without end, and random bytes are refused without a crash")
    func hostile() throws {
        let seal = try Workshop(sm2: false).seal().der
        let body = Array(try DERReader.value(seal).contents)
        #expect(throws: SealFault.self) { try SealObject(der: [0x30, 0x80] + body + [0, 0]) }
        let long = [0x30, 0x83, 0, UInt8(body.count >> 8), UInt8(body.count & 0xff)] + body
        #expect(throws: SealFault.self) { try SealObject(der: long) }
        #expect(throws: SealFault.self) {
            try SealObject(der: (0..<20_000).flatMap { _ in [UInt8(0x30), 0x80] })
        }
        let deep = (0..<200).reduce([UInt8(5), 0]) { inner, _ in
            DERWriter.bytes { writer in writer.sequence { $0.raw(inner) } }
        }
        #expect(throws: SealFault.self) { try SealObject(der: deep) }
        #expect(throws: SealFault.self) { try SealObject(der: []) }
        for _ in 0..<3_000 {
            var bytes = seal
            for _ in 0...Int.random(in: 0...4) { bytes[.random(in: 0..<bytes.count)] = .random(in: 0...255) }
            _ = try? SealObject(der: bytes)
        }
    }
}
