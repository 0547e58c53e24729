internal import Foundation
internal import OpenSSL
internal import Platform
internal import Procurement
internal import StrictJSON
internal import Trust

extension TrustFiles {
    /// The longest file that the verbs read.
    static let limit = 10 << 20
}

/// A signed list or rules on the way into a trust folder.
struct ListPublication {
    private let bytes: [UInt8]
    private let place: String
    private let path: String

    /// - Throws: a sentence, when it is neither, or may not take its place in that folder.
    init(_ bytes: [UInt8], folder: String) throws {
        self.bytes = bytes
        var files = try TrustFolder.files(folder)
        if let rules = try? SignedRules(bytes).rules {
            let home = Self.home(of: rules, in: TrustStore(files))
            place = "\(folder)/lists/\(home)"
            path = "\(place)/rules-\(rules.sequence).p7"
            guard !Files.exists(path) else {
                throw Failure(
                    "RULES_THERE", zh: "“\(path)”已经存在；规则不得改写，请增加序号。",
                    en: "\"\(path)\" is there; rules are never rewritten, so count their sequence up.")
            }
            return
        }
        let list = try SignedList(bytes).list
        let before = TrustStore(files)
        files.lists.append(bytes)
        let after = TrustStore(files)
        if let alarm = after.alarms(over: before).first(where: { $0.listID == list.id }) { throw alarm }
        if let trouble = after.lists.troubles.first(where: { $0.listID == list.id }) { throw trouble }
        guard let taken = after.lists.all.first(where: { $0.id == list.id }), taken.digest == list.digest
        else {
            throw Failure(
                "LIST_NOT_TAKEN", zh: "列表“\(list.id)”没有被采用：国家列表没有指向它。",
                en: "The list “\(list.id)” is not taken up: the national list does not point to it.")
        }
        place = "\(folder)/lists/\(list.id)"
        path = "\(place)/\(list.sequence).p7"
    }

    /// The folder of the list of the same territory; by the id of the rules when there is none.
    private static func home(of rules: RecognitionRules, in store: TrustStore) -> String {
        store.lists.all.first { $0.territory == rules.territory && $0.type != .sealMakers }?.id ?? rules.id
    }

    /// Writes the file, whole or not at all. Answers its path.
    func write() throws -> String {
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        try Files.write(bytes, to: path)
        return path
    }
}

/// What `trust list check` found in a folder.
struct FolderReport {
    let store: TrustStore
    let time: Int64

    private var stale: [TrustList] { store.lists.all.filter { $0.freshness(at: time) == .expired } }
    private var overdue: [TrustList] { store.lists.all.filter { $0.freshness(at: time) == .overdue } }

    private var doubts: [TrustChange] {
        store.rules.all.flatMap { $0.doubts(under: store.rules.national) }
    }

    var exit: Exit {
        if store.lists.troubles.contains(where: { $0.code.isAlarm }) { return .failed }
        return store.lists.troubles.isEmpty && stale.isEmpty ? .done : .undecided
    }

    func tell(_ console: Console) {
        console.answer(json, zh: text(.zh), en: text(.en))
    }

    private var json: JSON {
        [
            "store": .string(store.digest.hex), "lists": .array(store.cited.map(\.json)),
            "troubles": .array(
                store.lists.troubles.map {
                    [
                        "code": .string($0.code.told), "territory": .string($0.territory),
                        "list": .string($0.listID),
                        "words": ["zh": .string($0.chinese), "en": .string($0.english)],
                    ]
                }),
            "expired": .array(stale.map { .string($0.id) }),
            "overdue": .array(overdue.map { .string($0.id) }),
            "doubts": .array(doubts.map { ["zh": .string($0.chinese), "en": .string($0.english)] }),
        ]
    }

    private func text(_ language: Language) -> String {
        let zh = language == .zh
        let services = store.lists.all.flatMap(\.services).count
        let rules = store.rules.all.flatMap(\.rules).count
        var lines = [
            zh
                ? "\(store.lists.all.count)份列表，\(services)项服务，\(rules)条规则。"
                : "\(store.lists.all.count) lists, \(services) services, \(rules) rules."
        ]
        lines += store.lists.troubles.map { "- \($0.code.told): \(zh ? $0.chinese : $0.english)" }
        lines += stale.map { "- LIST_STALE: \($0.id) \(Instant(milliseconds: $0.hardExpiry).text)" }
        lines += overdue.map {
            "- \(zh ? "应更新" : "due"): \($0.id) \(Instant(milliseconds: $0.nextUpdate).text)"
        }
        lines += doubts.map { "- \(zh ? "请留意：\($0.chinese)" : "note: \($0.english)")" }
        if lines.count == 1 { lines.append(zh ? "没有发现问题。" : "Nothing is wrong.") }
        return lines.joined(separator: "\n")
    }
}
