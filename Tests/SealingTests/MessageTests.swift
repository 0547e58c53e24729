import OpenSSL
import Testing

@testable import Sealing

@Suite("Encrypted messages and stock openssl")
struct MessageTests {
    static let sm2 = "sm2 -sm3 -sigopt distid:1234567812345678"
    static let p256 = "ec -pkeyopt ec_paramgen_curve:P-256"

    private func refusal(_ body: () throws -> Void) throws -> String {
        do {
            try body()
            return "opened"
        } catch let refusal as SealingRefusal { return refusal.code }
    }

    @Test(
        "what we encrypt the stock tool opens, by each kind of key, and so do we",
        arguments: [sm2, p256, "rsa:2048"], [1, 300_001])
    func stockOpens(kind: String, count: Int) throws {
        let shop = try Workshop()
        let me = try shop.identity("me", kind)
        let content = Workshop.noise(count)
        try shop.write(content, "plain")
        try MessageEnvelope.encrypt(shop.path("plain"), to: shop.path("e"), for: [me.certificate])
        try shop.run("openssl cms -decrypt -binary -inform DER -in e -recip me.pem -inkey me.key -out stock")
        #expect(try shop.read("stock") == content)
        let digest = try MessageEnvelope.decrypt(
            shop.path("e"), to: shop.path("ours"), key: me.key, certificate: me.certificate)
        #expect(try shop.read("ours") == content && digest == Digest.sha256(content))
    }

