internal import OpenSSL
internal import StrictJSON

/// How grave it is when a check finds something wrong.
package enum CheckLevel: String, Sendable, Hashable, CaseIterable {
    /// It decides: the object fails, or is undecided when the code says that newer evidence would settle it.
    case fail = "FAIL"
    /// It is told beside the verdict.
    case warn = "WARN"
    /// It is told in the list of checks.
    case inform = "INFORM"
    /// The check is not run.
    case ignore = "IGNORE"
}

/// Which checks decide and which only warn, and the numbers they go by. It is data in a file, signed by whoever
/// runs the hall, and its digest is part of every verdict.
///
/// ```json
/// {"schema":"tradehall-validation-policy-1","id":"tradehall-standard","sequence":1,"issuedAt":1793491200000,
///  "levels":{"profile.serial":"FAIL"},"numbers":{"revocation.maxAgeSeconds":604800}}
/// ```
/// A check that the file does not name has the level `FAIL`: what is new in the program is strict until somebody
/// decides otherwise. A number that it does not name is not bounded by it.
package struct ValidationPolicy: Sendable, Hashable {
    package let id: String
    /// Grows by one with each issue.
    package let sequence: Int64
    /// Milliseconds.
    package let issuedAt: Int64
    package let levels: [String: CheckLevel]
    package let numbers: [String: Int64]
    /// The canonical JSON, and its SHA-256.
    package let canonicalBytes: [UInt8]
    package let digest: [UInt8]

    package static let limit = 256 * 1024

    package func level(of check: String) -> CheckLevel { levels[check] ?? .fail }
    package func number(_ name: String) -> Int64? { numbers[name] }

    /// Reads the JSON of a policy.
    ///
    /// - Throws: a sentence that names the field.
    package init(json bytes: [UInt8]) throws(TrustFault) {
        guard bytes.count <= Self.limit else {
            throw TrustFault("The validation policy has \(bytes.count) bytes; at most \(Self.limit) are read")
        }
        do throws(JSONError) {
            let json = try JSON.parse(bytes)
            self = try Fields.read(json) { fields throws(JSONError) in
                guard try fields.string("schema") == "tradehall-validation-policy-1" else {
                    throw fields.refusal(
                        of: "schema", english: "must be tradehall-validation-policy-1",
                        chinese: "必须是 tradehall-validation-policy-1")
                }
                return ValidationPolicy(
                    id: try fields.string("id"), sequence: try fields.integer("sequence"),
                    issuedAt: try fields.integer("issuedAt"),
                    levels: try Self.levels(try fields.value("levels")),
                    numbers: try Self.numbers(try fields.value("numbers")), json: json)
            }
        } catch {
            throw TrustFault("The validation policy cannot be used: \(error)")
        }
    }

    /// Reads a signed policy: CMS SignedData that carries the JSON.
    ///
    /// - Parameter signer: SHA-256 of the certificate that may sign it.
    package init(signed: [UInt8], signer: [UInt8]) throws(TrustFault) {
        let message: SignedMessage
        do throws(OpenSSLError) {
            message = try CMS.verifySignature(signed)
        } catch {
            throw TrustFault("The validation policy cannot be used: \(error)")
        }
        guard message.signer.fingerprint == signer else {
            throw TrustFault(
                "The validation policy is signed by \(message.signer.subject), who is not the signer that was named"
            )
        }
        try self.init(json: message.content)
    }

    private init(
        id: String, sequence: Int64, issuedAt: Int64, levels: [String: CheckLevel], numbers: [String: Int64],
        json: JSON
    ) {
        self.id = id
        self.sequence = sequence
        self.issuedAt = issuedAt
        self.levels = levels
        self.numbers = numbers
        canonicalBytes = json.canonicalBytes()
        digest = Digest.sha256(canonicalBytes)
    }

    private static func members(_ json: JSON, _ name: String) throws(JSONError) -> [String: JSON] {
        // `Fields` gives the right error for what is no object.
        _ = try Fields(json, at: name)
        guard case .object(let members) = json else { return [:] }
        return members
    }

    private static func levels(_ json: JSON) throws(JSONError) -> [String: CheckLevel] {
        var levels: [String: CheckLevel] = [:]
        var fields = try Fields(json, at: "levels")
        for name in try members(json, "levels").keys.sorted() {
            guard let level = CheckLevel(rawValue: try fields.string(name)) else {
                throw fields.refusal(
                    of: name, english: "must be FAIL, WARN, INFORM or IGNORE",
                    chinese: "必须是 FAIL、WARN、INFORM 或 IGNORE")
            }
            levels[name] = level
        }
        return levels
    }

    private static func numbers(_ json: JSON) throws(JSONError) -> [String: Int64] {
        var numbers: [String: Int64] = [:]
        var fields = try Fields(json, at: "numbers")
        for name in try members(json, "numbers").keys.sorted() { numbers[name] = try fields.integer(name) }
        return numbers
    }
}
