internal import OpenSSL

/// Puts signed files in order: which list follows which, which rules belong to which list, and what is wrong.
struct TrustReading {
    private let pins: [[UInt8]]
    private var signed: [SignedList] = []
    private var signedRules: [SignedRules] = []
    /// Files that are no list or whose signature does not hold. Whose they claim to be is not believed.
    private var unreadable: [TrustDataFault] = []
    private(set) var troubles: [ListTrouble] = []
    private(set) var national: TrustList?
    private(set) var others: [TrustList] = []
    private(set) var nationalRules: RecognitionRules?
    private(set) var provincialRules: [RecognitionRules] = []

    /// The most files of either kind.
    static let limit = 4_096

    init(_ files: TrustFiles) {
        pins = files.pins
        for file in files.lists.prefix(Self.limit) {
            do throws(TrustDataFault) { signed.append(try SignedList(file)) } catch {
                unreadable.append(error)
            }
        }
        for file in files.rules.prefix(Self.limit) {
            do throws(TrustDataFault) {
                signedRules.append(try SignedRules(file))
            } catch {
                unreadable.append(error)
            }
        }
    }

    mutating func adoptAll() {
        let nation = Territory.nation.code
        let nationals = signed.filter { $0.list.type == .national }
        for id in Set(nationals.map(\.list.id)).sorted() {
            let chain = nationals.filter { $0.list.id == id }
            guard let current = current(of: chain, pinned: pins) else { continue }
            // Two national lists that are both pinned contradict each other.
            if let before = national {
                troubles.append(
                    current.trouble(
                        .listFork, zh: "已有另一份国家列表“\(before.id)”",
                        en: "there is another national list, “\(before.id)”"))
            } else {
                national = current
            }
        }
        guard let national else {
            if !troubles.contains(where: { $0.territory == nation }) {
                add(missing: nation, "national", "国家信任列表", "the national trust list")
            }
            return
        }
        nationalRules = rules(of: national)
        for pointer in national.pointers.sorted(by: { $0.listID < $1.listID }) { adopt(pointer) }
    }

    private mutating func adopt(_ pointer: ListPointer) {
        let place = RecognitionWords.territory(pointer.territory)
        let chain = signed.filter {
            $0.list.id == pointer.listID && $0.list.territory == pointer.territory
                && $0.list.type != .national
        }
        guard !chain.isEmpty else {
            add(
                missing: pointer.territory, pointer.listID, "\(place.chinese)的信任列表“\(pointer.listID)”",
                "the trust list “\(pointer.listID)” of \(place.english)")
            return
        }
        guard let list = current(of: chain, pinned: pointer.signers) else { return }
        guard list.sequence >= pointer.minSequence else {
            troubles.append(
                list.trouble(
                    .listRollback, zh: "国家列表要求至少第\(pointer.minSequence)号",
                    en: "the national list demands number \(pointer.minSequence) at least"))
            return
        }
        others.append(list)
        if let found = rules(of: list) { provincialRules.append(found) }
    }

    /// Follows a chain from its oldest list; the newest that follows is current. A break in the chain is a
    /// trouble, and the list is then not used at all: nobody can tell which branch is true.
    private mutating func current(of chain: [SignedList], pinned: [[UInt8]]) -> TrustList? {
        let sorted = chain.sorted {
            ($0.list.sequence, $0.list.digest.hex) < ($1.list.sequence, $1.list.digest.hex)
        }
        var known: TrustList?
        var rest = sorted[...]
        while let next = rest.first {
            // One list may be under several signatures, such as one by P-256 and one by SM2: any of them that
            // may sign it is enough.
            let same = rest.prefix { $0.list.digest == next.list.digest }
            rest = rest.dropFirst(same.count)
            var refused: ListTrouble?
            var isAdopted = false
            for offered in same where !isAdopted {
                do throws(ListTrouble) {
                    _ = try TrustList.adopt(offered, over: known, pinned: pinned)
                    known = offered.list
                    isAdopted = true
                } catch {
                    refused = refused ?? error
                }
            }
            if !isAdopted, let refused {
                troubles.append(refused)
                return nil
            }
        }
        return known
    }

    /// The rules that a list names by their digest. They must be signed by one of the list's signers.
    private mutating func rules(of list: TrustList) -> RecognitionRules? {
        guard let digest = list.rulesDigest else { return nil }
        let place = RecognitionWords.territory(list.territory)
        guard let found = signedRules.first(where: { $0.rules.digest == digest }) else {
            add(
                missing: list.territory, list.id, "\(place.chinese)的互认规则",
                "the recognition rules of \(place.english)")
            return nil
        }
        guard found.rules.territory == list.territory,
            list.signers.contains(where: {
                $0.certificate == found.signer && $0.maySign(at: found.rules.issuedAt)
            })
        else {
            troubles.append(
                ListTrouble(
                    territory: list.territory, listID: list.id, code: .listSignatureBad,
                    chinese: "\(place.chinese)的互认规则“\(found.rules.id)”不是由其列表签名人签署。",
                    english:
                        "The recognition rules “\(found.rules.id)” of \(place.english) are not signed by a signer of its list."
                ))
            return nil
        }
        return found.rules
    }

    /// What should be there and is not: forged or broken, when a file was unreadable; else out of reach.
    private mutating func add(missing territory: String, _ id: String, _ chinese: String, _ english: String) {
        if let fault = unreadable.first {
            troubles.append(
                ListTrouble(
                    territory: territory, listID: id, code: .listSignatureBad,
                    chinese: "没有可用的\(chinese)；有文件不能使用：\(fault.chinese)",
                    english: "There is no usable file of \(english); one cannot be used: \(fault.english)"))
        } else {
            troubles.append(
                ListTrouble(
                    territory: territory, listID: id, code: .listUnreachable, chinese: "没有\(chinese)。",
                    english: "There is no file of \(english)."))
        }
    }
}
