package import Procurement
package import StrictJSON

/// What an entry of the log says: an act with the events that followed, events that the clock caused, or what
/// followed from the hall's standing still.
package enum EntryBody: Sendable {
    /// The hall began: who runs it, under which keys.
    case founded(Founding)
    case registered(ActRecord, Party)
    case act(ActRecord, [Event])
    case clock([Event])
    /// The hall stood still from an instant on while something was bid for in the open.
    case interruption(since: Instant, [Event])

    /// The kinds of entry, version by version, as the log has them.
    private enum Kind {
        static let founded = "hall.founded@1"
        static let registered = "party.registered@1"
        static let act = "tender.act@1"
        static let clock = "tender.clock@1"
        static let interruption = "tender.interruption@1"
    }

    package var kind: String {
        switch self {
        case .founded: Kind.founded
        case .registered: Kind.registered
        case .act: Kind.act
        case .clock: Kind.clock
        case .interruption: Kind.interruption
        }
    }

    package var json: JSON {
        switch self {
        case .founded(let founding): founding.json
        case .registered(let act, let party): ["act": act.json, "party": party.json]
        case .act(let act, let events): ["act": act.json, "events": .array(events.map(\.json))]
        case .clock(let events): ["events": .array(events.map(\.json))]
        case .interruption(let since, let events):
            ["since": JSON(since), "events": .array(events.map(\.json))]
        }
    }

    /// - Throws: `JSONError` when the body is not one of the kind.
    package init(kind: String, _ json: JSON) throws(JSONError) {
        self = try Fields.read(json, at: "body") { f throws(JSONError) in
            switch kind {
            case Kind.founded: return .founded(try Founding(&f))
            case Kind.registered:
                return .registered(try f.object("act", ActRecord.init), try f.object("party", Party.init))
            case Kind.act: return .act(try f.object("act", ActRecord.init), try Self.events(&f))
            case Kind.clock: return .clock(try Self.events(&f))
            case Kind.interruption:
                return .interruption(since: try f.instant("since"), try Self.events(&f))
            default:
                throw f.refusal(
                    of: "", english: "is of a kind \"\(kind)\" that this program does not know",
                    chinese: "是本程序不认识的条目类型“\(kind)”")
            }
        }
    }

    private static func events(_ f: inout Fields) throws(JSONError) -> [Event] {
        var events: [Event] = []
        for (index, json) in try f.array("events").enumerated() {
            events.append(try Event(json: json, at: "body.events[\(index)]"))
        }
        return events
    }
}

/// Who did an act, and with which proof.
package struct ActRecord: Sendable, Hashable {
    /// The command's own id.
    package var id: String
    /// The holder of the certificate that signed.
    package var by: PartyID
    /// The roles that the registry granted then.
    package var roles: Set<Role>
    /// SHA-256 of the signer's certificate.
    package var certificate: Digest
    /// SHA-256 of the command as it was before it was signed: the same id with other content is refused.
    package var content: Digest

    var json: JSON {
        [
            "id": .string(id), "by": JSON(by), "certificate": JSON(certificate), "content": JSON(content),
            "roles": .array(Role.allCases.filter(roles.contains).map { .string($0.rawValue) }),
        ]
    }

    package init(id: String, by: PartyID, roles: Set<Role>, certificate: Digest, content: Digest) {
        self.id = id
        self.by = by
        self.roles = roles
        self.certificate = certificate
        self.content = content
    }

    init(_ f: inout Fields) throws(JSONError) {
        id = try f.name("id")
        by = try f.party("by")
        certificate = try f.digest("certificate")
        content = try f.digest("content")
        roles = []
        for name in try f.strings("roles") {
            guard let role = Role(rawValue: name) else {
                throw f.refusal(of: "roles", english: "has an unknown role", chinese: "含有未知角色")
            }
            roles.insert(role)
        }
    }
}

/// The first entry of a log.
package struct Founding: Sendable, Hashable {
    /// The name of the log, as in its checkpoints.
    package var origin: String
    package var centre: Party
    package var rehearsal: Bool
    /// The log's public key in the text form of a note verifier.
    package var logKey: String
    /// SHA-256 of the time-stamp authority's certificate.
    package var timeStampCertificate: Digest

    package init(origin: String, centre: Party, rehearsal: Bool, logKey: String, timeStampCertificate: Digest)
    {
        self.origin = origin
        self.centre = centre
        self.rehearsal = rehearsal
        self.logKey = logKey
        self.timeStampCertificate = timeStampCertificate
    }

    init(_ f: inout Fields) throws(JSONError) {
        origin = try f.string("origin")
        centre = try f.object("centre", Party.init)
        rehearsal = try f.bool("rehearsal")
        logKey = try f.string("logKey")
        timeStampCertificate = try f.digest("timeStampCertificate")
    }

    var json: JSON {
        [
            "origin": .string(origin), "centre": centre.json, "rehearsal": .bool(rehearsal),
            "logKey": .string(logKey), "timeStampCertificate": JSON(timeStampCertificate),
        ]
    }
}
