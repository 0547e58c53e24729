import OpenSSL
import Testing

@testable import Sealing

@Suite("What is outside the profile is refused by name")
struct EnvelopeRefusalTests {
    @Test(
        "other ciphers, derivations and wraps, which stock openssl writes when asked",
        arguments: [
            ("-aes-256-gcm", "BID_KDF_NOT_SHA256"),
            ("-aes-256-gcm -keyopt ecdh_kdf_md:sha384", "BID_KDF_NOT_SHA256"),
            ("-aes-256-gcm -keyopt ecdh_cofactor_mode:1 -keyopt ecdh_kdf_md:sha256", "BID_KEY_AGREEMENT"),
            ("-aes-256-gcm -keyopt ecdh_kdf_md:sha256 -aes128-wrap", "BID_WRAP_NOT_AES256"),
            ("-aes-256-gcm -keyopt ecdh_kdf_md:sha256 -aes192-wrap", "BID_WRAP_NOT_AES256"),
            ("-aes-128-gcm -keyopt ecdh_kdf_md:sha256", "BID_CIPHER_NOT_AES256_GCM"),
            ("-aes-192-gcm -keyopt ecdh_kdf_md:sha256 -aes256-wrap", "BID_CIPHER_NOT_AES256_GCM"),
            ("-aes-256-cbc -keyopt ecdh_kdf_md:sha256", "BID_CBC_ENVELOPE"),
        ])
    func otherAlgorithms(options: String, code: String) throws {
        let shop = try Workshop()
        let lot = try shop.identity("lot")
        try shop.write(Workshop.noise(5_000), "bid")
        for form in ["", "-stream"] {
            try shop.run(
                "openssl cms -encrypt -binary -in bid -recip lot.pem \(options) \(form) -outform DER -out x")
            #expect(try inspect(shop, lot) == code, "\(options) \(form)")
        }
    }

    @Test("other recipients: RSA, a secret key, two, another lot's, another curve")
    func otherRecipients() throws {
        let shop = try Workshop()
        let lot = try shop.identity("lot")
        try shop.identity("other")
        try shop.identity("rsa", "rsa:2048")
        try shop.identity("p384", "ec -pkeyopt ec_paramgen_curve:P-384")
        try shop.write(Workshop.noise(5_000), "bid")
        let cases = [
            ("-recip rsa.pem", "BID_RECIPIENT_RSA"),
            ("-recip rsa.pem -keyopt rsa_padding_mode:oaep", "BID_RECIPIENT_RSA"),
            ("-secretkey 000102030405060708090a0b0c0d0e0f -secretkeyid 01", "BID_RECIPIENT_KIND"),
            ("-recip lot.pem -keyopt ecdh_kdf_md:sha256 -recip other.pem", "BID_RECIPIENTS_NOT_ONE"),
            ("-recip lot.pem -keyopt ecdh_kdf_md:sha256 -recip rsa.pem", "BID_RECIPIENTS_NOT_ONE"),
            ("-recip other.pem -keyopt ecdh_kdf_md:sha256", "BID_RECIPIENT_OTHER"),
            ("-recip other.pem -keyopt ecdh_kdf_md:sha256 -keyid", "BID_RECIPIENT_OTHER"),
            ("-recip p384.pem -keyopt ecdh_kdf_md:sha256", "BID_CURVE_NOT_P256"),
        ]
        for (recipients, code) in cases {
            try shop.run(
                "openssl cms -encrypt -binary -in bid -aes-256-gcm \(recipients) -outform DER -out x")
            // A SET is sorted, so RSA may come first among two.
            let found = try inspect(shop, lot)
            let isPair = recipients.contains("rsa.pem") && recipients.contains("lot.pem")
            #expect(found == code || isPair && found == "BID_RECIPIENT_RSA", "\(recipients): \(found ?? "")")
        }
    }

