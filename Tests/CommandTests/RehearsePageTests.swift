import Foundation
import Platform
import Procurement
import StrictJSON
import Testing

@testable import tradehall

/// `docs/rehearse.md` beside the reader of commands.
@Suite("the page on rehearse")
struct RehearsePageTests {
    private static let page =
        (try? String(
            contentsOfFile: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().appending(path: "docs/rehearse.md").path, encoding: .utf8)) ?? ""

    /// What stands under the heading of a command, up to the next heading.
    private static func section(of kind: Command.Kind) -> String? {
        guard let start = page.range(of: "\n### `\(kind.rawValue)`\n") else { return nil }
        let rest = page[start.upperBound...]
        return String(rest[..<(rest.range(of: "\n##")?.lowerBound ?? rest.endIndex)])
    }

    /// The example body; an empty one where the section says that there is none.
    private static func example(of kind: Command.Kind) throws -> JSON {
        let section = try #require(Self.section(of: kind), "no section for \(kind.rawValue)")
        guard let start = section.range(of: "```json\n"), let end = section.range(of: "\n```\n") else {
            #expect(section.contains("No body."), "no example for \(kind.rawValue)")
            return [:]
        }
        return try JSON.parse(Array(section[start.upperBound..<end.lowerBound].utf8))
    }

    @Test(
        "every command has a section whose example is read and written back unchanged",
        arguments: Command.Kind.allCases)
    func reads(_ kind: Command.Kind) throws {
        let example = try Self.example(of: kind)
        let command = try Command(kind, body: example)
        #expect(command.body == example, "\(kind.rawValue)")
    }

    @Test("no field that a body may have is missing from its example", arguments: Command.Kind.allCases)
    func isWhole(_ kind: Command.Kind) throws {
        let command = try Command(kind, body: try Self.example(of: kind))
        #expect(Self.absent(Mirror(reflecting: command), kind.rawValue) == [])
    }

    /// The optional values of a paper that are nil, and its properties that the JSON leaves out by default.
    private static func absent(_ mirror: Mirror, _ path: String) -> [String] {
        mirror.children.flatMap { child -> [String] in
            let name = "\(path).\(child.label ?? "_")"
            let inner = Mirror(reflecting: child.value)
            if inner.displayStyle == .optional, inner.children.isEmpty { return [name] }
            if let flag = child.value as? Bool, !flag, path.contains("particulars") { return [name] }
            if let list = child.value as? [Any], list.isEmpty { return [name] }
            return absent(inner, name)
        }
    }

    @Test("every field of an example is explained below it", arguments: Command.Kind.allCases)
    func explains(_ kind: Command.Kind) throws {
        guard case .object(let members) = try Self.example(of: kind) else { return }
        let section = Self.section(of: kind) ?? ""
        for name in members.keys { #expect(section.contains("\n- `\(name)`: "), "\(kind.rawValue).\(name)") }
    }

    @Test("the page describes no command that the hall does not have")
    func knowsNoOther() {
        let headings = Self.page.split(separator: "\n").filter { $0.hasPrefix("### `") }
        let names = headings.map { $0.dropFirst(5).dropLast() }
        #expect(names.allSatisfy { Command.Kind(rawValue: String($0)) != nil })
        #expect(Set(names).count == Command.Kind.allCases.count)
    }

    @Test("the play on the page plays as it expects")
    func plays() throws {
        let start = try #require(Self.page.range(of: "```jsonl\n"))
        let rest = Self.page[start.upperBound...]
        let end = try #require(rest.range(of: "\n```"))
        let desk = try Desk()
        let shown = tradehall("rehearse", try desk.write("play.jsonl", String(rest[..<end.lowerBound])))
        #expect(shown.exit == .done && shown.error.isEmpty, "\(shown.error)")
    }
}
