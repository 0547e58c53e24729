import OpenSSL
import StrictJSON
import Testing

@testable import Sealing

@Suite("Bids from packing to opening")
struct BidTests {
    private let bidder = "91330000TEST000018"

    private func pack(_ shop: Workshop, tender: String = "T-1", lot: String = "1", bidder: String? = nil)
        throws
    {
        try shop.write(Workshop.noise(3 << 20), "tech.pdf")
        try shop.write(Array("price".utf8), "price.xlsx")
        try BidPackage.pack(
            tender: tender, lot: lot, bidder: bidder ?? self.bidder,
            prices: [.init(name: "total", fen: 1_234_567_00), .init(name: "安全费", fen: 5)], durationDays: 90,
            files: [
                .init(path: "技术标/tech.pdf", file: shop.path("tech.pdf")),
                .init(path: "price.xlsx", file: shop.path("price.xlsx")),
            ], to: shop.path("bid.tar"))
    }

    private func open(_ shop: Workshop, _ lot: Identity, holder: Result<String, SealingRefusal>? = nil) throws
        -> BidOpening.Outcome
    {
        let header = try SealedBidHeader.inspect(path: shop.path("sealed"), for: lot.certificate)
        let key = try Envelope.unwrapContentKey(header, privateKey: lot.key)
        try shop.write([], "work/x")
        return try BidOpening.open(
            shop.path("sealed"), key: key, certificate: lot.certificate, in: shop.path("work"),
            expecting: .init(tender: "T-1", lot: "1", bidder: bidder)
        ) { _ in holder ?? .success(bidder) }
    }

    private func code(_ outcome: BidOpening.Outcome) -> String? {
        switch outcome {
        case .opened: nil
        case .rejected(let refusal): refusal.code
        }
    }

    @Test(
        "a bid made by our own steps opens", arguments: ["ec -pkeyopt ec_paramgen_curve:P-256", "rsa:2048"])
    func ours(kind: String) throws {
        let shop = try Workshop()
        let (lot, me) = (try shop.identity("lot"), try shop.identity("me", kind))
        try pack(shop)
        try SignedBid.sign(shop.path("bid.tar"), to: shop.path("signed"), by: me)
        try Envelope.seal(shop.path("signed"), to: shop.path("sealed"), for: lot.certificate)
        guard case .opened(let opened) = try open(shop, lot) else {
            Issue.record("it did not open")
            return
        }
        #expect(opened.contents.manifest.totalFen == 1_234_567_00)
        #expect(opened.contents.manifest.durationDays == 90)
        #expect(opened.contents.members.map(\.path) == ["技术标/tech.pdf", "price.xlsx"])
        #expect(opened.signature.signer == me.certificate)
        #expect(try opened.tarDigest == Digest.sha256(shop.read("bid.tar")))
        #expect(try opened.signedDigest == Digest.sha256(shop.read("signed")))
        let work = try shop.run("ls work").said.split(separator: "\n")
        #expect(work.count == 2, "only the tar is left beside x: \(work)")
        try opened.contents.members[1].extract(from: opened.tar, to: shop.path("price"))
        #expect(try shop.read("price") == Array("price".utf8))
        let again = try BidPackage.check(
            opened.tar, tender: "T-1", lot: "1", bidder: bidder, requireCanonical: true)
        #expect(again == opened.contents)
    }

