internal import Foundation
internal import Ledger
internal import Platform
internal import Procurement
internal import Storage
internal import StrictJSON

extension Verb {
    /// Checks a whole data folder offline.
    static let ledgerVerify = Verb(
        "ledger", "verify", group: .check, zh: "离线核验整个数据文件夹：每个条目、哈希、检查点和文件",
        en: "check a whole data folder: every entry, hash, checkpoint and file", operands: "DIR",
        options: [.logKey],
        notes: Words(
            zh: "服务正在使用该文件夹时不能核验；请先停止服务，或者核验副本。没有--log-key时按日志首条所载的公钥核验签名：能证明日志完整，不能证明是谁的日志。",
            en:
                "Not while the service uses the folder: stop it, or check a copy. Without --log-key the signatures are checked by the key in the log's own first entry, which proves that the log is whole, not whose it is."
        )
    ) { call in
        let folder = call.operands[0]
        guard FileManager.default.fileExists(atPath: "\(folder)/log.db") else {
            throw Failure(
                "NO_LOG", zh: "“\(folder)”里没有日志（log.db），请给出服务的--data文件夹。",
                en:
                    "There is no log (log.db) in \"\(folder)\"; give the folder that the service has as --data."
            )
        }
        let given = try call.value(.logKey).map { _ in try LogKey(text: try call.logKeyText(), sha256) }
        let store = try SQLiteStore(folder: folder)
        let key = try given ?? keyOfFounding(in: store)
        let progress = Progress(
            call.console, zh: "核验", en: "Checking", unit: .things(Words(zh: "个条目", en: "entries")))
        let found = try store.verify(.full, key: key) { progress.advance(to: $0, of: $1) }
        let files = try StoredFiles.verify("\(folder)/files/files", call.console)
        call.console.answer(
            .object([
                "holds": true, "entries": .integer(found.size), "checkpoints": .integer(found.checkpoints),
                "files": .integer(Int64(files)), "logKey": key.map { .string($0.text) } ?? .null,
                "keyGiven": .bool(given != nil),
            ]),
            zh: "日志完好：\(found.size)个条目，\(found.checkpoints)个检查点，\(files)个文件。\(signatures(key, given).zh)",
            en:
                "The log holds: \(found.size) entries, \(found.checkpoints) checkpoints, \(files) files. \(signatures(key, given).en)"
        )
        return .done
    }
}

/// The key that the hall's first entry names; nil of a log without entries, or without a founding.
private func keyOfFounding(in store: SQLiteStore) throws -> LogKey? {
    guard let first = try store.entry(0) else { return nil }
    let entry = try first.entry()
    guard case .founded(let founding)? = try? EntryBody(kind: entry.kind, entry.body) else { return nil }
    return try LogKey(text: founding.logKey, sha256)
}

private func signatures(_ key: LogKey?, _ given: LogKey?) -> Words {
    guard let key else {
        return Words(zh: "没有公钥，签名未核验。", en: "There is no key, so the signatures were not checked.")
    }
    return given == nil
        ? Words(
            zh: "签名按首条所载公钥核验：\(key.text)", en: "Signatures hold by the key of the first entry: \(key.text)")
        : Words(zh: "签名按给出的公钥核验。", en: "Signatures hold by the key that was given.")
}

/// The sealed files of a data folder, each under its digest.
private enum StoredFiles {
    /// How many there are.
    /// - Throws: `Failure` that names the first whose bytes are not those of its name.
    static func verify(_ folder: String, _ console: Console) throws -> Int {
        let manager = FileManager.default
        guard let walk = manager.enumerator(atPath: folder) else { return 0 }
        let progress = Progress(
            console, zh: "核验", en: "Checking", unit: .things(Words(zh: "个文件", en: "files")))
        var count = 0
        for case let name as String in walk {
            let path = "\(folder)/\(name)"
            var isFolder: ObjCBool = false
            guard unsafe manager.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
                continue
            }
            let digest = try Hall.digest(of: path, size: try Files.size(path), console)
            guard digest == URL(filePath: path).lastPathComponent else {
                throw Failure(
                    "FILE_DAMAGED", zh: "文件“\(path)”的内容与其名称（SHA-256）不符，已损坏；请从备份恢复。",
                    en:
                        "The file \"\(path)\" is damaged: its bytes have another SHA-256 than its name; restore it from the backup."
                )
            }
            count += 1
            progress.advance(to: Int64(count), of: nil)
        }
        return count
    }
}
