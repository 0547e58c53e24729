internal import OpenSSL
internal import StrictJSON

/// Signed JSON that cannot be used: one sentence in each language, which names the field.
package struct TrustDataFault: Error, Sendable, Hashable, CustomStringConvertible {
    package let chinese: String
    package let english: String
    package var description: String { english }

    package init(chinese: String, english: String) {
        self.chinese = chinese
        self.english = english
    }

    init(_ what: String, _ whatChinese: String, _ error: JSONError) {
        self.init(
            chinese: "\(whatChinese)不能使用：\(error.chinese)",
            english: "The \(what) cannot be used: \(error.english)")
    }
}

extension TrustList {
    static let schema = "tradehall-trust-list-1"

    /// Reads a list from its canonical JSON.
    ///
    /// - Throws: a sentence that names the field, when it is no list, is not canonical, is too large, or
    ///   contradicts itself (RFC 8785 for the form, `docs/formats/trust-list.md` for the fields).
    package init(json bytes: [UInt8]) throws(TrustDataFault) {
        do throws(JSONError) {
            let json = try JSON.canonicalTrustData(bytes, named: "list")
            self = try Fields.read(json) { fields throws(JSONError) in try TrustList(&fields, bytes) }
        } catch {
            throw TrustDataFault("trust list", "信任列表", error)
        }
    }

    private init(_ fields: inout Fields, _ bytes: [UInt8]) throws(JSONError) {
        try fields.head(Self.schema)
        id = try fields.id("listId")
        type = try fields.word("type")
        territory = try fields.territory("territory")
        operatedBy = try fields.object("operator") { one throws(JSONError) in
            Operator(
                name: try one.text("name"), uscc: try one.uscc("uscc"), contact: try one.text("contact"))
        }
        sequence = try fields.integer("sequence", in: 1...1_000_000_000)
        previousDigest =
            try fields.optionalValue("previousDigest") == nil ? nil : fields.digest("previousDigest")
        issuedAt = try fields.time("issuedAt")
        validFrom = try fields.time("validFrom")
        nextUpdate = try fields.time("nextUpdate")
        hardExpiry = try fields.time("hardExpiry")
        distributionPoints = try fields.bounded("distributionPoints", 0...16)
        signers = try fields.each("listSigners", atMost: 16) { one throws(JSONError) in
            ListSigner(
                certificate: try one.certificate("cert"), from: try one.time("from"),
                to: try one.optionalTime("to"))
        }
        pointers = try fields.optionalEach("pointers", atMost: 64) { one throws(JSONError) in
            ListPointer(
                territory: try one.territory("territory"), listID: try one.id("listId"),
                urls: try one.bounded("urls", 0...16), signers: try one.digests("listSigners", atMost: 16),
                minSequence: try one.integer("minSequence", in: 1...1_000_000_000))
        }
        rulesDigest = try fields.optionalValue("rules") == nil ? nil : fields.digest("rules")
        providers = try fields.optionalEach("providers", atMost: 1_000, TrustProvider.init(reading:))
        digest = Digest.sha256(bytes)
        self.bytes = bytes
        try agree(fields)
    }

    /// What no single field shows.
    private func agree(_ fields: Fields) throws(JSONError) {
        func no(_ name: String, _ english: String, _ chinese: String) -> JSONError {
            fields.refusal(of: name, english: english, chinese: chinese)
        }
        guard (previousDigest == nil) == (sequence == 1) else {
            throw no("previousDigest", "must be there unless the sequence is 1", "除首份列表外必须给出")
        }
        guard issuedAt <= nextUpdate, nextUpdate <= hardExpiry, validFrom <= nextUpdate else {
            throw no(
                "nextUpdate", "must lie between issuedAt or validFrom and hardExpiry",
                "应当在issuedAt、validFrom与hardExpiry之间")
        }
        guard !signers.isEmpty else { throw no("listSigners", "must name somebody", "不得为空") }
        switch type {
        case .national, .sealMakers:
            guard territory == Territory.nation.code || type == .sealMakers else {
                throw no("territory", "of a national list must be 100000", "国家列表应当是100000")
            }
        case .province:
            guard territory != Territory.nation.code else {
                throw no("territory", "of a province must not be the nation", "省级列表不得是全国")
            }
            guard pointers.isEmpty else { throw no("pointers", "are for the nation alone", "仅限国家列表") }
        }
        var seen: Set<String> = []
        for pointer in pointers where !seen.insert(pointer.listID).inserted {
            throw no("pointers", "name the list \(pointer.listID) twice", "重复指向列表\(pointer.listID)")
        }
        var ids: Set<String> = []
        for service in services {
            guard ids.insert(service.id).inserted else {
                throw no("providers", "hold the service \(service.id) twice", "服务\(service.id)重复")
            }
            guard type != .sealMakers || service.type == .sealMaker else {
                throw no(
                    "providers", "hold \(service.id), which is no seal maker", "服务\(service.id)不是制章者")
            }
            for change in service.history.changes where change.recordedAt > issuedAt {
                throw no(
                    "providers", "hold a change of \(service.id) recorded after the list was issued",
                    "服务\(service.id)的变更记录晚于列表签发时间")
            }
        }
    }
}
