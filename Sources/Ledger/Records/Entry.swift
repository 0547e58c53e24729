package import StrictJSON

/// One thing that happened, as the log keeps it for ever.
///
/// Its bytes are canonical JSON, format 1:
/// `{"at":…,"body":…,"command":…,"kind":…,"stream":…,"v":1,"version":…}`, `command` only where there was one.
/// The sequence number is not inside: the inclusion proof says where the entry stands, and so an entry can be
/// written before its place is known. What format 1 reads and writes never changes; a new need is a format 2.
package struct Entry: Sendable, Equatable {
    /// The history it belongs to, such as one tender; at most 256 bytes, no white space or control characters.
    package let stream: String
    /// Its place in that history: the first entry of a stream has 1.
    package let version: Int64
    /// When it happened, in milliseconds since 1970 UTC.
    package let at: Int64
    /// What happened, in the words of whoever reads the body; the same characters as `stream`.
    package let kind: String
    /// SHA-256 of the signed command that caused it; nil for what the clock caused.
    package let command: [UInt8]?
    /// The particulars.
    package let body: JSON

    package static let format: Int64 = 1
    /// The greatest entry that is written or read, in bytes.
    package static let longest = 1 << 20

    /// Throws when a part breaks its rule.
    package init(
        stream: String, version: Int64, at: Int64, kind: String, command: [UInt8]? = nil, body: JSON
    ) throws(LedgerError) {
        for (name, value) in [("stream", stream), ("kind", kind)] where !Self.isName(value) {
            throw LedgerError(
                .entry, "The \(name) of an entry is 1 to 256 bytes without white space or control characters."
            )
        }
        guard version >= 1 else {
            throw LedgerError(.entry, "Versions in a stream begin at 1, not \(version).")
        }
        guard at >= 0 else { throw LedgerError(.entry, "An entry cannot have happened before 1970.") }
        if let command, command.count != hashSize {
            throw LedgerError(.entry, "The digest of a command has 32 bytes, not \(command.count).")
        }
        self.stream = stream
        self.version = version
        self.at = at
        self.kind = kind
        self.command = command
        self.body = body
    }

    /// Reads stored bytes; throws unless they are exactly what `bytes` writes.
    package init(_ bytes: [UInt8]) throws(LedgerError) {
        let json: JSON
        let fields: (String, Int64, Int64, String, String?, JSON)
        do throws(JSONError) {
            json = try JSON.parse(bytes, limits: .init(bytes: Self.longest))
            fields = try Fields.read(json) { (fields) throws(JSONError) in
                guard try fields.integer("v") == Self.format else {
                    throw fields.refusal(
                        of: "v", english: "must be 1; this program is too old for the entry",
                        chinese: "必须为 1；本程序版本过旧，无法读取该条目")
                }
                return (
                    try fields.string("stream"), try fields.integer("version"), try fields.integer("at"),
                    try fields.string("kind"), try fields.optionalString("command"), try fields.value("body")
                )
            }
        } catch {
            throw LedgerError(.entry, "The entry cannot be read: \(error.english).")
        }
        var command: [UInt8]?
        if let digest = fields.4 {
            guard let bytes = Hex.decode(digest) else {
                throw LedgerError(.entry, "The command of an entry is 64 lower-case hexadecimal digits.")
            }
            command = bytes
        }
        try self.init(
            stream: fields.0, version: fields.1, at: fields.2, kind: fields.3, command: command,
            body: fields.5)
        guard json.canonicalBytes() == bytes else {
            throw LedgerError(
                .entry, "The entry is not in canonical form, so it was not written by this format.")
        }
    }

    /// The canonical bytes: what is committed to, stored and handed out.
    package var bytes: [UInt8] {
        var members: [String: JSON] = [
            "v": .integer(Self.format), "stream": .string(stream), "version": .integer(version),
            "at": .integer(at), "kind": .string(kind), "body": body,
        ]
        if let command { members["command"] = .string(Hex.encode(command)) }
        return JSON.object(members).canonicalBytes()
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 256
            && text.unicodeScalars.allSatisfy {
                $0.value > 0x20 && $0.value != 0x7f && !$0.properties.isWhitespace
            }
    }
}
