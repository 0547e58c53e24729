import OpenSSL
import Testing

@testable import Sealing

@Suite("The signed layer and stock openssl")
struct SignedBidTests {
    private static let sign =
        "openssl cms -sign -binary -nodetach -in bid -signer me.pem -inkey me.key -outform DER -out s"

    @Test(
        "what stock openssl signs is verified, by EC and RSA, streamed or not",
        arguments: [
            "ec -pkeyopt ec_paramgen_curve:P-256", "rsa:2048", "ec -pkeyopt ec_paramgen_curve:P-384",
        ],
        ["-md sha256", "-md sha256 -stream", "-md sha384 -stream", "-md sha512 -keyid"])
    func stockSigns(kind: String, options: String) throws {
        let shop = try Workshop()
        let me = try shop.identity("me", kind)
        let content = Workshop.noise(300_001)
        try shop.write(content, "bid")
        try shop.run("\(Self.sign) -cades \(options)")
        let bid = try SignedBid.verify(shop.path("s"), to: shop.path("out"))
        #expect(try shop.read("out") == content)
        #expect(bid.contentLength == content.count && bid.contentDigest == Digest.sha256(content))
        #expect(bid.signature.signer == me.certificate)
        #expect(bid.signature.signingTime != nil)
        #expect(bid.signature.digest == Digest.hash(bid.signature.digestAlgorithm, content))
    }

    @Test("an RSA-PSS signature is verified")
    func pss() throws {
        let shop = try Workshop()
        let me = try shop.identity("me", "rsa:2048")
        try shop.write([1, 2], "bid")
        try shop.run("\(Self.sign) -cades -keyopt rsa_padding_mode:pss")
        #expect(try SignedBid.verify(shop.path("s"), to: shop.path("out")).signature.signer == me.certificate)
    }

    @Test("an SM2 bidder signs and is verified, and its identifier is looked at", arguments: [0, 1, 300_001])
    func sm2(count: Int) throws {
        let shop = try Workshop()
        let me = try shop.identity("me", "sm2 -sm3 -sigopt distid:1234567812345678")
        let content = Workshop.noise(count)
        try shop.write(content, "bid")
        try SignedBid.sign(shop.path("bid"), to: shop.path("s"), by: me)
        let bid = try SignedBid.verify(shop.path("s"), to: shop.path("out"))
        #expect(try shop.read("out") == content)
        #expect(bid.signature.signer == me.certificate && bid.signature.digestAlgorithm == .sm3)
        #expect(bid.contentDigest == Digest.sha256(content))
        let foreign = try CMS.sign(
            content, key: me.key, certificate: me.certificate, identifier: [])
        try shop.write(foreign, "s")
        do {
            _ = try SignedBid.verify(shop.path("s"), to: shop.path("out2"))
            Issue.record("accepted")
        } catch let refusal as SealingRefusal {
            #expect(refusal.en.contains("empty identifier"), "\(refusal.en)")
        }
        #expect(!shop.exists("out2"))
    }

    @Test("the chain that comes along is handed on")
    func chain() throws {
        let shop = try Workshop()
        try shop.identity("me")
        let other = try shop.identity("other")
        try shop.write([1], "bid")
        try shop.run("\(Self.sign) -cades -certfile other.pem")
        let bid = try SignedBid.verify(shop.path("s"), to: shop.path("out"))
        #expect(bid.signature.otherCertificates == [other.certificate])
    }

    @Test(
        "what we sign is verified by stock openssl and by us",
        arguments: [
            "ec -pkeyopt ec_paramgen_curve:P-256", "rsa:2048", "ec -pkeyopt ec_paramgen_curve:P-384",
        ],
        [0, 1, 127, 128, 3 << 20 + 3])
    func weSign(kind: String, count: Int) throws {
        let shop = try Workshop()
        var me = try shop.identity("me", kind)
        let other = try shop.identity("other")
        me = Identity(key: me.key, certificate: me.certificate, chain: [other.certificate])
        let content = Workshop.noise(count)
        try shop.write(content, "bid")
        try SignedBid.sign(shop.path("bid"), to: shop.path("s"), by: me)
        let bid = try SignedBid.verify(shop.path("s"), to: shop.path("ours"))
        #expect(bid.signature.signer == me.certificate)
        #expect(bid.signature.otherCertificates == [other.certificate])
        #expect(try shop.read("ours") == content)
        try shop.run(
            "openssl cms -verify -cades -binary -inform DER -in s -CAfile me.pem -purpose any -out stock")
        #expect(try shop.read("stock") == content)
    }

