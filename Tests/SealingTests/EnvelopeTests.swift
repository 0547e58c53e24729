import OpenSSL
import Testing

@testable import Sealing

let stockProfile = "-aes-256-gcm -aes256-wrap -keyopt ecdh_kdf_md:sha256"

@Suite("Sealed bids and stock openssl")
struct EnvelopeTests {
    @Test(
        "what stock openssl seals is inspected and opened, streamed or not, by issuer or by key identifier",
        arguments: ["", " -stream", " -keyid", " -stream -keyid"])
    func stockSeals(options: String) throws {
        let shop = try Workshop()
        let lot = try shop.identity("lot")
        let content = Workshop.noise(3 << 20 + 77)
        try shop.write(content, "bid")
        try shop.run(
            "openssl cms -encrypt -binary -in bid -recip lot.pem \(stockProfile) -outform DER -out sealed"
                + options)
        let header = try SealedBidHeader.inspect(path: shop.path("sealed"), for: lot.certificate)
        #expect(header.contentLength == content.count)
        #expect(try header.size == shop.read("sealed").count)
        #expect(header.ephemeralPoint.count == 65 && header.keyingMaterial == nil)
        let key = try Envelope.unwrapContentKey(header, privateKey: lot.key)
        let digest = try Envelope.open(
            shop.path("sealed"), to: shop.path("opened"), key: key, certificate: lot.certificate)
        #expect(digest == Digest.sha256(content))
        #expect(try shop.read("opened") == content)
    }

    @Test("what we seal is opened by stock openssl", arguments: [1, 127, 128, 4_096, 262_144, 3 << 20 + 5])
    func weSeal(count: Int) throws {
        let shop = try Workshop()
        let lot = try shop.identity("lot")
        let content = Workshop.noise(count)
        try shop.write(content, "bid")
        let size = try Envelope.seal(shop.path("bid"), to: shop.path("sealed"), for: lot.certificate)
        #expect(try shop.read("sealed").count == size)
        try shop.run(
            "openssl cms -decrypt -binary -inform DER -in sealed -recip lot.pem -inkey lot.key -out out")
        #expect(try shop.read("out") == content)
        let header = try SealedBidHeader.inspect(path: shop.path("sealed"), for: lot.certificate)
        #expect(header.contentLength == count && header.size == size)
        let key = try Envelope.unwrapContentKey(header, privateKey: lot.key)
        try Envelope.open(shop.path("sealed"), to: shop.path("out2"), key: key, certificate: lot.certificate)
        #expect(try shop.read("out2") == content)
        #expect(try !shop.names().contains { $0.hasSuffix(".part") })
    }

    @Test("keying material that the sealer adds goes into the key")
    func keyingMaterial() throws {
        let shop = try Workshop()
        let lot = try shop.identity("lot")
        let point = try #require(lot.certificate.p256Point)
        let ephemeral = try PrivateKey.generateP256()
        let material = Array("ukm".utf8)
        let content = Workshop.noise(32)
        let wrapping = try EnvelopeKeys.derive(
            secret: EnvelopeKeys.sharedSecret(ephemeral, point: point),
            sharedInfo: EnvelopeProfile.sharedInfo(keyingMaterial: material))
        let header = SealedBidHeader(
            ephemeralPoint: try #require(ephemeral.p256Point), keyingMaterial: material,
            wrappedKey: try EnvelopeKeys.wrap(content, under: wrapping), nonce: [], tag: [], contentLength: 1,
            size: 1)
        #expect(try Envelope.unwrapContentKey(header, privateKey: lot.key).reveal() == content)
    }

    @Test("a certificate that cannot agree on P-256 keys is refused before anything is written")
    func unfit() throws {
        let shop = try Workshop()
        try shop.write([1, 2, 3], "bid")
        let kinds = ["rsa:2048", "ec -pkeyopt ec_paramgen_curve:P-384"]
        for (index, kind) in kinds.enumerated() {
            let other = try shop.identity("other\(index)", kind)
            let code = try refusal {
                try Envelope.seal(shop.path("bid"), to: shop.path("sealed"), for: other.certificate)
            }
            #expect(code == "OPENING_CERTIFICATE_UNFIT")
        }
        let signer = try CertificateAuthority.selfSigned(
            CertificateProfile(
                subject: [("CN", "signer")], notBefore: 0, notAfter: 4_000_000_000_000,
                keyUsage: [.digitalSignature]), key: .generateP256())
        let code = try refusal {
            try Envelope.seal(shop.path("bid"), to: shop.path("sealed"), for: signer)
        }
        #expect(code == "OPENING_CERTIFICATE_UNFIT")
        #expect(!shop.exists("sealed"))
        try shop.write([], "empty")
        #expect(
            try refusal { try Envelope.seal(shop.path("empty"), to: shop.path("sealed"), for: signer) }
                == "BID_EMPTY")
    }

    @Test("a fault of the machine is not a refusal")
    func faults() throws {
        let shop = try Workshop()
        let lot = try shop.identity("lot")
        #expect(throws: FileFault.self) {
            try Envelope.seal(shop.path("none"), to: shop.path("x"), for: lot.certificate)
        }
        try shop.write([1], "bid")
        #expect(throws: FileFault.self) {
            try Envelope.seal(shop.path("bid"), to: shop.path("no/such/x"), for: lot.certificate)
        }
        #expect(throws: FileFault.self) {
            try Envelope.seal(shop.path("."), to: shop.path("x"), for: lot.certificate)
        }
        #expect(throws: FileFault.self) {
            try Envelope.seal(shop.path("bid"), to: "/dev/full/x", for: lot.certificate)
        }
    }
}
