internal import Foundation
internal import Procurement
internal import StrictJSON

/// One line of a plain scenario (docs/rehearse.md), as far as the tour looks at it.
struct TourLine {
    var at: Instant
    var tender: String
    /// Nil when only the clock moves.
    var command: Command.Kind?
    var actor: String
    var roles: [String]
    var id: String
    var lots: [String]
    var body: JSON
    var facts: JSON
    /// The clause that is expected to refuse it.
    var refusedBy: String?

    init(_ json: JSON, in file: String) throws(Failure) {
        guard case .string(let time)? = json["at"], let at = Instant(text: time),
            case .string(let tender)? = json["tender"], case .string(let command)? = json["command"]
        else { throw Self.unreadable(file) }
        (self.at, self.tender) = (at, tender)
        self.command = Command.Kind(rawValue: command)
        (actor, roles) = ("", [])
        if case .string(let party)? = json["actor"]?["party"] { actor = party }
        if case .array(let names)? = json["actor"]?["roles"] {
            roles = names.compactMap { if case .string(let name) = $0 { name } else { nil } }
        }
        id = ""
        if case .string(let name)? = json["id"] { id = name }
        lots = []
        if case .array(let names)? = json["lots"] {
            lots = names.compactMap { if case .string(let name) = $0 { name } else { nil } }
        }
        body = json["body"] ?? [:]
        facts = json["facts"] ?? [:]
        if case .string(let clause)? = json["expect"]?["refused"] { refusedBy = clause }
    }

    /// The lines of a scenario, with those of the files that it includes.
    static func read(_ path: String, depth: Int = 4) throws -> [TourLine] {
        guard depth > 0 else { throw unreadable(path) }
        var lines: [TourLine] = []
        let text = String(decoding: try Files.read(path, limit: 8 << 20), as: UTF8.self)
        for line in text.split(separator: "\n") where !line.trimmingCharacters(in: .whitespaces).isEmpty {
            let json = try JSON.parse(Array(line.utf8), limits: .init(bytes: 1 << 20))
            guard case .string(let file)? = json["include"] else {
                lines.append(try TourLine(json, in: path))
                continue
            }
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
            var included = try read(folder.appending(path: file).path, depth: depth - 1)
            if case .string(let until)? = json["until"] {
                included = Array(included.prefix { $0.id != until })
            }
            lines += included
        }
        return lines
    }

    static func unreadable(_ file: String) -> Failure {
        Failure(
            "SCENARIO_UNREADABLE", zh: "“\(file)”不是可以演示的情景文件，格式见docs/rehearse.md。",
            en: "\"\(file)\" is no scenario that can be shown; its form is in docs/rehearse.md.")
    }
}
