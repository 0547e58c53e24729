package import Procurement
package import StrictJSON

/// An entity of the registry (主体库): one per unified social credit code.
package struct Party: Hashable, Sendable {
    package var uscc: PartyID
    package var name: String
    package var roles: Set<Role>
    /// GB/T 2260 code.
    package var territory: String

    package init(uscc: PartyID, name: String, roles: Set<Role>, territory: String) {
        self.uscc = uscc
        self.name = name
        self.roles = roles
        self.territory = territory
    }

    package var actor: Actor { Actor(uscc, roles) }

    init(_ f: inout Fields) throws(JSONError) {
        uscc = try f.party("uscc")
        name = try f.words("name")
        territory = try f.name("territory")
        var roles: Set<Role> = []
        for name in try f.strings("roles") {
            guard let role = Role(rawValue: name), roles.insert(role).inserted else {
                throw f.refusal(
                    of: "roles",
                    english:
                        "must list each of \(Role.allCases.map(\.rawValue).joined(separator: ", ")) at most once",
                    chinese: "应当是\(Role.allCases.map(\.rawValue).joined(separator: "、"))，且不重复")
            }
        }
        self.roles = roles
    }

    package var json: JSON {
        [
            "uscc": JSON(uscc), "name": .string(name), "territory": .string(territory),
            "roles": .array(Role.allCases.filter(roles.contains).map { .string($0.rawValue) }),
        ]
    }
}
