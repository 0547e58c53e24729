internal import OpenSSL

/// The signed files of a trust folder, as bytes. Nothing here is believed yet.
package struct TrustFiles: Sendable, Hashable {
    /// SHA-256 of the certificates that may sign the first national list.
    package var pins: [[UInt8]]
    /// Signed lists, current and earlier, in any order.
    package var lists: [[UInt8]]
    /// Signed rules, in any order.
    package var rules: [[UInt8]]

    package init(pins: [[UInt8]], lists: [[UInt8]], rules: [[UInt8]]) {
        self.pins = pins
        self.lists = lists
        self.rules = rules
    }
}

/// Trust lists and recognition rules that were found authentic and in order, with all that was not.
///
/// A pure function of bytes: the same files give the same store, on every machine and in every year. To take up
/// newer files while serving, make another store from them, ask ``alarms(over:)`` of it, and put it in place of
/// the old one.
package struct TrustStore: Sendable {
    package let files: TrustFiles
    package let lists: ListSet
    package let rules: RuleSet
    /// SHA-256 over the ids, numbers and digests of all lists and rules in use: the name of this state in a log
    /// or a verdict.
    package let digest: [UInt8]

    package init(_ files: TrustFiles) {
        self.files = files
        var reading = TrustReading(files)
        reading.adoptAll()
        let lists = ListSet(
            national: reading.national, others: reading.others, troubles: reading.troubles)
        let rules = RuleSet(national: reading.nationalRules, provinces: reading.provincialRules)
        self.lists = lists
        self.rules = rules
        var all = Array("tradehall-trust-store-1\n".utf8)
        for list in lists.all { all += Array("list \(list.id) \(list.sequence) \(list.digest.hex)\n".utf8) }
        for one in rules.all { all += Array("rules \(one.id) \(one.sequence) \(one.digest.hex)\n".utf8) }
        digest = Digest.sha256(all)
    }

    /// The lists in use, for a log entry.
    package var cited: [ListCited] {
        lists.all.map { ListCited(id: $0.id, sequence: $0.sequence, digest: $0.digest) }
    }

    /// Why this store may not take the place of an older one: each list of that must be there, as it was or
    /// newer, and not another one with the same number. Empty when it may.
    package func alarms(over older: TrustStore) -> [ListTrouble] {
        var alarms = lists.troubles.filter { $0.code.isAlarm }
        for known in older.lists.all {
            guard let now = lists.all.first(where: { $0.id == known.id }) else {
                alarms.append(
                    known.trouble(.listRollback, zh: "新的文件中没有这份列表", en: "the newer files lack the list"))
                continue
            }
            if now.sequence < known.sequence {
                alarms.append(
                    now.trouble(
                        .listRollback, zh: "序号小于已采用的\(known.sequence)",
                        en: "its number is older than \(known.sequence), which is in use"))
            } else if now.sequence == known.sequence, now.digest != known.digest {
                alarms.append(
                    now.trouble(
                        .listFork, zh: "与已采用的同号列表内容不同", en: "it differs from the list of that number in use"))
            } else if now.sequence > known.sequence, !isAncestor(known) {
                alarms.append(
                    now.trouble(
                        .listFork, zh: "与已采用的第\(known.sequence)号之间没有完整的承接",
                        en: "the files do not show how it follows number \(known.sequence), which is in use"))
            }
        }
        return alarms
    }

    /// Whether the chain of this store's files goes through a list.
    private func isAncestor(_ known: TrustList) -> Bool {
        files.lists.contains { (try? SignedList($0))?.list.digest == known.digest }
    }

    /// Answers whether a territory recognises what another's service issued.
    package func recognise(_ question: RecognitionQuestion) -> RecognitionOutcome {
        Trust.recognise(question, lists: lists, rules: rules)
    }

    /// The answers for every service that could be meant.
    package func recogniseEach(_ question: RecognitionQuestion) -> [RecognitionOutcome] {
        Trust.recogniseEach(question, lists: lists, rules: rules)
    }
}