    @Test("a bid made by stock tar and openssl alone opens", arguments: ["", "-stream"])
    func stock(form: String) throws {
        let shop = try Workshop()
        let lot = try shop.identity("lot")
        try shop.identity("me")
        try shop.write(Array("the offer".utf8), "in/offer.txt")
        let digest = Digest.sha256(Array("the offer".utf8)).hex
        let manifest = """
            {"version": 1, "tender": "T-1", "lot": "1", "bidder": "\(bidder)", "salt": "\(digest)",
             "replaces": null, "prices": [{"name": "total", "fen": 100}],
             "files": [{"path": "offer.txt", "size": 9, "sha256": "\(digest)"}]}
            """
        try shop.write(Array(manifest.utf8), "in/bid.json")
        try shop.run("tar -C in -cf bid.tar bid.json offer.txt")
        try shop.run(
            "openssl cms -sign -cades -binary -nodetach \(form) -in bid.tar -signer me.pem -inkey me.key -md sha256 -outform DER -out signed"
        )
        try shop.run(
            "openssl cms -encrypt -binary \(form) -in signed -recip lot.pem \(stockProfile) -outform DER -out sealed"
        )
        #expect(try code(open(shop, lot)) == nil)
    }

    @Test("a bid for another tender, lot or bidder, or signed by another, opens to a rejection")
    func copied() throws {
        let shop = try Workshop()
        let (lot, me) = (try shop.identity("lot"), try shop.identity("me"))
        func seal() throws {
            try SignedBid.sign(shop.path("bid.tar"), to: shop.path("signed"), by: me)
            try Envelope.seal(shop.path("signed"), to: shop.path("sealed"), for: lot.certificate)
        }
        try pack(shop, tender: "T-2")
        try seal()
        #expect(try code(open(shop, lot)) == "MANIFEST_OTHER_TENDER")
        try pack(shop, lot: "2")
        try seal()
        #expect(try code(open(shop, lot)) == "MANIFEST_OTHER_LOT")
        try pack(shop, bidder: "91330000TEST000026")
        try seal()
        #expect(try code(open(shop, lot)) == "MANIFEST_OTHER_BIDDER")
        #expect(try code(open(shop, lot, holder: .success("91330000TEST000026"))) == "SIGNER_NOT_SUBMITTER")
        let unknown = SealingRefusal("X", zh: "不识。", en: "Unknown.")
        #expect(try code(open(shop, lot, holder: .failure(unknown))) == "X")
        #expect(try shop.run("ls work").said == "x\n")
    }

    @Test("a fault of the machine is thrown and is no rejection")
    func fault() throws {
        let shop = try Workshop()
        let lot = try shop.identity("lot")
        try shop.write([1], "bid")
        try Envelope.seal(shop.path("bid"), to: shop.path("sealed"), for: lot.certificate)
        let key = try #require(ContentKey(Workshop.noise(32)))
        func open(_ sealed: String, in directory: String) throws -> BidOpening.Outcome {
            try BidOpening.open(
                shop.path(sealed), key: key, certificate: lot.certificate, in: shop.path(directory),
                expecting: .init(tender: "T-1", lot: "1", bidder: bidder)
            ) { _ in .success(bidder) }
        }
        #expect(throws: FileFault.self) { _ = try open("sealed", in: "none") }
        #expect(throws: FileFault.self) { _ = try open("none", in: ".") }
        #expect(try code(open("sealed", in: ".")) == "BID_TAMPERED")
    }

    @Test("every disagreement between manifest and tar is refused")
    func mismatch() throws {
        let shop = try Workshop()
        try pack(shop)
        let good = try BidPackage.check(shop.path("bid.tar"), tender: "T-1", lot: "1", bidder: bidder)
        let manifest = good.manifest.bytes
        func code(_ members: [(String, [UInt8])]) throws -> String? {
            let tar = try TarWriter(path: shop.path("x.tar"))
            for (path, bytes) in members { try tar.add(path: path, bytes: bytes) }
            try tar.finish()
            return try refusal {
                _ = try BidPackage.check(shop.path("x.tar"), tender: "T-1", lot: "1", bidder: bidder)
            }
        }
        let tech = try ("技术标/tech.pdf", shop.read("tech.pdf"))
        let price = ("price.xlsx", Array("price".utf8))
        let bid = ("bid.json", manifest)
        #expect(try code([bid, tech, price]) == nil)
        #expect(try code([bid, price, tech]) == nil)
        #expect(try code([tech, bid, price]) == "MANIFEST_MISSING")
        #expect(try code([]) == "MANIFEST_MISSING")
        #expect(try code([bid, tech]) == "MANIFEST_FILE_MISMATCH")
        #expect(try code([bid, tech, price, ("more", [])]) == "MANIFEST_FILE_MISMATCH")
        #expect(try code([bid, tech, ("price.xlsx", Array("pricf".utf8))]) == "MANIFEST_FILE_MISMATCH")
        #expect(try code([bid, tech, ("price.xlsx", Array("pric".utf8))]) == "MANIFEST_FILE_MISMATCH")
        #expect(try code([("bid.json", manifest + [1]), tech, price]) == "MANIFEST_MALFORMED")
    }

