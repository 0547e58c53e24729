import OpenSSL
import Testing

@testable import Sealing

@Suite("Changed bids do not open")
struct TamperTests {
    /// Inspects, recovers the key and opens, as the platform does; the code of the refusal, or nil.
    private func outcome(_ shop: Workshop, _ lot: Identity) throws -> String? {
        try refusal {
            let header = try SealedBidHeader.inspect(path: shop.path("x"), for: lot.certificate)
            let key = try Envelope.unwrapContentKey(header, privateKey: lot.key)
            try Envelope.open(shop.path("x"), to: shop.path("out"), key: key, certificate: lot.certificate)
        }
    }

    @Test("a bit flipped anywhere is refused and leaves no file", arguments: ["", "-stream", "ours"])
    func flipped(form: String) throws {
        let shop = try Workshop()
        let lot = try shop.identity("lot")
        try shop.write(Workshop.noise(10_000), "bid")
        if form == "ours" {
            try Envelope.seal(shop.path("bid"), to: shop.path("s"), for: lot.certificate)
        } else {
            try shop.run(
                "openssl cms -encrypt -binary -in bid -recip lot.pem \(stockProfile) \(form) -outform DER -out s"
            )
        }
        let whole = try shop.read("s")
        try shop.write(whole, "x")
        #expect(try outcome(shop, lot) == nil)
        try shop.run("rm out")
        var chance = Chance(7)
        let edges = Array(0..<340) + Array((whole.count - 40)..<whole.count)
        let bits =
            edges.flatMap { byte in (0..<8).map { byte * 8 + $0 } }
            + (0..<400).map { _ in Int.random(in: 0..<(whole.count * 8), using: &chance) }
        for bit in bits {
            var changed = whole
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            try shop.write(changed, "x")
            #expect(try outcome(shop, lot) != nil, "bit \(bit % 8) of byte \(bit / 8)")
            if shop.exists("out") { try shop.run("rm out") }
        }
        #expect(try !shop.names().contains { $0.hasPrefix("out") })
    }

    @Test("thousands of mutations of the small parts never crash and never open to other content")
    func mutated() throws {
        let shop = try Workshop()
        let lot = try shop.identity("lot")
        let content = Workshop.noise(700)
        try shop.write(content, "bid")
        try shop.run(
            "openssl cms -encrypt -binary -in bid -recip lot.pem \(stockProfile) -stream -outform DER -out a")
        try shop.run(
            "openssl cms -encrypt -binary -in bid -recip lot.pem \(stockProfile) -outform DER -out b")
        let seeds = [try shop.read("a"), try shop.read("b")]
        var chance = Chance(20_261_124)
        for round in 0..<3_000 {
            var bytes = seeds[round % 2]
            for _ in 0..<Int.random(in: 1...3, using: &chance) { Self.mutate(&bytes, &chance) }
            try shop.write(bytes, "x")
            guard try outcome(shop, lot) == nil else { continue }
            #expect(try shop.read("out") == content, "round \(round)")
        }
    }

    private static func mutate(_ bytes: inout [UInt8], _ chance: inout Chance) {
        // The head holds all the structure, the tail the tag and the ends.
        let head = Int.random(in: 0..<min(340, bytes.count), using: &chance)
        let place =
            Bool.random(using: &chance) || bytes.count < 50
            ? head : bytes.count - 1 - Int.random(in: 0..<40, using: &chance)
        switch Int.random(in: 0..<6, using: &chance) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &chance)
        case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &chance)
        case 2: bytes.remove(at: place)
        case 3: bytes.insert(UInt8.random(in: 0...255, using: &chance), at: place)
        case 4: bytes[place] = [0x00, 0x7f, 0x80, 0x81, 0x84, 0x88, 0xff].randomElement(using: &chance) ?? 0
        default:
            let end = min(bytes.count, place + Int.random(in: 1..<60, using: &chance))
            bytes.insert(contentsOf: bytes[place..<end], at: place)
        }
    }
}