    @Test("one message goes to recipients of three kinds, and each opens it with its own key alone")
    func several() throws {
        let shop = try Workshop()
        let all = [
            try shop.identity("a", Self.sm2), try shop.identity("b", Self.p256),
            try shop.identity("c", "rsa:2048"),
            try shop.identity("d", Self.p256),
        ]
        let stranger = try shop.identity("x", Self.sm2)
        try shop.write([1, 2, 3], "plain")
        try MessageEnvelope.encrypt(shop.path("plain"), to: shop.path("e"), for: all.map(\.certificate))
        for (index, one) in all.enumerated() {
            try MessageEnvelope.decrypt(
                shop.path("e"), to: shop.path("o\(index)"), key: one.key, certificate: one.certificate)
            #expect(try shop.read("o\(index)") == [1, 2, 3])
        }
        for name in ["a", "b", "c", "d"] {
            try shop.run(
                "openssl cms -decrypt -binary -inform DER -in e -recip \(name).pem -inkey \(name).key -out s\(name)"
            )
            #expect(try shop.read("s\(name)") == [1, 2, 3])
        }
        #expect(
            try refusal {
                try MessageEnvelope.decrypt(
                    shop.path("e"), to: shop.path("ox"), key: stranger.key, certificate: stranger.certificate)
            } == "MESSAGE_RECIPIENT_OTHER")
        // The right certificate with another's key.
        #expect(
            try refusal {
                try MessageEnvelope.decrypt(
                    shop.path("e"), to: shop.path("ox"), key: stranger.key, certificate: all[0].certificate)
            } == "MESSAGE_KEY_NOT_RECOVERED")
        #expect(!shop.exists("ox"))
    }

    @Test(
        "what the stock tool encrypts in the profile is opened, streamed or not",
        arguments: [
            ("rsa:2048", "-keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha256"),
            (
                "rsa:2048",
                "-keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha512 -keyopt rsa_mgf1_md:sha256"
            ),
            (p256, "-keyopt ecdh_kdf_md:sha256 -aes256-wrap"),
        ], ["", "-stream", "-keyid", "-stream -keyid"])
    func stockEncrypts(kind: (String, String), options: String) throws {
        let shop = try Workshop()
        let me = try shop.identity("me", kind.0)
        let content = Workshop.noise(20_000)
        try shop.write(content, "plain")
        try shop.run(
            "openssl cms -encrypt -binary -aes-256-gcm -in plain -outform DER -out e -recip me.pem \(kind.1) \(options)"
        )
        try MessageEnvelope.decrypt(
            shop.path("e"), to: shop.path("out"), key: me.key, certificate: me.certificate)
        #expect(try shop.read("out") == content)
    }

    @Test(
        "what is outside the profile is refused by name, and leaves no output",
        arguments: [
            ("rsa:2048", "-aes-256-gcm", "MESSAGE_KEY_TRANSPORT"),
            ("rsa:2048", "-aes-256-gcm -keyopt rsa_padding_mode:oaep", "MESSAGE_KEY_TRANSPORT"),
            (
                "rsa:2048", "-aes-256-cbc -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha256",
                "MESSAGE_UNAUTHENTICATED"
            ),
            (
                "rsa:2048", "-aes-128-gcm -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha256",
                "MESSAGE_CIPHER_NOT_AES256_GCM"
            ),
            (p256, "-aes-256-gcm", "MESSAGE_KDF_NOT_SHA256"),
            (p256, "-sm4-cbc -keyopt ecdh_kdf_md:sha256", "MESSAGE_UNAUTHENTICATED"),
        ])
    func refused(kind: String, options: String, code: String) throws {
        let shop = try Workshop()
        let me = try shop.identity("me", kind)
        try shop.write([1, 2, 3], "plain")
        // The options of a recipient follow it.
        let words = options.split(separator: " ")
        let cipher = words[0]
        let rest = words.dropFirst().joined(separator: " ")
        try shop.run(
            "openssl cms -encrypt -binary \(cipher) -in plain -outform DER -out e -recip me.pem \(rest)")
        #expect(
            try refusal {
                try MessageEnvelope.decrypt(
                    shop.path("e"), to: shop.path("out"), key: me.key, certificate: me.certificate)
            } == code)
        #expect(try shop.names().filter { $0.hasPrefix("out") }.isEmpty)
    }

    @Test("a key labelled as OAEP that holds a v1.5 block is refused", arguments: ["sha256"])
    func mislabelled(digest: String) throws {
        let shop = try Workshop()
        let me = try shop.identity("me", "rsa:2048")
        try shop.write([1, 2, 3], "plain")
        try MessageEnvelope.encrypt(shop.path("plain"), to: shop.path("good"), for: [me.certificate])
        let good = try shop.read("good")
        let block = try #require(
            good.indices.first { good[$0...].starts(with: [0x04, 0x82, 0x01, 0x00]) }, "the encrypted key")
        let key = try #require(
            me.key.decrypt(Array(good[(block + 4)..<(block + 260)]), .rsaOAEP(.sha256, mask: .sha256)))
        try shop.write(key, "key")
        try shop.run("openssl x509 -in me.pem -noout -pubkey -out me.pub")
        try shop.run("openssl pkeyutl -encrypt -pubin -inkey me.pub -in key -out v15")
        var mixed = good
        mixed.replaceSubrange((block + 4)..<(block + 260), with: try shop.read("v15"))
        try shop.write(mixed, "e")
        #expect(
            try refusal {
                try MessageEnvelope.decrypt(
                    shop.path("e"), to: shop.path("out"), key: me.key, certificate: me.certificate)
            } == "MESSAGE_KEY_NOT_RECOVERED")
        // The same with the parameters of OAEP taken away, which means SHA-1.
        let null = try #require(TransportNames.transport(TransportNames.oaepSHA256))
        #expect(null == .rsaOAEP(.sha256, mask: .sha256))
        let oaep: [UInt8] = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x07]
        for parameters: [UInt8] in [[], [0x05, 0x00], [0x30, 0x00]] {
            #expect(TransportNames.transport(DERWriter.element(0x30, oaep + parameters)) == nil)
        }
    }

    @Test(
        "a message in CBC opens only when its digest is known, by SM4 and by AES",
        arguments: ["-sm4-cbc", "-aes-256-cbc", "-aes-128-cbc"])
    func digestKnown(cipher: String) throws {
        let shop = try Workshop()
        let me = try shop.identity("me", "rsa:2048")
        let content = Workshop.noise(5_000)
        try shop.write(content, "plain")
        try shop.run(
            "openssl cms -encrypt -binary \(cipher) -in plain -outform DER -out e -recip me.pem -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha256 -keyopt rsa_mgf1_md:sha256"
        )
        let message = try shop.read("e")
        func open(_ digest: [UInt8]?) throws {
            try MessageEnvelope.decrypt(
                shop.path("e"), to: shop.path("out"), key: me.key, certificate: me.certificate, sha256: digest
            )
        }
        #expect(try refusal { try open(nil) } == "MESSAGE_UNAUTHENTICATED")
        #expect(try refusal { try open(Digest.sha256([1])) } == "MESSAGE_DIGEST")
        #expect(!shop.exists("out"))
        try open(Digest.sha256(message))
        #expect(try shop.read("out") == content)
        // Under the name of GM/T 0010.
        let type = ObjectIdentifier.envelopedData
        let start = try #require(message.indices.first { message[$0...].starts(with: type) })
        let explicit = Array(message[(start + type.count)...])
        let renamed = DERWriter.element(0x30, ObjectIdentifier.gm(3) + explicit)
        try shop.write(renamed, "e")
        try open(Digest.sha256(renamed))
        #expect(try shop.read("out") == content)
    }

    @Test("every flipped byte either is refused or changes nothing, and every cut is refused")
    func flipped() throws {
        let shop = try Workshop()
        let me = try shop.identity("me", Self.sm2)
        let content = Workshop.noise(40)
        try shop.write(content, "plain")
        try MessageEnvelope.encrypt(shop.path("plain"), to: shop.path("good"), for: [me.certificate])
        let good = try shop.read("good")
        for index in good.indices {
            var changed = good
            changed[index] ^= 1
            try shop.write(changed, "e")
            let code = try refusal {
                try MessageEnvelope.decrypt(
                    shop.path("e"), to: shop.path("out"), key: me.key, certificate: me.certificate)
            }
            if code == "opened" { #expect(try shop.read("out") == content, "byte \(index)") }
            try shop.write(Array(good.prefix(index)), "e")
            #expect(
                try refusal {
                    try MessageEnvelope.decrypt(
                        shop.path("e"), to: shop.path("cut"), key: me.key, certificate: me.certificate)
                } != "opened")
        }
        #expect(!shop.exists("cut"))
        try shop.write(good + [0], "e")
        #expect(
            try refusal {
                try MessageEnvelope.decrypt(
                    shop.path("e"), to: shop.path("cut"), key: me.key, certificate: me.certificate)
            } == "MESSAGE_TRAILING_BYTES")
    }

    @Test("a certificate that may not receive is refused, and so is a message to nobody")
    func unfit() throws {
        let shop = try Workshop()
        try shop.write([1], "plain")
        let ed = try shop.identity("ed", "ed25519")
        let signer = try shop.identity("s", "\(Self.sm2) -addext keyUsage=digitalSignature")
        let agreer = try shop.identity("r", "rsa:2048 -addext keyUsage=keyAgreement")
        for one in [ed, signer, agreer] {
            #expect(
                try refusal {
                    try MessageEnvelope.encrypt(
                        shop.path("plain"), to: shop.path("e"), for: [one.certificate])
                } == "RECIPIENT_UNFIT")
        }
        #expect(
            try refusal { try MessageEnvelope.encrypt(shop.path("plain"), to: shop.path("e"), for: []) }
                == "MESSAGE_RECIPIENTS")
        #expect(!shop.exists("e"))
    }

    @Test("recipients by a password or a shared key are refused by name")
    func otherKinds() throws {
        let shop = try Workshop()
        let me = try shop.identity("me", "rsa:2048")
        try shop.write([1], "plain")
        try shop.run(
            "openssl cms -encrypt -binary -aes-256-gcm -in plain -outform DER -out e -secretkey 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f -secretkeyid 01"
        )
        #expect(
            try refusal {
                try MessageEnvelope.decrypt(
                    shop.path("e"), to: shop.path("out"), key: me.key, certificate: me.certificate)
            } == "MESSAGE_RECIPIENT_KIND")
        try SignedBid.sign(shop.path("plain"), to: shop.path("s"), by: me)
        #expect(
            try refusal {
                try MessageEnvelope.decrypt(
                    shop.path("s"), to: shop.path("out"), key: me.key, certificate: me.certificate)
            } == "MESSAGE_NOT_ENCRYPTED")
    }
}
