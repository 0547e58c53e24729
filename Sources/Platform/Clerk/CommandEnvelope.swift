package import Procurement
package import StrictJSON

/// A command as its author signed it: `{id, command, tender?, lots?, issuedAt, body}`.
package struct CommandEnvelope: Sendable {
    /// The idempotency key: the same id from the same author returns the same receipt.
    package var id: String
    package var request: Request
    package var issuedAt: Instant

    /// What is asked.
    package enum Request: Sendable {
        case registerParty(Party)
        /// Proves who asks for a session; nothing is logged.
        case signIn(challenge: String)
        case tender(TenderID, [LotID], Command)
    }

    /// Commands are small: files go up first and are named by digest.
    package static let limits = JSON.Limits(bytes: 512 * 1024)

    /// - Throws: `Problem` that names the field which is missing, unknown or of another kind.
    package init(_ bytes: [UInt8]) throws(Problem) {
        do throws(JSONError) {
            let json = try JSON.parse(bytes, limits: Self.limits)
            self = try Fields.read(json) { f throws(JSONError) in try CommandEnvelope(&f) }
        } catch {
            throw Problem(error)
        }
    }

    private init(_ f: inout Fields) throws(JSONError) {
        id = try f.name("id")
        guard id.utf8.count >= 8 else {
            throw f.refusal(of: "id", english: "must have at least 8 characters", chinese: "至少8个字符")
        }
        issuedAt = try f.instant("issuedAt")
        let name = try f.string("command")
        let body = try f.value("body")
        switch name {
        case "registerParty":
            request = .registerParty(try Fields.read(body, at: "body", Party.init))
        case "signIn":
            request = .signIn(
                challenge: try Fields.read(body, at: "body") { f throws(JSONError) in
                    try f.string("challenge")
                })
        default:
            guard let kind = Command.Kind(rawValue: name) else {
                throw f.refusal(of: "command", english: "is no command of the hall", chinese: "不是本平台的指令")
            }
            let tender = TenderID(try f.name("tender"))
            var lots: [LotID] = []
            if try f.optionalArray("lots") != nil {
                lots = try f.names("lots", atMost: 1000).map { LotID($0) }
            }
            request = .tender(tender, lots, try Command(kind, body: body))
        }
    }

    /// The bytes to sign.
    package static func bytes(
        id: String, command: String, tender: String? = nil, lots: [String] = [], issuedAt: Instant, body: JSON
    ) -> [UInt8] {
        JSON.members([
            "id": .string(id), "command": .string(command), "tender": tender.map { .string($0) },
            "lots": lots.isEmpty ? nil : .array(lots.map { .string($0) }), "issuedAt": JSON(issuedAt),
            "body": body,
        ]).canonicalBytes()
    }
}
