internal import OpenSSL

/// The first two steps: is the list good, and is the service what it should be?
extension Recogniser {
    /// Judges the lists that the answer rests on: the nation's, and the one that the service stands on.
    mutating func judgeLists(_ own: [TrustList]) {
        // The place where it is used has a say too: by the rules that its list names.
        judgedLists =
            own
            + lists.lists(of: question.to).filter { list in
                list.type != .sealMakers && !own.contains { $0.id == list.id }
            }
        steps += [.listPresent, .listSignature, .listSequence]
        let concerned: Set = [question.from, question.to, Territory.nation.code]
        for trouble in lists.troubles where concerned.contains(trouble.territory) {
            let step: RecognitionStep =
                !trouble.code.isAlarm
                ? .listPresent : trouble.code == .listSignatureBad ? .listSignature : .listSequence
            add(
                step, trouble.code, zh: trouble.chinese, en: trouble.english,
                remedyZh: trouble.code.isAlarm ? "请停止使用该列表，通知监管部门，并从可信渠道核对。" : "请取得该列表后再判。",
                remedyEn: trouble.code.isAlarm
                    ? "Do not use the list; tell the regulator, and compare it with one from a source that you trust."
                    : "It is settled when the list is there.")
        }
        guard let national = lists.national else {
            if lists.troubles.isEmpty {
                add(
                    .listPresent, .listUnreachable, zh: "没有国家信任列表。", en: "There is no national trust list.",
                    remedyZh: "请取得国家信任列表后再判。", remedyEn: "It is settled when the national list is there.")
            }
            return
        }
        steps += [.listFresh, .listDue]
        judgeFreshness(national)
        for list in judgedLists where list.id != national.id { judgeFreshness(list) }
    }

    private mutating func judgeFreshness(_ list: TrustList) {
        let name = "“\(list.id)”（\(RecognitionWords.territory(list.territory).chinese)，第\(list.sequence)号）"
        let named =
            "“\(list.id)” (\(RecognitionWords.territory(list.territory).english), number \(list.sequence))"
        let due = Instant.words(list.nextUpdate)
        let end = Instant.words(list.hardExpiry)
        switch list.freshness(at: question.known) {
        case .current: return
        case .overdue:
            add(
                .listDue, .ok, zh: "信任列表\(name)应于\(due)更新，但仍在最长使用期内。",
                en:
                    "The trust list \(named) was due for renewal at \(due), and may still be used until \(end).",
                remedyZh: "请更新该列表。", remedyEn: "Fetch the newer list.")
        case .expired:
            add(
                .listFresh, .listStale, zh: "信任列表\(name)已于\(end)失效，不能据以判定。",
                en: "The trust list \(named) expired for good at \(end), and nothing may rest on it.",
                remedyZh: "请取得更新的列表后再判。", remedyEn: "It is settled when a newer list is there.")
        case .younger:
            add(
                .listDue, .ok,
                zh: "信任列表\(name)签发于\(Instant.words(list.issuedAt))，晚于判定时间；只采用当时已记录的内容。",
                en:
                    "The trust list \(named) was issued at \(Instant.words(list.issuedAt)), later than the time of judging; only what was recorded by then counts.",
                remedyZh: "当时的列表更为可靠。", remedyEn: "The list of that time is better evidence.")
        case .early:
            add(
                .listFresh, .listStale,
                zh: "信任列表\(name)自\(Instant.words(list.validFrom))起才有记录，不能说明所问的时间。",
                en:
                    "The trust list \(named) holds records only from \(Instant.words(list.validFrom)) on, and says nothing about the time asked about.",
                remedyZh: "请用当时的列表判定。", remedyEn: "It is settled with the list of that time.")
        }
    }

    mutating func judgeService(_ service: TrustService) {
        judgeStatus(service)
        steps += [.serviceUse, .serviceSubject, .serviceAlgorithm]
        let zh = "“\(service.chinese)”"
        let en = "“\(service.english)”"
        if !service.uses.contains(question.use) {
            add(
                .serviceUse, .useNotRecognised,
                zh: "\(words.from.chinese)的\(zh)未获准用于\(question.use.chinese)。",
                en: "\(en) of \(words.from.english) is not granted for \(question.use.english).",
                remedyZh: "请换用获准用于\(question.use.chinese)的服务所发的证书。",
                remedyEn: "Use a certificate of a service that is granted for \(question.use.english).")
        }
        if !service.subjectKinds.isEmpty, !service.subjectKinds.contains(question.subjectKind) {
            add(
                .serviceSubject, .subjectNotRecognised,
                zh: "\(zh)不向\(question.subjectKind.chinese)发放。",
                en: "\(en) does not issue to \(question.subjectKind.english).",
                remedyZh: "请换用可以发给\(question.subjectKind.chinese)的服务。",
                remedyEn: "Use a service that issues to \(question.subjectKind.english).")
        }
        judgeAlgorithm(service)
    }