    @Test("files that are no envelope are told what they are")
    func notEncrypted() throws {
        let shop = try Workshop()
        let lot = try shop.identity("lot")
        try shop.write(Workshop.noise(600), "bid")
        try shop.run("tar cf t.tar bid")
        try shop.run(
            "openssl cms -sign -cades -binary -nodetach -in bid -signer lot.pem -inkey lot.key -outform DER -out s"
        )
        let files: [(String, [UInt8], String)] = [
            ("zip", [0x50, 0x4b, 3, 4] + Workshop.noise(60), "BID_NOT_ENCRYPTED"),
            ("pdf", Array("%PDF-1.7\n".utf8), "BID_NOT_ENCRYPTED"),
            ("tar", try shop.read("t.tar"), "BID_NOT_ENCRYPTED"),
            ("signed", try shop.read("s"), "BID_NOT_ENCRYPTED"),
            ("text", Array("hello".utf8), "BID_NOT_ENCRYPTED"),
            ("empty", [], "BID_TRUNCATED"),
            ("sequence", [0x30, 0x00], "BID_MALFORMED"),
            ("pem", Array("-----BEGIN CMS-----\n".utf8), "BID_NOT_DER"),
        ]
        for (name, bytes, code) in files {
            try shop.write(bytes, "x")
            #expect(try inspect(shop, lot) == code, "\(name)")
        }
    }

    @Test("an envelope that was put together otherwise")
    func handMade() throws {
        let shop = try Workshop()
        let lot = try shop.identity("lot")
        let own = try MadeEnvelope(lot.certificate)
        func code(_ change: (inout MadeEnvelope) throws -> Void) throws -> String? {
            var changed = own
            try change(&changed)
            try shop.write(changed.bytes(), "x")
            return try inspect(shop, lot)
        }
        #expect(try code { _ in } == nil)
        #expect(try code { $0.tag = Array($0.tag.prefix(12)) } == "BID_TAG_NOT_16_BYTES")
        #expect(try code { $0.tagSize = [0x02, 0x01, 0x0c] } == "BID_TAG_NOT_16_BYTES")
        #expect(try code { $0.tagSize = [] } == "BID_TAG_NOT_16_BYTES")
        #expect(try code { $0.nonce.append(0) } == "BID_NONCE_NOT_12_BYTES")
        #expect(try code { $0.attributes = [0xa1, 0x02, 0x30, 0x00] } == "BID_AUTH_ATTRIBUTES")
        #expect(try code { $0.unauthenticated = [0xa2, 0x02, 0x30, 0x00] } == "BID_UNAUTH_ATTRIBUTES")
        #expect(try code { $0.originator = [0xa0, 0x00] } == "BID_ORIGINATOR_INFO")
        #expect(try code { $0.point[64] ^= 1 } == "BID_POINT_NOT_ON_CURVE")
        #expect(try code { $0.point = [4] + Array(repeating: 0, count: 64) } == "BID_POINT_NOT_ON_CURVE")
        #expect(try code { $0.point = [2] + $0.point[1...32] } == "BID_POINT_COMPRESSED")
        #expect(try code { $0.point = [0] } == "BID_CURVE_NOT_P256")
        #expect(try code { $0.curve = ObjectIdentifier.p256 } == nil)
        #expect(
            try code { $0.curve = [0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x22] } == "BID_CURVE_NOT_P256")
        #expect(try code { $0.content = [] } == "BID_EMPTY")
        #expect(try code { $0.after = [0] } == "BID_TRAILING_BYTES")
        #expect(try code { $0.wrapped.append(0) } == "BID_MALFORMED")
        #expect(try code { $0.version = [0x02, 0x01, 0x01] } == "BID_MALFORMED")
        let nested = DERWriter.element(0x24, DERWriter.element(0x04, [1]))
        #expect(try code { $0.encrypted = DERWriter.element(0xa0, nested) } == "BID_MALFORMED")
        #expect(try code { $0.encrypted = DERWriter.element(0xa0, DERWriter.element(0x04, [1])) } == nil)
        let crumbs = (0..<10_000).flatMap { [0x04, 0x01, UInt8(truncatingIfNeeded: $0)] as [UInt8] }
        #expect(try code { $0.encrypted = DERWriter.element(0xa0, crumbs) } == "BID_MALFORMED")
        let pieces = (0..<10_000).flatMap { _ in DERWriter.element(0x04, [UInt8](repeating: 1, count: 64)) }
        #expect(try code { $0.encrypted = DERWriter.element(0xa0, pieces) } == nil)
        #expect(try code { $0.encrypted = [0x80, 0x81, 0x01, 0x01] } == "BID_MALFORMED")
        #expect(
            try code { $0.encrypted = [0x80, 0x82, 0x00, 0x81] + Workshop.noise(0x81) } == "BID_MALFORMED")
    }

    @Test("a bid that was cut off anywhere is refused", arguments: ["", "-stream"])
    func truncated(form: String) throws {
        let shop = try Workshop()
        let lot = try shop.identity("lot")
        try shop.write(Workshop.noise(9_000), "bid")
        try shop.run(
            "openssl cms -encrypt -binary -in bid -recip lot.pem \(stockProfile) \(form) -outform DER -out s")
        let whole = try shop.read("s")
        for count in Array(0...400) + Array(stride(from: 401, to: whole.count, by: 97))
            + Array((whole.count - 40)..<whole.count)
        {
            try shop.write(Array(whole.prefix(count)), "x")
            #expect(try inspect(shop, lot) == "BID_TRUNCATED", "after \(count) bytes")
        }
        try shop.write(whole + [0], "x")
        #expect(try inspect(shop, lot) == "BID_TRAILING_BYTES")
        try shop.write(whole + [0, 0], "x")
        #expect(try inspect(shop, lot) == "BID_TRAILING_BYTES")
    }

    private func inspect(_ shop: Workshop, _ lot: Identity) throws -> String? {
        try refusal { _ = try SealedBidHeader.inspect(path: shop.path("x"), for: lot.certificate) }
    }
}

