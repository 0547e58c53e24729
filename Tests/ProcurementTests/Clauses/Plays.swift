import Foundation

/// What the plain scenarios of a procedure show.
enum Plays {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Scenarios/law")

    private static func lines(of procedure: String) throws -> [[String: Any]] {
        let files = try FileManager.default.contentsOfDirectory(
            at: folder.appending(path: procedure), includingPropertiesForKeys: nil
        ).filter { $0.pathExtension == "jsonl" }
        return try files.flatMap { file in
            try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap {
                try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
            }
        }
    }

    /// Acts and the clauses that are expected to refuse them: `publishNotice period.documentsOffered`.
    static func refused(in procedure: String) throws -> Set<String> {
        Set(
            try lines(of: procedure).compactMap { line in
                guard let command = line["command"] as? String,
                    let expect = line["expect"] as? [String: Any], let clause = expect["refused"] as? String
                else { return nil }
                return "\(command) \(clause)"
            })
    }

    /// Every event that is expected, with its phase or failure behind a colon.
    static func events(in procedure: String) throws -> Set<String> {
        Set(
            try lines(of: procedure).flatMap { line in
                (line["expect"] as? [String: Any])?["events"] as? [String] ?? []
            })
    }
}
