internal import OpenSSL
package import StrictJSON

/// What one custodian posts for a lot: its partials, with everything that their proofs are bound to.
package struct PartialSet: Sendable {
    package let subject: OpeningSubject
    package let key: OpeningKey
    package let partials: [PartialOpening]

    package static let type = "tradehall/partials"
    package static let limits = JSON.Limits(bytes: 64 << 20, depth: 6, values: 1_000_000)

    package init(subject: OpeningSubject, key: OpeningKey, partials: [PartialOpening]) {
        (self.subject, self.key, self.partials) = (subject, key, partials)
    }

    /// Canonical bytes.
    package func bytes() throws -> [UInt8] {
        JSON.object([
            "v": 1, "type": .string(Self.type), "tender": .string(subject.tender),
            "lot": .string(subject.lot), "checkpoint": .string(subject.checkpoint.hex),
            "threshold": .integer(Int64(key.terms.threshold)),
            "custodians": .integer(Int64(key.terms.custodians)),
            "commitments": .array(try key.commitments.encoded().map { .string($0.hex) }),
            "partials": .array(partials.map { $0.json(extra: ["envelope": .string($0.envelope.hex)]) }),
        ]).canonicalBytes()
    }

    /// Reads strictly; says nothing yet about whether the proofs hold.
    package init(_ bytes: [UInt8]) throws {
        var fields = try Fields(JSON.parse(bytes, limits: Self.limits))
        guard try fields.integer("v") == 1, try fields.string("type") == Self.type else {
            throw fields.refusal(
                of: "type", english: "must be \(Self.type), version 1", chinese: "必须为 \(Self.type) 第 1 版")
        }
        subject = OpeningSubject(
            tender: try fields.string("tender"), lot: try fields.string("lot"),
            checkpoint: try fields.bytes("checkpoint", 32...32))
        let terms = try Terms(
            threshold: Int(clamping: fields.integer("threshold")),
            custodians: Int(clamping: fields.integer("custodians")))
        key = try OpeningKey(
            terms: terms, sum: Commitments(fields.list("commitments", 65...65), of: terms, dealer: nil))
        partials = try fields.each("partials") { fields throws(JSONError) in
            let envelope = try fields.bytes("envelope", 32...32)
            return try PartialOpening.read(&fields, envelope: envelope)
        }
        try fields.finish()
    }
}
