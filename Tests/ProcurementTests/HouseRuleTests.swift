import Foundation
import Testing

/// The files of the house as they lie on disk.
enum Source {
    static let root: String = {
        let here = URL(fileURLWithPath: #filePath)
        return here.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
    }()

    /// Path and text of every source file below `folder`.
    static func files(in folder: String, _ endings: Set<String> = ["swift", "h"]) throws -> [(String, String)]
    {
        let base = root + "/" + folder
        let walk = try #require(FileManager.default.enumerator(atPath: base))
        return try walk.compactMap { $0 as? String }.filter {
            endings.contains(($0 as NSString).pathExtension)
        }
        .sorted().map { ($0, try String(contentsOfFile: base + "/" + $0, encoding: .utf8)) }
    }

    /// The code of a line without the words in it and the comment behind it.
    static func code(_ line: Substring) -> String {
        let spoken = line.replacingOccurrences(of: #""[^"]*""#, with: "\"\"", options: .regularExpression)
        return String(spoken.prefix(upTo: spoken.range(of: "//")?.lowerBound ?? spoken.endIndex))
    }

    /// `file:line` of every line of code that matches.
    static func places(_ pattern: String, in files: [(String, String)]) throws -> [String] {
        let expression = try NSRegularExpression(pattern: pattern)
        var places: [String] = []
        for (path, text) in files {
            for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                let code = code(line)
                let all = NSRange(code.startIndex..., in: code)
                if expression.firstMatch(in: code, range: all) != nil {
                    places.append("\(path):\(number + 1)")
                }
            }
        }
        return places
    }
}

@Suite struct HouseRuleTests {
    @Test(
        "the law is pure: no library, no fraction, no clock, no chance, no case left to a default",
        arguments: [
            #"\bimport\b"#, #"^\s*default\s*:"#, #"\b(Double|Float|Float16|Float80|CGFloat|Decimal)\b"#,
            #"\b(Date|ContinuousClock|SuspendingClock|DispatchTime|time\()"#,
            #"\b(random|shuffled?|SystemRandomNumberGenerator)\b"#, #"\b(UnsafePointer|unsafe|withUnsafe)"#,
            #"\b(async|await|Task)\b"#, #"\btry!|as!|\b[\w\)\]]+!\s*[\.\)]"#,
        ])
    func lawIsPure(_ pattern: String) throws {
        let law = try Source.files(in: "Sources/Procurement")
        #expect(law.count > 20)
        #expect(try Source.places(pattern, in: law) == [])
    }

    @Test("the house has no packages and no unsafe flags")
    func noPackages() throws {
        let manifest = try String(contentsOfFile: Source.root + "/Package.swift", encoding: .utf8)
        #expect(!manifest.contains(".package("))
        #expect(!manifest.contains("unsafeFlags"))
    }

    @Test("no file of the house is longer than 400 lines")
    func lengths() throws {
        let long = try Source.files(in: "Sources").filter {
            $0.1.split(separator: "\n", omittingEmptySubsequences: false).count > 401
        }
        #expect(long.map(\.0) == [])
    }

    @Test("nothing in the house is left for later")
    func nothingLeftForLater() throws {
        let words = [
            "TO" + "DO", "FIX" + "ME", "XX" + "X:", "HA" + "CK", "place" + "holder", "Place" + "holder",
        ]
        var places: [String] = []
        for (path, text) in try Source.files(in: "Sources", ["swift", "h", "modulemap"]) {
            for word in words where text.contains(word) { places.append("\(path): \(word)") }
        }
        #expect(places == [])
    }
}