    @Test("a manifest is strict about every field")
    func manifest() throws {
        let file: JSON = ["path": "a", "size": 1, "sha256": .string(String(repeating: "0", count: 64))]
        let good: [String: JSON] = [
            "version": 1, "tender": "T", "lot": "1", "bidder": "B",
            "salt": .string(String(repeating: "a", count: 64)), "replaces": nil,
            "prices": [["name": "total", "fen": 1]], "files": [file],
        ]
        let manifest = try BidManifest(JSON.object(good).canonicalBytes())
        #expect(manifest.bytes == JSON.object(good).canonicalBytes())
        #expect(manifest.replaces == nil && manifest.totalFen == 1)
        for name in good.keys {
            #expect(throws: JSONError.self, "without \(name)") {
                try BidManifest(JSON.object(good.filter { $0.key != name }).canonicalBytes())
            }
        }
        let wrong: [(String, JSON)] = [
            ("version", 2), ("tender", ""), ("lot", 1),
            ("bidder", .string(String(repeating: "b", count: 201))),
            ("salt", "aa"), ("salt", .string(String(repeating: "A", count: 64))), ("replaces", 1),
            ("prices", []), ("prices", [["name": "other", "fen": 1]]),
            ("prices", [["name": "total", "fen": -1]]),
            ("prices", [["name": "total", "fen": 1], ["name": "total", "fen": 1]]),
            ("prices", [["name": "total", "fen": 1, "x": 1]]), ("durationDays", 0), ("extra", 1),
            ("files", [file, file]),
            ("files", [["path": "../a", "size": 1, "sha256": file["sha256"] ?? nil]]),
            ("files", [["path": "a", "size": -1, "sha256": file["sha256"] ?? nil]]),
            ("files", [["path": "bid.json", "size": 1, "sha256": file["sha256"] ?? nil]]),
            ("files", [["path": "a", "size": 1, "sha256": "0"]]),
        ]
        for (name, value) in wrong {
            var changed = good
            changed[name] = value
            #expect(throws: JSONError.self, "\(name): \(value)") {
                try BidManifest(JSON.object(changed).canonicalBytes())
            }
        }
        var more = good
        more["durationDays"] = 30
        more["replaces"] = "sha256:00"
        let second = try BidManifest(JSON.object(more).canonicalBytes())
        #expect(second.durationDays == 30 && second.replaces == "sha256:00")
    }

    @Test("what would be refused at the opening is not packed")
    func packing() throws {
        let shop = try Workshop()
        try shop.write([1], "a")
        func code(_ path: String, _ prices: [BidManifest.Price]) throws -> String? {
            try refusal {
                try BidPackage.pack(
                    tender: "T", lot: "1", bidder: "B", prices: prices,
                    files: [.init(path: path, file: shop.path("a"))], to: shop.path("bid.tar"))
            }
        }
        #expect(try code("a", []) == "MANIFEST_MALFORMED")
        #expect(try code("../a", [.init(name: "total", fen: 1)]) == "MANIFEST_MALFORMED")
        #expect(!shop.exists("bid.tar"))
        #expect(try code("a", [.init(name: "total", fen: 1)]) == nil)
    }
}
