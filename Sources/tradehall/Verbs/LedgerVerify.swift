internal import Foundation
internal import Ledger
internal import Procurement
internal import Storage
internal import StrictJSON

extension Verb {
    /// Checks a whole data folder offline.
    static let ledgerVerify = Verb(
        "ledger", "verify", group: .check, zh: "离线核验整个数据文件夹：每个条目、每个哈希、每个检查点",
        en: "check a whole data folder: every entry, every hash, every checkpoint", operands: "DIR",
        options: [.logKey],
        notes: Words(
            zh: "服务正在使用该文件夹时不能核验；请先停止服务，或者核验副本。给出--log-key时一并核验每个检查点的签名。",
            en:
                "Not while the service uses the folder: stop it, or check a copy. With --log-key the signature of every checkpoint is checked too."
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
        let key = try call.value(.logKey).map { _ in try LogKey(text: try call.logKeyText(), sha256) }
        let store = try SQLiteStore(folder: folder)
        let progress = Progress(
            call.console, zh: "核验", en: "Checking", unit: .things(Words(zh: "个条目", en: "entries")))
        let found = try store.verify(.full, key: key) { progress.advance(to: $0, of: $1) }
        let signatures =
            key == nil
            ? Words(zh: "，签名未核验（未给出--log-key）", en: ", signatures not checked (no --log-key)")
            : Words(zh: "及其签名", en: " with their signatures")
        call.console.answer(
            [
                "holds": true, "entries": .integer(found.size), "checkpoints": .integer(found.checkpoints),
                "signatures": .bool(key != nil),
            ],
            zh: "日志完好：\(found.size)个条目，\(found.checkpoints)个检查点\(signatures.zh)。",
            en: "The log holds: \(found.size) entries, \(found.checkpoints) checkpoints\(signatures.en).")
        return .done
    }
}
