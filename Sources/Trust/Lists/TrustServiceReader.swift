internal import OpenSSL
internal import StrictJSON

extension TrustProvider {
    init(reading fields: inout Fields) throws(JSONError) {
        uscc = try fields.uscc("uscc")
        (chinese, english) = try fields.names()
        licences = try fields.each("licences", atMost: 16) { one throws(JSONError) in
            Licence(
                kind: try one.word("kind"), number: try one.text("number"), from: try one.time("from"),
                to: try one.optionalTime("to"))
        }
        services = try fields.each("services", atMost: 64, TrustService.init(reading:))
    }
}

extension TrustService {
    fileprivate init(reading fields: inout Fields) throws(JSONError) {
        id = try fields.id("serviceId")
        type = try fields.word("type")
        (chinese, english) = try fields.names()
        identity = try fields.object("identity", ServiceIdentity.init(reading:))
        // A root issues to CAs alone and stands for no use by itself.
        uses = try fields.words("uses", orEmpty: type == .ca || type == .crl || type == .ocsp)
        subjectKinds = try fields.words("subjectKinds", orEmpty: type != .ca)
        policies = try fields.optionalEach("policies", atMost: 64, ServicePolicy.init(reading:))
        algorithms = try fields.each("algorithms", atMost: 32) { one throws(JSONError) in
            AllowedAlgorithm(
                kind: try one.word("sig"), minSize: Int(try one.integer("minSize", in: 160...16_384)),
                from: try one.optionalTime("from"), to: try one.optionalTime("to"))
        }
        revocation = try fields.optionalObject("revocation", RevocationDuties.init(reading:))
        holder = try fields.optionalObject("holder") { one throws(JSONError) in
            HolderMap(
                try one.each("places", atMost: 16) { place throws(JSONError) in
                    HolderMap.Place(oid: try place.oid("oid"), decoder: try place.word("decoder"))
                })
        }
        history = StatusHistory(
            changes: try fields.each("history", atMost: StatusHistory.limit, StatusChange.init(reading:)))
        for use in uses where !type.serves(use) {
            throw fields.refusal(
                of: "uses", english: "hold \(use.rawValue), which no \(type.rawValue) stands for",
                chinese: "含有\(use.rawValue)，与类型\(type.rawValue)不符")
        }
        guard !history.changes.isEmpty else {
            throw fields.refusal(of: "history", english: "must not be empty", chinese: "不得为空")
        }
        if let fault = history.fault() {
            throw fields.refusal(
                of: "history[\(fault.index)]", english: fault.english, chinese: fault.chinese)
        }
    }
}

extension StatusChange {
    fileprivate init(reading fields: inout Fields) throws(JSONError) {
        status = try fields.word("status")
        effectiveFrom = try fields.time("effectiveFrom")
        recordedAt = try fields.time("recordedAt")
        reason = try fields.text("reason")
        noticeRef = try fields.optionalText("noticeRef")
        uses = try fields.optionalWords("uses")
        successor = try fields.optionalValue("successor") == nil ? nil : fields.id("successor")
    }
}

extension ServiceIdentity {
    fileprivate init(reading fields: inout Fields) throws(JSONError) {
        keySHA256 = try fields.digest("spkiSHA256")
        keySM3 = try fields.digest("spkiSM3")
        guard let name = Base64.decode(try fields.text("subject", atMost: 8_192)), name.first == 0x30 else {
            throw fields.refusal(
                of: "subject", english: "must be the Base64 of a name in DER", chinese: "应当是DER名称的Base64")
        }
        subject = name
        certificates = try fields.certificates("certs", atMost: 16)
        sm2ID = try fields.optionalText("sm2Id") ?? Self.usualSM2ID
        for (index, certificate) in certificates.enumerated() {
            let key = certificate.subjectPublicKeyInfo
            guard Digest.sha256(key) == keySHA256, Digest.hash(.sm3, key) == keySM3,
                certificate.subjectDER == subject
            else {
                throw fields.refusal(
                    of: "certs[\(index)]", english: "must have the key and subject of this identity",
                    chinese: "密钥或者主体与该身份不符")
            }
        }
    }
}

extension ServicePolicy {
    fileprivate init(reading fields: inout Fields) throws(JSONError) {
        oid = try fields.oid("oid")
        assurance = Int(try fields.integer("assurance", in: 1...4))
        uses = try fields.words("uses")
        criteria = try fields.optionalObject("criteria") { one throws(JSONError) in
            PolicyCriteria(
                match: try one.word("match"), keyUsage: try one.keyUsage("keyUsage"),
                extendedKeyUsage: try one.optionalValue("eku") == nil ? [] : one.oids("eku", 1...16),
                subjectFields: try one.optionalValue("subjectFields") == nil
                    ? [] : one.subjectFields("subjectFields"))
        }
    }
}

extension RevocationDuties {
    fileprivate init(reading fields: inout Fields) throws(JSONError) {
        methods = try fields.words("methods")
        urls = try fields.bounded("urls", 0...16)
        maxAge = try fields.object("maxAge") { one throws(JSONError) in
            var ages: [TrustUse: Int64] = [:]
            for use in TrustUse.allCases where one.optionalValue(use.rawValue) != nil {
                ages[use] = try one.integer(use.rawValue, in: 1_000...3_153_600_000_000)
            }
            return ages
        }
        deltas = try fields.bool("deltas")
        hardFail = try fields.words("hardFail", orEmpty: true)
    }
}

extension Fields {
    /// `name` of a service or provider in Chinese and English.
    fileprivate mutating func names() throws(JSONError) -> (chinese: String, english: String) {
        try object("name") { one throws(JSONError) in
            (chinese: try one.text("zh"), english: try one.text("en"))
        }
    }

    fileprivate mutating func subjectFields(_ name: String) throws(JSONError) -> [String] {
        let all = try bounded(name, 1...16)
        for (index, text) in all.enumerated() where PolicyCriteria.attributes[text] == nil {
            let known = PolicyCriteria.attributes.keys.sorted().joined(separator: ", ")
            throw refusal(
                of: "\(name)[\(index)]", english: "must be one of \(known)", chinese: "应当是\(known)之一")
        }
        return all
    }

    fileprivate mutating func keyUsage(_ name: String) throws(JSONError) -> KeyUsage? {
        guard optionalValue(name) != nil else { return nil }
        let known: [String: KeyUsage] = [
            "digitalSignature": .digitalSignature, "nonRepudiation": .nonRepudiation,
            "keyEncipherment": .keyEncipherment, "dataEncipherment": .dataEncipherment,
            "keyAgreement": .keyAgreement,
        ]
        var bits: KeyUsage = []
        for (index, text) in try bounded(name, 1...8).enumerated() {
            guard let bit = known[text] else {
                throw refusal(
                    of: "\(name)[\(index)]", english: "must be a key usage for holders",
                    chinese: "应当是持有者的密钥用途")
            }
            bits.insert(bit)
        }
        return bits
    }
}
