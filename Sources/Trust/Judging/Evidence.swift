internal import OpenSSL
internal import StrictJSON

/// The frozen bytes that a judgement rests on, each in the role in which it was given. Nothing else is looked at
/// and nothing is fetched, so that a judgement is a function of question, evidence and validation policy.
package struct Evidence: Sendable, Hashable {
    /// What a piece of evidence is taken for.
    package enum Role: String, Sendable, Hashable, CaseIterable {
        /// The object that is judged.
        case subject
        /// What a detached signature, a time stamp or a seal signature is said to be over.
        case content
        case anchor
        case intermediate
        case crl
        case ocsp
        /// A signed trust list, of the nation or a territory.
        case trustList
        /// Signed recognition rules.
        case rules
        /// The fingerprint that the first list is pinned by, as 32 bytes.
        case pin
    }

    package struct Item: Sendable, Hashable {
        package let role: Role
        package let bytes: [UInt8]
        package let digest: [UInt8]

        package init(_ role: Role, _ bytes: [UInt8]) {
            self.role = role
            self.bytes = bytes
            digest = Digest.sha256(bytes)
        }
    }

    /// In the order given, each once a role.
    package private(set) var items: [Item] = []

    /// The most pieces, and the most bytes together, that one judgement looks at.
    package static let mostItems = 4_096
    package static let mostBytes = 256 * 1024 * 1024

    package init() {}

    package init(_ items: [Item]) {
        for item in items { add(item.role, item.bytes) }
    }

    package mutating func add(_ role: Role, _ bytes: [UInt8]) {
        let item = Item(role, bytes)
        if !items.contains(where: { $0.role == role && $0.digest == item.digest }) { items.append(item) }
    }

    package func all(_ role: Role) -> [[UInt8]] { items.filter { $0.role == role }.map(\.bytes) }

    package func only(_ role: Role) -> [UInt8]? {
        let all = all(role)
        return all.count == 1 ? all[0] : nil
    }

    /// What a verdict tells of its evidence: roles and digests, in order.
    var summary: JSON {
        .array(items.map { ["role": .string($0.role.rawValue), "sha256": .string($0.digest.hex)] })
    }

    /// All of it, as a dossier file holds it.
    var json: JSON {
        .array(
            items.map { ["role": .string($0.role.rawValue), "base64": .string(Base64.encode($0.bytes))] })
    }

    init(_ json: [JSON], at path: String) throws(JSONError) {
        for (index, value) in json.enumerated() {
            let item = try Fields.read(value, at: "\(path)[\(index)]") { fields throws(JSONError) in
                guard let role = Role(rawValue: try fields.string("role")) else {
                    throw fields.refusal(
                        of: "role", english: "is none of the known roles", chinese: "不是已知的角色")
                }
                guard let bytes = Base64.decode(try fields.string("base64")) else {
                    throw fields.refusal(
                        of: "base64", english: "must be base64 with padding", chinese: "必须是带填充的base64")
                }
                return Item(role, bytes)
            }
            add(item.role, item.bytes)
        }
    }
}
