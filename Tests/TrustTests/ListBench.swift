import OpenSSL
import StrictJSON
import Testing
import Trust

/// Makes small trust lists and rules for tests, by hand and signed by keys made on the spot.
struct ListBench {
    static let now = Made.now
    static let day = Made.day
    let house: Made
    let key: PrivateKey
    let signer: Certificate

    init(signedBy key: PrivateKey? = nil) throws {
        house = try Made()
        self.key = try key ?? .generateP256()
        signer = try Self.listSigner(self.key)
    }

    static func listSigner(_ key: PrivateKey) throws -> Certificate {
        try CertificateAuthority.selfSigned(
            CertificateProfile(
                subject: [("O", "列表 TEST ONLY"), ("CN", "list signer")], notBefore: now - 100 * day,
                notAfter: now + 1_000 * day, keyUsage: [.digitalSignature]), key: key)
    }

    static func granted(at time: Int64 = now - 50 * day) -> JSON {
        [
            "status": "granted", "effectiveFrom": .integer(time), "recordedAt": .integer(time),
            "reason": "批准",
        ]
    }

    func service(_ id: String = "CN-52-CA1", history: [JSON] = [granted()], certificate: Certificate? = nil)
        -> JSON
    {
        let own = certificate ?? house.ca
        let spki = own.subjectPublicKeyInfo
        return [
            "serviceId": .string(id), "type": "ca", "name": ["zh": "某CA", "en": "Some CA"],
            "identity": [
                "spkiSHA256": .string(Digest.sha256(spki).hex),
                "spkiSM3": .string(Digest.hash(.sm3, spki).hex),
                "subject": .string(Base64.encode(own.subjectDER)), "certs": [.string(Base64.encode(own.der))],
            ],
            "uses": ["login", "sign", "seal", "encrypt"], "subjectKinds": ["legalPerson"],
            "policies": [
                ["oid": "2.999.1", "assurance": 2, "uses": ["login", "sign"]],
                ["oid": "2.999.2", "assurance": 4, "uses": ["sign"]],
            ],
            "algorithms": [
                ["sig": "ECDSA-SHA256", "minSize": 256],
                ["sig": "RSA-SHA256", "minSize": 2_048, "to": .integer(Self.now - Self.day)],
            ],
            "history": .array(history),
        ]
    }

    func list(
        sequence: Int64 = 1, previous: TrustList? = nil, services: [JSON]? = nil,
        signers: [Certificate]? = nil,
        rules: RecognitionRules? = nil, pointers: [JSON]? = nil,
        _ edit: (inout [String: JSON]) -> Void = { _ in }
    ) throws -> [UInt8] {
        var members: [String: JSON] = [
            "schema": "tradehall-trust-list-1", "listId": "cn-52", "type": "province", "territory": "520000",
            "operator": ["name": "某局", "uscc": "91110108551385082Q", "contact": "a@example.invalid"],
            "sequence": .integer(sequence), "issuedAt": .integer(Self.now + sequence * 1_000),
            "validFrom": .integer(Self.now - 100 * Self.day),
            "nextUpdate": .integer(Self.now + 30 * Self.day),
            "hardExpiry": .integer(Self.now + 60 * Self.day), "distributionPoints": [],
            "listSigners": .array(
                (signers ?? [signer]).map {
                    ["cert": .string(Base64.encode($0.der)), "from": .integer(Self.now - 100 * Self.day)]
                }),
            "providers": [
                [
                    "uscc": "91440300708461136T", "name": ["zh": "某公司", "en": "Some Ltd"], "licences": [],
                    "services": .array(services ?? [service()]),
                ]
            ],
        ]
        members["previousDigest"] = previous.map { .string($0.digest.hex) }
        members["rules"] = rules.map { .string($0.digest.hex) }
        members["pointers"] = pointers.map { .array($0) }
        edit(&members)
        return JSON.object(members).canonicalBytes()
    }

    func sign(_ bytes: [UInt8], by other: (PrivateKey, Certificate)? = nil) throws -> [UInt8] {
        try CMS.sign(bytes, key: other?.0 ?? key, certificate: other?.1 ?? signer, signingTime: Self.now)
    }

    func signed(_ bytes: [UInt8], by other: (PrivateKey, Certificate)? = nil) throws -> SignedList {
        try SignedList(sign(bytes, by: other))
    }

    /// One rule, from 520000 to 520000 unless told otherwise.
    static func rule(_ id: String, _ edit: (inout [String: JSON]) -> Void = { _ in }) -> JSON {
        var members: [String: JSON] = [
            "ruleId": .string(id), "effect": "allow", "from": "520000", "to": "520000",
            "uses": ["login", "sign"], "reciprocity": "none", "recordedAt": .integer(now - 50 * day),
            "effectiveFrom": .integer(now - 50 * day), "status": "active", "basis": "协议", "priority": 1,
        ]
        edit(&members)
        return .object(members)
    }

    static func rules(_ rules: [JSON], _ edit: (inout [String: JSON]) -> Void = { _ in }) throws
        -> RecognitionRules
    {
        var members: [String: JSON] = [
            "schema": "tradehall-recognition-rules-1", "rulesId": "cn-rules", "territory": "100000",
            "sequence": 1, "issuedAt": .integer(now), "rules": .array(rules),
        ]
        edit(&members)
        return try RecognitionRules(json: JSON.object(members).canonicalBytes())
    }

    /// The national list that points to `cn-52`.
    func national(minSequence: Int64 = 1, rules: RecognitionRules? = nil) throws -> [UInt8] {
        try list(
            services: [], rules: rules,
            pointers: [
                [
                    "territory": "520000", "listId": "cn-52", "urls": [],
                    "minSequence": .integer(minSequence),
                    "listSigners": [.string(signer.fingerprint.hex)],
                ]
            ]
        ) {
            $0["listId"] = "cn"
            $0["type"] = "national"
            $0["territory"] = "100000"
        }
    }
}
