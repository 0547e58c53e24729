internal import OpenSSL
package import StrictJSON

/// What custodians say to each other, carried by commands that they sign. Canonical JSON, version 1.
package enum CeremonyMessage: Sendable {
    /// Round 1: SHA-256 of the commitments.
    case commitment([UInt8])
    /// Round 2.
    case deal(Deal)
    /// Round 3.
    case complaint(Complaint)
    /// Round 4: the digest of the result.
    case confirmation([UInt8])

    /// The longest message that is read, in bytes.
    package static let limit = 64 * 1024

    /// The message of a ceremony.
    package func json(of ceremony: [UInt8]) -> JSON {
        var members: [String: JSON] = ["v": 1, "ceremony": .string(ceremony.hex)]
        switch self {
        case .commitment(let hash):
            members["kind"] = "commitment"
            members["sha256"] = .string(hash.hex)
        case .deal(let deal):
            members["kind"] = "deal"
            members["commitments"] = .array(deal.commitments.map { .string($0.hex) })
            members["possession"] = ["a": .string(deal.possession.hex), "z": .string(deal.answer.hex)]
            members["envelopes"] = .array(deal.envelopes.map { .string(Base64.encode($0)) })
        case .complaint(let complaint):
            members["kind"] = "complaint"
            members["dealer"] = .integer(Int64(complaint.dealer))
            members["sharedPoint"] = .string(complaint.sharedPoint.hex)
            members["proof"] = complaint.proof.json
        case .confirmation(let digest):
            members["kind"] = "confirmation"
            members["result"] = .string(digest.hex)
        }
        return .object(members)
    }

    /// Reads a message strictly: every field known, none missing, of this ceremony.
    package init(_ json: JSON, of ceremony: [UInt8]) throws(JSONError) {
        self = try Fields.read(json) { fields throws(JSONError) in
            guard try fields.integer("v") == 1 else {
                throw fields.refusal(of: "v", english: "must be 1", chinese: "必须为 1")
            }
            guard try fields.bytes("ceremony", 32...32) == ceremony else {
                throw fields.refusal(of: "ceremony", english: "is of another ceremony", chinese: "属于另一次密钥生成")
            }
            switch try fields.string("kind") {
            case "commitment": return .commitment(try fields.bytes("sha256", 32...32))
            case "deal":
                let commitments = try fields.list("commitments", 65...65)
                let (a, z) = try fields.object("possession") { inner throws(JSONError) in
                    (try inner.bytes("a", 65...65), try inner.bytes("z", 32...32))
                }
                var envelopes: [[UInt8]] = []
                for text in try fields.strings("envelopes") {
                    guard text.utf8.count <= 8192, let bytes = Base64.decode(text) else {
                        throw fields.refusal(
                            of: "envelopes", english: "must be base64 of at most 8192 digits",
                            chinese: "必须为不超过 8192 位的 base64")
                    }
                    envelopes.append(bytes)
                }
                guard envelopes.count <= Terms.most else {
                    throw fields.refusal(of: "envelopes", english: "are too many", chinese: "过多")
                }
                return .deal(
                    Deal(commitments: commitments, possession: a, answer: z, envelopes: envelopes))
            case "complaint":
                return .complaint(
                    Complaint(
                        dealer: Int(clamping: try fields.integer("dealer")),
                        sharedPoint: try fields.bytes("sharedPoint", 65...65),
                        proof: try EqualityProof.read("proof", &fields)))
            case "confirmation": return .confirmation(try fields.bytes("result", 32...32))
            default:
                throw fields.refusal(of: "kind", english: "is unknown", chinese: "无法识别")
            }
        }
    }
}

extension EqualityProof {
    /// `{"a","b","z"}` in hexadecimal.
    package var json: JSON {
        ["a": .string(encodedA.hex), "b": .string(encodedB.hex), "z": .string(encodedZ.hex)]
    }

    package static func read(_ name: String, _ fields: inout Fields) throws(JSONError) -> EqualityProof {
        let (a, b, z) = try fields.object(name) { inner throws(JSONError) in
            (
                try inner.bytes("a", 65...65), try inner.bytes("b", 65...65), try inner.bytes("z", 32...32)
            )
        }
        guard let proof = EqualityProof(a: a, b: b, z: z) else {
            throw fields.refusal(
                of: name, english: "has a point that is not on P-256 or a number that is too great",
                chinese: "含有不在 P-256 曲线上的点或过大的数")
        }
        return proof
    }
}

extension Fields {
    /// Lower-case hexadecimal of so many bytes.
    mutating func bytes(_ name: String, _ count: ClosedRange<Int>) throws(JSONError) -> [UInt8] {
        let text = try string(name)
        guard count.contains(text.utf8.count / 2), let bytes = [UInt8](hex: text), bytes.hex == text else {
            throw refusal(
                of: name, english: "must be \(count.upperBound) bytes in lower-case hexadecimal",
                chinese: "必须为 \(count.upperBound) 字节的小写十六进制数")
        }
        return bytes
    }

    mutating func list(_ name: String, _ count: ClosedRange<Int>) throws(JSONError) -> [[UInt8]] {
        var list: [[UInt8]] = []
        for text in try strings(name) {
            guard count.contains(text.utf8.count / 2), let bytes = [UInt8](hex: text), bytes.hex == text,
                list.count < Terms.most
            else {
                throw refusal(
                    of: name,
                    english: "must be at most \(Terms.most) of \(count.upperBound) bytes in hexadecimal",
                    chinese: "必须为至多 \(Terms.most) 个 \(count.upperBound) 字节的十六进制数")
            }
            list.append(bytes)
        }
        return list
    }
}
