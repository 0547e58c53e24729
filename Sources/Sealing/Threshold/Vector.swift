internal import OpenSSL
internal import StrictJSON

/// What a file of vectors says. Fields that are not known are passed over: they may hold remarks.
struct Vector: Sendable {
    struct Envelope: Sendable {
        let file: String
        let ephemeral: [UInt8]
        let partials: [Int: [UInt8]]
        let contentKey: [UInt8]
        let plaintextDigest: [UInt8]
    }

    let terms: Terms
    let polynomials: [[[UInt8]]]
    let commitments: [[[UInt8]]]
    let shares: [Int: [UInt8]]
    let sharePublicKeys: [Int: [UInt8]]
    let openingPublicKey: [UInt8]
    let envelopes: [Envelope]

    init(_ bytes: [UInt8]) throws {
        var fields = try Fields(JSON.parse(bytes))
        guard try fields.string("curve") == "P-256" else {
            throw fields.refusal(of: "curve", english: "must be P-256", chinese: "必须为 P-256")
        }
        terms = try Terms(
            threshold: Int(clamping: fields.integer("threshold")),
            custodians: Int(clamping: fields.integer("custodians")))
        polynomials = try Self.lists("polynomials", optional: true, &fields)
        commitments = try Self.lists("commitments", optional: false, &fields)
        shares = try Self.numbered("shares", &fields)
        sharePublicKeys = try Self.numbered("sharePublicKeys", &fields)
        openingPublicKey = try Self.bytes(fields.value("openingPublicKey"), "openingPublicKey", fields)
        envelopes = try fields.array("envelopes").enumerated().map { index, element in
            var inner = try Fields(element, at: "envelopes[\(index)]")
            let file = try inner.string("file")
            guard !file.contains("/"), !file.isEmpty, file != "..", file.utf8.count <= 200 else {
                throw inner.refusal(of: "file", english: "must be a bare file name", chinese: "必须是不带路径的文件名")
            }
            return Envelope(
                file: file,
                ephemeral: try Self.bytes(inner.value("ephemeralPublicKey"), "ephemeralPublicKey", inner),
                partials: try Self.numbered("partials", &inner),
                contentKey: try Self.bytes(inner.value("cek"), "cek", inner),
                plaintextDigest: try Self.bytes(inner.value("plaintextSHA256"), "plaintextSHA256", inner))
        }
    }

    private static func bytes(_ json: JSON, _ name: String, _ fields: Fields) throws(JSONError) -> [UInt8] {
        guard case .string(let text) = json, text.utf8.count <= 1024, let bytes = [UInt8](hex: text) else {
            throw fields.refusal(of: name, english: "must be hexadecimal", chinese: "必须为十六进制数")
        }
        return bytes
    }

    private static func lists(
        _ name: String, optional: Bool, _ fields: inout Fields
    ) throws(JSONError) -> [[[UInt8]]] {
        guard let outer = optional ? try fields.optionalArray(name) : try fields.array(name) else {
            return []
        }
        var all: [[[UInt8]]] = []
        for element in outer {
            guard case .array(let inner) = element else {
                throw fields.refusal(of: name, english: "must be lists in a list", chinese: "必须为列表的列表")
            }
            var list: [[UInt8]] = []
            for item in inner { list.append(try bytes(item, name, fields)) }
            all.append(list)
        }
        return all
    }

    private static func numbered(_ name: String, _ fields: inout Fields) throws(JSONError) -> [Int: [UInt8]] {
        guard case .object(let members)? = fields.optionalValue(name) else { return [:] }
        var found: [Int: [UInt8]] = [:]
        for (key, value) in members {
            guard let number = Int(key), (1...Terms.most).contains(number), String(number) == key else {
                throw fields.refusal(of: name, english: "must be keyed by numbers", chinese: "必须以编号为键")
            }
            found[number] = try bytes(value, name, fields)
        }
        return found
    }
}

/// Every way to choose so many out of a list, in order.
enum Subsets {
    static func of(_ all: [Int], size: Int) -> [[Int]] {
        guard size > 0 else { return [[]] }
        guard all.count >= size, let first = all.first else { return [] }
        let rest = Array(all.dropFirst())
        return of(rest, size: size - 1).map { [first] + $0 } + of(rest, size: size)
    }
}

/// The digest of a file of any size.
package enum FileDigest {
    /// SHA-256, 32 bytes. Throws `FileFault` when the file cannot be read.
    package static func sha256(_ path: String) throws -> [UInt8] {
        let source = try FileSource(path: path)
        let digest = try RunningDigest()
        try source.stream(source.size) { digest.update($0) }
        return try digest.value()
    }
}
