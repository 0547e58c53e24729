import OpenSSL
import Testing

@Suite("Messages signed by SM2")
struct SM2MessageTests {
    static let content = Array("{\"命令\":\"投标\"}".utf8)

    private func refusal(_ body: () throws -> Void) -> String {
        do {
            try body()
            return "accepted"
        } catch { return "\(error)" }
    }

    @Test(
        "an SM2 signer's message is accepted, attached and detached, CAdES and plain",
        arguments: [true, false], [true, false])
    func accepted(detached: Bool, cades: Bool) throws {
        let stock = try Stock()
        defer { stock.remove() }
        try stock.makeIdentity("a", "sm2")
        let certificate = try Certificate(pem: stock.read("a.pem"))
        let key = try PrivateKey(pem: stock.read("a.key"))
        let message = try CMS.sign(
            Self.content, key: key, certificate: certificate, detached: detached, cades: cades,
            signingTime: 1_700_000_000_000)
        let signed = try CMS.verifySignature(message, detached: detached ? Self.content : nil)
        #expect(signed.content == Self.content && signed.signer == certificate)
        #expect(signed.digestAlgorithm == .sm3 && signed.signingTime == 1_700_000_000_000)
        try stock.write(message, "m")
        let printed = try stock.run("cms", "-cmsout", "-print", "-inform", "DER", "-in", "m").said
        #expect(printed.contains("SM2-with-SM3") && printed.contains("algorithm: sm3"))
    }

    @Test("the stock tool verifies one under the empty identifier, and we refuse it by the right name")
    func emptyIdentifier() throws {
        let stock = try Stock()
        defer { stock.remove() }
        try stock.makeIdentity("a", "sm2")
        let certificate = try Certificate(pem: stock.read("a.pem"))
        let message = try CMS.sign(
            Self.content, key: PrivateKey(pem: stock.read("a.key")), certificate: certificate, identifier: [])
        try stock.write(message, "m")
        let (code, said) = try stock.run(
            "cms", "-verify", "-noverify", "-binary", "-inform", "DER", "-in", "m", "-out", "got")
        #expect(code == 0, "\(said)")
        let told = refusal { _ = try CMS.verifySignature(message) }
        #expect(told.contains("empty identifier") && told.contains("SM2_ID_MISMATCH"), "\(told)")
    }

    @Test("every flipped byte of what is signed, and of the signature, is refused")
    func flipped() throws {
        let key = try PrivateKey.generateSM2()
        let certificate = try Samples.certificate(for: key, "a")
        let message = try CMS.sign(Self.content, key: key, certificate: certificate)
        var accepted: [Int] = []
        for index in message.indices {
            for mask: UInt8 in [0x01, 0x80] {
                var changed = message
                changed[index] ^= mask
                guard let signed = try? CMS.verifySignature(changed) else { continue }
                accepted.append(index)
                #expect(signed.content == Self.content && signed.signer == certificate)
            }
        }
        // The version of the message, and the version that its digest's name carries, are signed by nobody.
        #expect(accepted.count <= 1, "\(accepted)")
    }

    @Test("a message cut anywhere, or followed by anything, is refused")
    func cut() throws {
        let key = try PrivateKey.generateSM2()
        let certificate = try Samples.certificate(for: key, "a")
        let message = try CMS.sign(Self.content, key: key, certificate: certificate)
        for count in message.indices {
            #expect(throws: OpenSSLError.self) { try CMS.verifySignature(Array(message.prefix(count))) }
        }
        #expect(throws: OpenSSLError.self) { try CMS.verifySignature(message + [0]) }
    }

    @Test(
        "a message under the names of GM/T 0010 is made on request and read like any other",
        arguments: [true, false])
    func gmNames(sm2: Bool) throws {
        let key = try sm2 ? PrivateKey.generateSM2() : .generateP256()
        let certificate = try Samples.certificate(for: key, "a")
        for detached in [true, false] {
            let message = try CMS.sign(
                Self.content, key: key, certificate: certificate, detached: detached, dialect: .gm)
            let signed = try CMS.verifySignature(message, detached: detached ? Self.content : nil)
            #expect(signed.content == Self.content && signed.signer == certificate)
            let data = try SignedData(message)
            #expect(data.dialect == .gm && data.version == 1)
            #expect(data.contentTypeName == "1.2.156.10197.6.1.4.2.1")
        }
    }

    @Test("a message is read out of PEM of any label")
    func pem() throws {
        let key = try PrivateKey.generateSM2()
        let message = try CMS.sign(
            Self.content, key: key, certificate: Samples.certificate(for: key, "a"))
        for label in ["CMS", "PKCS7"] {
            let text = Array("Some words\n".utf8) + PEM.text(message, label: label)
            #expect(PEM.isText(text) && !PEM.isText(message))
            #expect(try PEM.first(in: text, limit: 1 << 20) == message)
            #expect(throws: OpenSSLError.self) { try PEM.first(in: text, limit: 100) }
            #expect(throws: OpenSSLError.self) { try PEM.first(in: Array(text.dropLast(40)), limit: 1 << 20) }
        }
    }
}
