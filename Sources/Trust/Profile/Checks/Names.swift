internal import DER
internal import OpenSSL

extension ProfileChecks {
    static let names: [Check<PathFacts>] = [
        each("issuer", "RFC 5280 §4.1.2.4") { certificate, _ throws(DERFault) in
            try wellFormed(certificate.issuer)
            return certificate.issuer.contents.isEmpty ? Trouble("的签发者为空", "has an empty issuer") : nil
        },
        each("subject", "RFC 5280 §4.1.2.6") { certificate, _ throws(DERFault) in
            try wellFormed(certificate.subject)
            guard certificate.subject.contents.isEmpty else { return nil }
            if certificate.isAuthority { return Trouble("是CA而主体为空", "is a CA with an empty subject") }
            guard let names = certificate.first(ExtensionID.subjectAltName) else {
                return Trouble("没有主体名称", "has neither a subject nor alternative names")
            }
            return names.isCritical
                ? nil
                : Trouble(
                    "主体为空而备用名不是关键扩展", "has an empty subject and alternative names that are not critical")
        },
        each("subjectAltName", extension: ExtensionID.subjectAltName, "RFC 5280 §4.2.1.6") {
            found, _, _ throws(DERFault) in try alternativeNames(found)
        },
        each("issuerAltName", extension: ExtensionID.issuerAltName, "RFC 5280 §4.2.1.7") {
            found, _, _ throws(DERFault) in try alternativeNames(found)
        },
    ]

    private static func alternativeNames(_ found: ParsedExtension) throws(DERFault) -> Trouble? {
        let names = try found.value().sequence(limit: 16_384)
        guard !names.isEmpty else { return Trouble("的备用名为空", "has no name among its alternative names") }
        for name in names {
            if let trouble = try GeneralName.trouble(name) { return trouble }
        }
        return nil
    }

    /// Name ::= SEQUENCE OF SET SIZE (1..MAX) OF SEQUENCE { type, value }
    static func wellFormed(_ name: DERValue) throws(DERFault) {
        for relative in try name.sequence(limit: 128) {
            let members = try relative.setOf(limit: 32)
            guard !members.isEmpty else { throw DERFault(.badContents(.set), at: relative.offset) }
            for member in members {
                var reader = try member.reader(.sequence)
                _ = try reader.read(.oid).oid()
                let value = try reader.read()
                try reader.finish()
                if value.tagClass == .universal, value.tag != .teletexString, !value.isConstructed,
                    [12, 18, 19, 22, 26, 28, 30].contains(value.number)
                {
                    _ = try value.string()
                }
            }
        }
    }
}

/// The forms of GeneralName that have rules of their own (RFC 5280 §4.2.1.6).
enum GeneralName {
    static func trouble(_ name: DERValue) throws(DERFault) -> Trouble? {
        guard name.tagClass == .context, name.number <= 8 else {
            return Trouble("含有未知种类的备用名", "has an alternative name of an unknown kind")
        }
        switch name.number {
        case 1:
            let text = try name.string(as: .ia5String)
            return isMailbox(text) ? nil : Trouble("的电子邮件名有误", "has a malformed e-mail name")
        case 2:
            let text = try name.string(as: .ia5String)
            return isDNS(text, wildcard: true) ? nil : Trouble("的域名有误", "has a malformed DNS name")
        case 4:
            let inner = try name.explicit()
            try ProfileChecks.wellFormed(inner)
            return inner.contents.isEmpty ? Trouble("的目录名为空", "has an empty directory name") : nil
        case 6:
            let text = try name.string(as: .ia5String)
            return isURI(text) ? nil : Trouble("的URI有误", "has a malformed URI")
        case 7:
            let count = try name.octets(tagged: .context(7)).count
            return count == 4 || count == 16
                ? nil : Trouble("的IP地址长度有误", "has an IP address of \(count) bytes")
        case 8:
            _ = try name.oid(tagged: .context(8))
            return nil
        default:
            guard name.isConstructed else { throw DERFault(.wrongForm(name.tag), at: name.offset) }
            return nil
        }
    }

    /// Letters, digits and hyphens (RFC 1034 §3.5), with `*` for the first label where that is allowed.
    static func isDNS(_ text: String, wildcard: Bool) -> Bool {
        guard !text.isEmpty, text.utf8.count <= 253 else { return false }
        var labels = text.split(separator: ".", omittingEmptySubsequences: false)
        if wildcard, labels.first == "*" {
            labels.removeFirst()
            if labels.isEmpty { return false }
        }
        return labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy {
                    (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                        || $0 == 0x2D
                }
        }
    }

    static func isMailbox(_ text: String) -> Bool {
        guard let at = text.lastIndex(of: "@") else { return false }
        let local = text[..<at]
        return !local.isEmpty && local.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x40 }
            && isDNS(String(text[text.index(after: at)...]), wildcard: false)
    }

    /// Absolute, with a scheme and something after it.
    static func isURI(_ text: String) -> Bool {
        guard let colon = text.firstIndex(of: ":") else { return false }
        let scheme = text[..<colon]
        guard let first = scheme.first, first.isASCII, first.isLetter,
            scheme.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) })
        else { return false }
        let rest = text[text.index(after: colon)...]
        return !rest.isEmpty && rest.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}
