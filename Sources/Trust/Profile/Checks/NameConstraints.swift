internal import DER
internal import OpenSSL

extension ProfileChecks {
    static let constraints: [Check<PathFacts>] = [
        each("nameConstraintsPlace", "RFC 5280 §4.2.1.10") { certificate, _ in
            certificate.first(ExtensionID.nameConstraints) != nil && !certificate.isAuthority
                ? Trouble("不是CA而含有名称约束", "has name constraints without being a CA") : nil
        },
        each("nameConstraints", extension: ExtensionID.nameConstraints, "RFC 5280 §4.2.1.10") {
            found, _, _ throws(DERFault) in
            let trees = try NameTrees(found)
            if trees.isEmpty { return Trouble("的名称约束为空", "has empty name constraints") }
            for name in trees.all {
                if let trouble = try NameTrees.trouble(name) { return trouble }
            }
            return nil
        },
        // CVE-2025-61727: `*.example.com` stands for names inside an excluded subtree such as `a.example.com`.
        Check("profile.excludedWildcard", .profile, source: "RFC 5280 §4.2.1.10") { facts in
            var excluded: [String] = []
            var found: [Remark] = []
            for link in facts.chain.reversed() {
                guard let read = link.read else { continue }
                let wild = (read.alternativeNames ?? []).filter { $0.tag == .context(2) }
                    .compactMap { try? $0.string(as: .ia5String) }.filter { $0.hasPrefix("*.") }
                for name in wild {
                    let base = name.dropFirst(1).lowercased()
                    if excluded.contains(where: { ".\($0)".hasSuffix(base) }) {
                        found.append(
                            Trouble(
                                "的通配域名\(name)涵盖被排除的名称",
                                "has the wildcard \(name), which covers an excluded name"
                            )
                            .remark(.chainConstraints, link.name, link.certificate.fingerprint))
                    }
                }
                if let own = read.first(ExtensionID.nameConstraints), let trees = try? NameTrees(own) {
                    excluded += trees.excluded.filter { $0.tag == .context(2) }
                        .compactMap { try? $0.string(as: .ia5String).lowercased() }
                        .map { $0.hasPrefix(".") ? String($0.dropFirst()) : $0 }
                }
            }
            return found.isEmpty ? .fine : .wrong(found)
        },
    ]
}

/// The subtrees of name constraints.
struct NameTrees {
    private(set) var permitted: [DERValue] = []
    private(set) var excluded: [DERValue] = []

    var all: [DERValue] { permitted + excluded }
    var isEmpty: Bool { permitted.isEmpty && excluded.isEmpty }

    init(_ found: ParsedExtension) throws(DERFault) {
        var reader = try found.value().reader(.sequence)
        permitted = try Self.bases(try reader.optional(.context(0)))
        excluded = try Self.bases(try reader.optional(.context(1)))
        try reader.finish()
    }

    private static func bases(_ trees: DERValue?) throws(DERFault) -> [DERValue] {
        guard let trees else { return [] }
        let members = try trees.elements(limit: 16_384)
        guard !members.isEmpty else { throw DERFault(.badContents(trees.tag), at: trees.offset) }
        return try members.map { member throws(DERFault) in
            var reader = try member.reader(.sequence)
            let base = try reader.read()
            // minimum is always 0, its default, and maximum always absent.
            try reader.finish()
            return base
        }
    }

    static func trouble(_ name: DERValue) throws(DERFault) -> Trouble? {
        guard name.tagClass == .context, name.number <= 8 else {
            return Trouble("的名称约束种类不明", "has a name constraint of an unknown kind")
        }
        switch name.number {
        case 1:
            let text = try name.string(as: .ia5String)
            let host = text.hasPrefix(".") ? String(text.dropFirst()) : text
            return text.contains("@")
                ? mailbox(text) : host.isEmpty || GeneralName.isDNS(host, wildcard: false) ? nil : bad
        case 2:
            let text = try name.string(as: .ia5String)
            return text.isEmpty || GeneralName.isDNS(text, wildcard: false) ? nil : bad
        case 4:
            try ProfileChecks.wellFormed(name.explicit())
            return nil
        case 6:
            let text = try name.string(as: .ia5String)
            let host = text.hasPrefix(".") ? String(text.dropFirst()) : text
            return GeneralName.isDNS(host, wildcard: false) ? nil : bad
        case 7:
            let octets = Array(try name.octets(tagged: .context(7)))
            guard octets.count == 8 || octets.count == 32 else { return bad }
            return isMask(octets.suffix(octets.count / 2)) ? nil : bad
        default: return nil
        }
    }

    private static let bad = Trouble("含有不合规的名称约束", "has a malformed name constraint")
    private static func mailbox(_ text: String) -> Trouble? { GeneralName.isMailbox(text) ? nil : bad }

    /// Ones and then zeros, as CIDR has it.
    private static func isMask(_ octets: ArraySlice<UInt8>) -> Bool {
        var ended = false
        for octet in octets {
            if ended, octet != 0 { return false }
            if octet != 0xFF {
                guard (~octet) & ((~octet) &+ 1) == 0 else { return false }
                ended = true
            }
        }
        return true
    }
}
