package import OpenSSL
internal import StrictJSON

/// Trust data that is being written: JSON that a person edits, until it is read strictly and signed.
package enum ListDraft {
    /// The next list after one that is in use: the same content with the next number, the digest of the one
    /// before, and dates moved on by as long as they were apart.
    ///
    /// - Parameter time: milliseconds; the instant of issue.
    /// - Throws: a sentence, when the times do not fit.
    package static func next(after list: TrustList, at time: Int64) throws(TrustDataFault) -> [UInt8] {
        guard case .object(var members) = try? JSON.parse(list.bytes, limits: TrustDataLimits.json) else {
            throw TrustDataFault(
                chinese: "列表“\(list.id)”不能续编。", english: "The list “\(list.id)” cannot be continued.")
        }
        let step = time - list.issuedAt
        guard step > 0 else {
            throw TrustDataFault(
                chinese: "新列表的签发时间应当晚于第\(list.sequence)号（\(Instant.words(list.issuedAt))）。",
                english:
                    "A new list must be issued after number \(list.sequence) (\(Instant.words(list.issuedAt)))."
            )
        }
        members["sequence"] = .integer(list.sequence + 1)
        members["previousDigest"] = .string(list.digest.hex)
        members["issuedAt"] = .integer(time)
        members["nextUpdate"] = .integer(list.nextUpdate + step)
        members["hardExpiry"] = .integer(list.hardExpiry + step)
        return JSON.object(members).canonicalBytes()
    }

    /// The first list of a chain, with nobody on it yet.
    ///
    /// A newer one is due after 180 days, and it holds for 30 more.
    package static func first(
        id: String, type: ListType, territory: String, operatedBy name: String, uscc: USCC, contact: String,
        signer: Certificate, at time: Int64
    ) -> [UInt8] {
        let day: Int64 = 86_400_000
        let list: JSON = [
            "schema": .string(TrustList.schema), "listId": .string(id), "type": .string(type.rawValue),
            "territory": .string(territory),
            "operator": [
                "name": .string(name), "uscc": .string(uscc.text), "contact": .string(contact),
            ],
            "sequence": 1, "issuedAt": .integer(time), "validFrom": .integer(time),
            "nextUpdate": .integer(time + 180 * day), "hardExpiry": .integer(time + 210 * day),
            "distributionPoints": [],
            "listSigners": [["cert": .string(Base64.encode(signer.der)), "from": .integer(time)]],
            "providers": [],
        ]
        return list.canonicalBytes()
    }

    /// Rules with nothing in them yet, or the next issue of rules that are in use.
    package static func rules(
        id: String, territory: String, after rules: RecognitionRules?, at time: Int64
    ) throws(TrustDataFault) -> [UInt8] {
        if let rules {
            guard time > rules.issuedAt else {
                throw TrustDataFault(
                    chinese: "新规则的签发时间应当晚于第\(rules.sequence)号（\(Instant.words(rules.issuedAt))）。",
                    english:
                        "New rules must be issued after number \(rules.sequence) (\(Instant.words(rules.issuedAt)))."
                )
            }
            if case .object(var members) = try? JSON.parse(rules.bytes, limits: TrustDataLimits.json) {
                members["sequence"] = .integer(rules.sequence + 1)
                members["issuedAt"] = .integer(time)
                return JSON.object(members).canonicalBytes()
            }
        }
        let first: JSON = [
            "schema": .string(RecognitionRules.schema), "rulesId": .string(id),
            "territory": .string(territory), "sequence": 1, "issuedAt": .integer(time), "rules": [],
        ]
        return first.canonicalBytes()
    }

    /// The canonical form of what a person has edited.
    ///
    /// - Throws: a sentence that tells the place, when it is no JSON.
    package static func canonical(_ text: [UInt8]) throws(TrustDataFault) -> [UInt8] {
        do throws(JSONError) {
            return try JSON.parse(text, limits: TrustDataLimits.json).canonicalBytes()
        } catch {
            throw TrustDataFault("draft", "草稿", error)
        }
    }

    /// What kind of trust data a JSON text says it is; nil when neither.
    package static func isRules(_ text: [UInt8]) -> Bool {
        guard case .object(let members) = try? JSON.parse(text, limits: TrustDataLimits.json) else {
            return false
        }
        return members["schema"] == .string(RecognitionRules.schema)
    }
}