    @Test("a key that does not belong to the certificate does not sign")
    func foreignKey() throws {
        let shop = try Workshop()
        let me = try shop.identity("me")
        let wrong = Identity(key: try .generateP256(), certificate: me.certificate, chain: [])
        try shop.write([1], "bid")
        #expect(throws: OpenSSLError.self) {
            try SignedBid.sign(shop.path("bid"), to: shop.path("s"), by: wrong)
        }
        #expect(!shop.exists("s"))
    }

    @Test("signed files outside the profile are refused by name")
    func outside() throws {
        let shop = try Workshop()
        try shop.identity("me")
        try shop.identity("you")
        try shop.write(Workshop.noise(1_000), "bid")
        func code(_ line: String) throws -> String? {
            try shop.run(line)
            return try refusal { _ = try SignedBid.verify(shop.path("s"), to: shop.path("out")) }
        }
        #expect(try code("\(Self.sign) -cades") == nil)
        try shop.run("rm out")
        #expect(try code(Self.sign) == "BID_SIGNATURE_BAD")
        #expect(try code("\(Self.sign) -noattr") == "BID_SIGNATURE_BAD")
        #expect(try code("\(Self.sign) -cades -nocerts") == "BID_SIGNER_CERTIFICATE_MISSING")
        #expect(try code("\(Self.sign) -cades -md sha1") == "BID_SIGNATURE_DIGEST")
        #expect(
            try code("\(Self.sign) -cades -signer you.pem -inkey you.key") == "BID_SIGNERS_NOT_ONE")
        let detached = Self.sign.replacing("-nodetach ", with: "")
        #expect(try code("\(detached) -cades") == "BID_SIGNED_DETACHED")
        #expect(try code("cp bid s") == "BID_NOT_SIGNED")
        #expect(
            try code("openssl cms -encrypt -binary -in bid -recip me.pem \(stockProfile) -outform DER -out s")
                == "BID_NOT_SIGNED")
        #expect(!shop.exists("out"))
    }

    @Test("a signed file that was cut or lengthened is refused", arguments: ["", "-stream"])
    func truncated(form: String) throws {
        let shop = try Workshop()
        try shop.identity("me")
        try shop.write(Workshop.noise(5_000), "bid")
        try shop.run("\(Self.sign) -cades \(form)")
        let whole = try shop.read("s")
        for count in Array(1..<80) + Array(stride(from: 80, to: whole.count, by: 61)) + [whole.count - 1] {
            try shop.write(Array(whole.prefix(count)), "x")
            let code = try refusal { _ = try SignedBid.verify(shop.path("x"), to: shop.path("out")) }
            #expect(code == "BID_SIGNED_TRUNCATED", "after \(count) bytes")
        }
        try shop.write(whole + [0], "x")
        let code = try refusal { _ = try SignedBid.verify(shop.path("x"), to: shop.path("out")) }
        #expect(code == "BID_SIGNED_TRAILING_BYTES")
        #expect(!shop.exists("out"))
    }

    @Test("thousands of changes never crash and never pass for other content", arguments: ["", "-stream"])
    func mutated(form: String) throws {
        let shop = try Workshop()
        let me = try shop.identity("me")
        let content = Workshop.noise(600)
        try shop.write(content, "bid")
        try shop.run("\(Self.sign) -cades \(form)")
        let whole = try shop.read("s")
        var chance = Chance(99)
        var accepted = 0
        for _ in 0..<1_500 {
            var changed = whole
            let place = Int.random(in: 0..<changed.count, using: &chance)
            switch Int.random(in: 0..<3, using: &chance) {
            case 0: changed[place] ^= 1 << UInt8.random(in: 0..<8, using: &chance)
            case 1: changed.remove(at: place)
            default: changed.insert(changed[Int.random(in: 0..<changed.count, using: &chance)], at: place)
            }
            try shop.write(changed, "x")
            var got: [UInt8] = []
            let code = try refusal {
                let bid = try SignedBid.verify(shop.path("x")) { piece in
                    for index in 0..<piece.byteCount {
                        got.append(unsafe piece.unsafeLoad(fromByteOffset: index, as: UInt8.self))
                    }
                }
                #expect(bid.signature.signer == me.certificate)
            }
            guard code == nil else { continue }
            accepted += 1
            #expect(got == content)
        }
        // What no signature covers may change; it must be little.
        #expect(accepted < 100, "\(accepted) changes passed")
    }
}
