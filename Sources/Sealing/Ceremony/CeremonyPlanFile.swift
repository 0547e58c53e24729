internal import OpenSSL
internal import StrictJSON

extension CeremonyPlan {
    /// The longest plan that is read, in bytes.
    package static let limit = 256 * 1024

    /// Reads a plan: `{"v":1,"tender","lot","threshold","attempt","certificates":[base64 of DER]}`.
    package init(_ bytes: [UInt8]) throws {
        var fields = try Fields(JSON.parse(bytes, limits: .init(bytes: Self.limit, depth: 4, values: 64)))
        guard try fields.integer("v") == 1 else {
            throw fields.refusal(of: "v", english: "must be 1", chinese: "必须为 1")
        }
        let texts = try fields.strings("certificates")
        let certificates = try texts.map { text in
            guard let der = Base64.decode(text) else {
                throw fields.refusal(of: "certificates", english: "must be base64", chinese: "必须为 base64")
            }
            return try Certificate(der: der)
        }
        let attempt = try fields.integer("attempt")
        guard (1...255).contains(attempt) else {
            throw fields.refusal(of: "attempt", english: "must be 1 to 255", chinese: "必须为 1 至 255")
        }
        let (tender, lot) = (try fields.string("tender"), try fields.string("lot"))
        let threshold = Int(clamping: try fields.integer("threshold"))
        try fields.finish()
        try self.init(
            tender: tender, lot: lot, terms: Terms(threshold: threshold, custodians: certificates.count),
            certificates: certificates, attempt: Int(attempt))
    }

    /// Canonical bytes.
    package var bytes: [UInt8] {
        JSON.object([
            "v": 1, "tender": .string(tender), "lot": .string(lot), "attempt": .integer(Int64(attempt)),
            "threshold": .integer(Int64(terms.threshold)),
            "certificates": .array(certificates.map { .string(Base64.encode($0.der)) }),
        ]).canonicalBytes()
    }
}