/// An AuthEnvelopedData whose parts can be set one by one.
struct MadeEnvelope {
    var version: [UInt8] = [0x02, 0x01, 0x00]
    var originator: [UInt8] = []
    var curve: [UInt8] = []
    var point: [UInt8]
    var identifier: [UInt8]
    var wrapped = Workshop.noise(40)
    var nonce = Workshop.noise(12)
    var tagSize: [UInt8] = [0x02, 0x01, 0x10]
    var content = Workshop.noise(300)
    /// The element of the encrypted content, in the place of one made of `content`.
    var encrypted: [UInt8]?
    var attributes: [UInt8] = []
    var tag = Workshop.noise(16)
    var unauthenticated: [UInt8] = []
    var after: [UInt8] = []

    init(_ certificate: Certificate) throws {
        point = try #require(PrivateKey.generateP256().p256Point)
        identifier = try certificate.issuerAndSerialNumber()
    }

    func bytes() -> [UInt8] {
        func sequence(_ parts: [UInt8]...) -> [UInt8] { DERWriter.element(0x30, parts.flatMap { $0 }) }
        let bits = DERWriter.element(0x03, [0] + point)
        let key = DERWriter.element(0xa1, sequence(ObjectIdentifier.ecPublicKey, curve) + bits)
        let scheme = sequence(ObjectIdentifier.ecdhSHA256, EnvelopeProfile.wrapAlgorithm)
        let keys = sequence(sequence(identifier, DERWriter.element(0x04, wrapped)))
        let recipient = DERWriter.element(
            0xa1, [0x02, 0x01, 0x03] + DERWriter.element(0xa0, key) + scheme + keys)
        let parameters = sequence(DERWriter.element(0x04, nonce), tagSize)
        let cipher = sequence(ObjectIdentifier.aes256GCM, parameters)
        let inner = sequence(ObjectIdentifier.data, cipher, encrypted ?? DERWriter.element(0x80, content))
        let mac = DERWriter.element(0x04, tag)
        let set = DERWriter.element(0x31, recipient)
        let body = sequence(version, originator, set, inner, attributes, mac, unauthenticated)
        return sequence(ObjectIdentifier.authEnvelopedData, DERWriter.element(0xa0, body)) + after
    }
}
