internal import Foundation
internal import Platform
internal import Procurement
internal import StrictJSON

/// A file of steps, with the files that it includes laid out in place.
///
/// A file includes only files of its own folder and below it, four deep, and the whole is bounded: a play
/// may come from somebody else.
struct RehearsalScript: Sendable {
    /// A step and where it is written.
    struct Line: Sendable {
        /// As the caller named the play, or relative to the play's folder.
        var file: String
        var number: Int
        var isIncluded: Bool
        var step: RehearsalStep
    }

    static let bytes = 64 << 20
    static let lines = 500_000
    static let depth = 4

    private(set) var lines: [Line] = []
    /// Why the play ends there: the first line that cannot be read.
    private(set) var fault: Failure?

    /// Reads a file; `-` is standard input.
    /// - Throws: when the file itself cannot be read.
    init(_ path: String) throws(Failure) {
        let folder = Self.real(path == "-" ? "." : Self.folder(of: path))
        var reader = Reader(root: folder)
        let text = try Files.read(path, limit: Self.bytes)
        do throws(Failure) {
            try reader.read(text, named: path, in: folder, depth: 0)
        } catch {
            fault = error
        }
        lines = reader.lines
    }

    static func folder(of path: String) -> String {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        return folder.isEmpty ? "/" : folder
    }

    /// The path without links and dots.
    static func real(_ path: String) -> String {
        URL(filePath: path).resolvingSymlinksInPath().standardizedFileURL.path
    }
}

/// What an including line says.
private struct Include {
    var file: String
    /// The lines before the step with this id; all of them when nil.
    var until: String?

    /// Nil when the line is a step.
    static func of(_ json: JSON) throws(JSONError) -> Include? {
        guard json["include"] != nil else { return nil }
        return try Fields.read(json) { f throws(JSONError) in
            Include(file: try f.string("include"), until: try f.optionalString("until"))
        }
    }
}

private struct Reader {
    let root: String
    var lines: [RehearsalScript.Line] = []
    private var left = RehearsalScript.bytes

    init(root: String) { self.root = root }

    mutating func read(_ text: [UInt8], named name: String, in folder: String, depth: Int) throws(Failure) {
        left -= text.count
        guard left >= 0 else {
            throw Failure(
                "PLAY_TOO_LONG", zh: "脚本及其引用的文件过长。", en: "The play and what it includes are too long.")
        }
        for (index, line) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            guard line.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { continue }
            do throws(Failure) {
                try read(line: Array(line), index + 1, of: name, in: folder, depth)
            } catch {
                // An error below has its place already.
                guard !error.words.en.hasPrefix("Line "), !error.words.en.hasPrefix("In ") else {
                    throw error
                }
                throw Failure(
                    error.code, zh: Self.place(name, index + 1, depth).zh + error.words.zh,
                    en: Self.place(name, index + 1, depth).en + error.words.en, exit: error.exit)
            }
        }
    }

    static func place(_ name: String, _ number: Int, _ depth: Int) -> Words {
        depth == 0
            ? Words(zh: "第\(number)行：", en: "Line \(number): ")
            : Words(zh: "文件\(name)第\(number)行：", en: "In \(name), line \(number): ")
    }

    private mutating func read(
        line: [UInt8], _ number: Int, of name: String, in folder: String, _ depth: Int
    ) throws(Failure) {
        let parsed: (step: RehearsalStep?, include: Include?)
        do throws(JSONError) {
            let json = try JSON.parse(line, limits: CommandEnvelope.limits)
            let include = try Include.of(json)
            parsed = (include == nil ? try Fields.read(json, RehearsalStep.init) : nil, include)
        } catch {
            throw Failure(error)
        }
        if let step = parsed.step {
            guard lines.count < RehearsalScript.lines else {
                throw Failure(
                    "PLAY_TOO_LONG", zh: "脚本超过\(RehearsalScript.lines)步。",
                    en: "The play has more than \(RehearsalScript.lines) steps.")
            }
            lines.append(.init(file: name, number: number, isIncluded: depth > 0, step: step))
        }
        if let include = parsed.include { try self.include(include, in: folder, depth + 1) }
    }

    private mutating func include(_ include: Include, in folder: String, _ depth: Int) throws(Failure) {
        guard depth <= RehearsalScript.depth else {
            throw Failure(
                "INCLUDE_TOO_DEEP", zh: "引用超过\(RehearsalScript.depth)层。",
                en: "Files include each other more than \(RehearsalScript.depth) deep.")
        }
        let path = RehearsalScript.real("\(folder)/\(include.file)")
        guard !include.file.hasPrefix("/"), path.hasPrefix(root == "/" ? "/" : "\(root)/") else {
            throw Failure(
                "INCLUDE_OUTSIDE", zh: "只能引用脚本所在目录之内的文件，“\(include.file)”不在其中。",
                en: "A play includes files of its own folder only; \"\(include.file)\" is outside it.")
        }
        let text = try Files.read(path, limit: max(left, 1))
        let first = lines.count
        let name = String(path.dropFirst(root.utf8.count + 1))
        try read(text, named: name, in: RehearsalScript.folder(of: path), depth: depth)
        guard let until = include.until else { return }
        guard let end = lines[first...].firstIndex(where: { $0.step.act?.id == until }) else {
            throw Failure(
                "INCLUDE_UNTIL", zh: "文件“\(include.file)”没有编号为“\(until)”的步骤。",
                en: "The file \"\(include.file)\" has no step \"\(until)\".")
        }
        lines.removeSubrange(end...)
    }
}