    private mutating func judgeAlgorithm(_ service: TrustService) {
        let time = question.time
        if let asked = question.algorithm {
            guard !service.algorithms.contains(where: { $0.allows(asked.kind, bits: asked.bits, at: time) })
            else { return }
            let size = service.algorithms.filter { $0.kind == asked.kind && $0.isOpen(at: time) }.map(
                \.minSize
            ).min()
            let why = size.map { ("至少要\($0)位", "at least \($0) bits are demanded") }
            let end = service.algorithms.filter { $0.kind == asked.kind }.compactMap(\.to).max()
            let ended = end.map { ("自\(Instant.words($0))起停用", "it ended at \(Instant.words($0))") }
            let (zh, en) = why ?? ended ?? ("列表没有列出", "the list does not name it")
            add(
                .serviceAlgorithm, .algorithmSunset,
                zh: "“\(service.chinese)”的\(asked.kind.rawValue)（\(asked.bits)位）当时不可用：\(zh)。",
                en:
                    "\(asked.kind.rawValue) with \(asked.bits) bits was not allowed for “\(service.english)” at that time: \(en).",
                remedyZh: "请换用现行算法的证书；早于停用之时的签名须有时间戳证明。",
                remedyEn:
                    "Use a certificate of a current algorithm; an older signature needs a time stamp from before the end."
            )
        } else if !service.algorithms.contains(where: { $0.isOpen(at: time) }) {
            add(
                .serviceAlgorithm, .algorithmSunset,
                zh: "“\(service.chinese)”的算法当时均已停用。",
                en: "No algorithm of “\(service.english)” was allowed at that time.",
                remedyZh: "请换用现行算法的证书。", remedyEn: "Use a certificate of a current algorithm.")
        }
    }

    private mutating func judgeStatus(_ service: TrustService) {
        steps.append(.serviceStatus)
        let zh = "\(words.from.chinese)的“\(service.chinese)”"
        let en = "“\(service.english)” of \(words.from.english)"
        let compromise = service.history.compromise(known: question.known)
        if let compromise { judgeCompromise(service, compromise, zh, en) }
        guard
            let change = service.history.deciding(
                for: question.use, at: question.time, known: question.known)
        else {
            add(
                .serviceStatus, .serviceNotListed, zh: "\(zh)当时尚未获准。",
                en: "\(en) was not yet granted at that time.", remedyZh: "请核对时间，或者换用当时已获准的服务。",
                remedyEn: "Check the time, or use a service that was granted then.")
            return
        }
        let since = Instant.words(change.effectiveFrom)
        let notice = change.noticeRef.map { ("（\($0)）", " (\($0))") } ?? ("", "")
        switch change.status {
        case .granted, .compromised: return
        case .suspended:
            add(
                .serviceStatus, .serviceSuspended,
                zh: "\(zh)自\(since)起被暂停：\(change.reason)\(notice.0)。",
                en: "\(en) has been suspended since \(since): \(change.reason)\(notice.1).",
                remedyZh: "恢复后重新判定；急用时请换用其他机构的证书。",
                remedyEn:
                    "It is settled when the suspension is lifted; until then use a certificate of another CA."
            )
        case .withdrawn:
            add(
                .serviceStatus, .serviceWithdrawn,
                zh: "\(zh)自\(since)起被撤销认可：\(change.reason)\(notice.0)。",
                en: "\(en) was withdrawn at \(since): \(change.reason)\(notice.1).",
                remedyZh: "请换用其他机构的证书。", remedyEn: "Use a certificate of another CA.")
        case .ceased:
            let heir = change.successor.map { ("，由\($0)承接", "; \($0) took over") } ?? ("", "")
            add(
                .serviceStatus, .serviceWithdrawn,
                zh: "\(zh)自\(since)起停止服务\(heir.0)：\(change.reason)\(notice.0)。",
                en: "\(en) ceased at \(since)\(heir.1): \(change.reason)\(notice.1).",
                remedyZh: "请换用承接机构或者其他机构的证书。",
                remedyEn: "Use a certificate of the successor or of another CA.")
        }
    }

    /// A compromise reaches back to when the key was lost, and no time stamp later than that helps. What a time
    /// stamp proves to be older stands; what is certainly younger fails for good; the rest is in doubt.
    private mutating func judgeCompromise(
        _ service: TrustService, _ change: StatusChange, _ zh: String, _ en: String
    ) {
        guard change.uses?.contains(question.use) ?? true else { return }
        let since = Instant.words(change.effectiveFrom)
        let earliest = question.proof == .fresh ? question.time : question.notBefore
        if let earliest, earliest >= change.effectiveFrom {
            add(
                .serviceStatus, .madeAfterCompromise,
                zh: "\(zh)的密钥自\(since)起已泄露，而所判之物作于其后：\(change.reason)。",
                en:
                    "The key of \(en) was compromised from \(since), and this was made after that: \(change.reason).",
                remedyZh: "不能补救；请换用其他机构的证书重新签署。",
                remedyEn: "Nothing settles it; sign anew with a certificate of another CA.")
        } else if question.proof != .stamped || question.time >= change.effectiveFrom {
            add(
                .serviceStatus, .serviceCompromised,
                zh: "\(zh)的密钥自\(since)起已泄露，没有证明表明所判之物作于其前：\(change.reason)。",
                en:
                    "The key of \(en) was compromised from \(since), and nothing proves that this is older: \(change.reason).",
                remedyZh: "请出示早于该时刻的时间戳或者回执。",
                remedyEn: "It is settled by a time stamp or receipt from before that instant.")
        }
    }
}
