internal import OpenSSL
internal import StrictJSON

/// The public key of a lot as a file: what anybody needs to check its custodians' parts.
package struct OpeningKeyFile: Sendable {
    package let tender: String
    package let lot: String
    package let key: OpeningKey

    private static let type = "tradehall/opening-key"

    package init(tender: String, lot: String, key: OpeningKey) {
        (self.tender, self.lot, self.key) = (tender, lot, key)
    }

    /// Canonical bytes.
    package func bytes() throws -> [UInt8] {
        JSON.object([
            "v": 1, "type": .string(Self.type), "tender": .string(tender), "lot": .string(lot),
            "threshold": .integer(Int64(key.terms.threshold)),
            "custodians": .integer(Int64(key.terms.custodians)),
            "commitments": .array(try key.commitments.encoded().map { .string($0.hex) }),
            "openingPublicKey": .string(key.publicPoint.hex),
        ]).canonicalBytes()
    }

    /// Reads strictly.
    package init(_ bytes: [UInt8]) throws {
        var fields = try Fields(JSON.parse(bytes))
        guard try fields.integer("v") == 1, try fields.string("type") == Self.type else {
            throw fields.refusal(
                of: "type", english: "must be \(Self.type), version 1", chinese: "必须为 \(Self.type) 第 1 版")
        }
        (tender, lot) = (try fields.string("tender"), try fields.string("lot"))
        let terms = try Terms(
            threshold: Int(clamping: fields.integer("threshold")),
            custodians: Int(clamping: fields.integer("custodians")))
        key = try OpeningKey(
            terms: terms, sum: Commitments(fields.list("commitments", 65...65), of: terms, dealer: nil))
        guard try fields.bytes("openingPublicKey", 65...65) == key.publicPoint else {
            throw fields.refusal(
                of: "openingPublicKey", english: "is not the first commitment", chinese: "与第一个承诺不同")
        }
        try fields.finish()
    }
}
