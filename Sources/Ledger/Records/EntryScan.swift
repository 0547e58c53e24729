internal import StrictJSON

/// What can be told from an entry's bytes without reading them as JSON, for checks over millions of entries.
///
/// Canonical members stand in the order at, body, command, kind, stream, v, version; and within a JSON string
/// every quotation mark has a backslash before it, so none of the texts searched for here can hide in one.
extension Entry {
    /// Whether canonical bytes are those of an entry of `stream` with `version`.
    package static func matches(_ bytes: [UInt8], stream: String, version: Int64) -> Bool {
        let quoted = JSON.string(stream).text
        let end = Array(",\"stream\":\(quoted),\"v\":\(format),\"version\":\(version)}".utf8)
        return bytes.count > end.count && bytes[(bytes.count - end.count)...] == end[...]
    }

    /// Whether `digest` is the command's in canonical bytes of an entry that names one.
    ///
    /// `command` follows `body`, so the last such member is the entry's own and not one inside the body; for an
    /// entry without a command the answer means nothing.
    package static func matches(_ bytes: [UInt8], command digest: [UInt8]) -> Bool {
        let member = Array(",\"command\":\"".utf8)
        let wanted = Array("\(Hex.encode(digest))\",\"kind\":".utf8)
        var start = bytes.count - member.count - wanted.count
        while start >= 0 {
            if bytes[start] == member[0], bytes[start..<start + member.count] == member[...] {
                let value = start + member.count
                return bytes[value..<value + wanted.count] == wanted[...]
            }
            start -= 1
        }
        return false
    }
}
