import Foundation
import OpenSSL
import Sealing
import StrictJSON
import Testing

@testable import tradehall

@Suite("bid and custodian, on one's own machine")
struct BidVerbTests {
    @Test("what is packed and sealed opens with the custodian's key to the same bid, and to nothing else's")
    func wholeWay() throws {
        let desk = try Desk()
        let me = try desk.identity("me")
        try desk.write("plan.txt", "the plan")
        let keygen = tradehall(
            "custodian", "keygen", "--tender", "T1", "--lot", "L1", "--out", desk.file("lot"))
        #expect(keygen.exit == .done && keygen.error.contains("not encrypted"))
        let pack = tradehall(
            "bid", "pack", "--key", desk.file("me.key"), "--cert", desk.file("me.pem"), "--tender", "T1",
            "--lot",
            "L1", "--total", "123456", "--price", "labour=100", "--days", "30", "--file",
            "plans/a.txt=\(desk.file("plan.txt"))", "--out", desk.file("bid.signed.cms"))
        #expect(pack.exit == .done, "\(pack.error)")
        #expect(pack.out.contains("1234.56 yuan") && pack.out.contains("Keep this file"))
        let seal = tradehall(
            "bid", "seal", desk.file("bid.signed.cms"), "--to", desk.file("lot/opening.pem"), "--out",
            desk.file("sealed.cms"))
        #expect(seal.exit == .done, "\(seal.error)")

        let certificate = try Certificate(pem: desk.read("lot/opening.pem"))
        let header = try SealedBidHeader.inspect(path: desk.file("sealed.cms"), for: certificate)
        let wrapped = WrappedContentKey(
            ephemeralPoint: header.ephemeralPoint, keyingMaterial: header.keyingMaterial,
            wrappedKey: header.wrappedKey)
        let key = try wrapped.unwrap(with: PrivateKey(pem: desk.read("lot/opening.key")))
        let outcome = try BidOpening.open(
            desk.file("sealed.cms"), key: key, certificate: certificate, in: desk.path,
            expecting: .init(tender: "T1", lot: "L1", bidder: "91510100MA6B001120")
        ) { signature in
            signature.signer == me.certificate
                ? .success("91510100MA6B001120")
                : .failure(SealingRefusal("OTHER", zh: "他人", en: "somebody else"))
        }
        guard case .opened(let opened) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(opened.contents.manifest.totalFen == 123_456)
        #expect(opened.contents.manifest.files.map(\.path) == ["plans/a.txt"])
        #expect(throws: SealingRefusal.self) { try wrapped.unwrap(with: PrivateKey.generateP256()) }
        let left = try FileManager.default.contentsOfDirectory(atPath: desk.path)
        #expect(!left.contains { $0.contains(".tar-") }, "the plain tar is removed: \(left)")
    }

    @Test("an opening key is its owner's alone, for key agreement, and never overwritten")
    func keygen() throws {
        let desk = try Desk()
        try desk.write("password.txt", "correct horse\nsecond line")
        let words = [
            "custodian", "keygen", "--tender", "T1", "--lot", "L1", "--out", desk.path, "--password-file",
            desk.file("password.txt"),
        ]
        #expect(tradehall(words).error.isEmpty)
        let attributes = try FileManager.default.attributesOfItem(atPath: desk.file("opening.key"))
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        let pem = try desk.read("opening.key")
        #expect(String(decoding: pem, as: UTF8.self).contains("ENCRYPTED"))
        #expect(throws: OpenSSLError.self) { try PrivateKey(pem: pem) }
        let key = try PrivateKey(pem: pem, password: Array("correct horse".utf8))
        let certificate = try Certificate(pem: desk.read("opening.pem"))
        #expect(key.matches(certificate) && certificate.keyUsage == .keyAgreement)
        #expect(certificate.subject.contains("T1") && certificate.subject.contains("L1"))
        let again = tradehall(words)
        #expect(again.exit == .failed && again.error.contains("never overwritten"))
        #expect(try desk.read("opening.key") == pem)
    }

    @Test("a file that is not signed is not sealed")
    func unsigned() throws {
        let desk = try Desk()
        _ = tradehall("custodian", "keygen", "--tender", "T1", "--lot", "L1", "--out", desk.path)
        let shown = tradehall(
            "bid", "seal", try desk.write("plain.tar", "no signature"), "--to", desk.file("opening.pem"),
            "--out",
            desk.file("sealed.cms"))
        #expect(shown.exit == .failed && shown.error.contains("no signed bid"))
        #expect(!FileManager.default.fileExists(atPath: desk.file("sealed.cms")))
    }

    @Test("sign makes an attached signature with the signer's certificate, from PEM and from PKCS#12")
    func sign() throws {
        let desk = try Desk()
        let me = try desk.identity("me")
        try desk.write("in.json", "{\"a\":1}")
        try desk.write("me.p12", try me.key.pkcs12(me))
        try desk.write("password.txt", "secret\n")
        let pem = tradehall(
            "sign", desk.file("in.json"), "--key", desk.file("me.key"), "--cert", desk.file("me.pem"),
            "--chain",
            desk.file("me.pem"), "--out", desk.file("a.cms"))
        #expect(pem.exit == .done, "\(pem.error)")
        let p12 = tradehall(
            "sign", desk.file("in.json"), "--key", desk.file("me.p12"), "--password-file",
            desk.file("password.txt"), "--out", desk.file("b.cms"))
        #expect(p12.exit == .done, "\(p12.error)")
        for name in ["a.cms", "b.cms"] {
            let message = try CMS.verifySignature(desk.read(name))
            #expect(message.content == Array("{\"a\":1}".utf8) && message.signer == me.certificate)
        }
        let wrong = tradehall("sign", desk.file("in.json"), "--key", desk.file("me.p12"))
        #expect(wrong.exit == .failed && wrong.error.contains("password"))
        #expect(!wrong.error.contains("secret"))
        try desk.identity("other")
        let pair = tradehall(
            "sign", desk.file("in.json"), "--key", desk.file("other.key"), "--cert", desk.file("me.pem"))
        #expect(pair.exit == .failed && pair.error.contains("does not belong"))
    }
}

extension PrivateKey {
    fileprivate func pkcs12(_ identity: Identity) throws -> [UInt8] {
        try identity.pkcs12(password: Array("secret".utf8), name: "me")
    }
}
