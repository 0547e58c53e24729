import Procurement

/// Plays a tender by chance: mostly acts that lead on, by those who may, and often enough anything at all
/// by anybody.
struct Player {
    var scene = Scene()
    var chance: Chance
    private var count = 0
    private let lots: Int
    private let compulsory: Bool

    init(seed: UInt64) {
        chance = Chance(seed: seed)
        lots = chance.number(1...3)
        compulsory = !chance.once(in: 4)
        scene.now = at(6, 20)
    }

    /// The next act, at a time that is not before the last.
    mutating func act() throws -> Act {
        scene.now = nextInstant()
        if chance.once(in: 3) { try scene.tick(scene.now) }
        count += 1
        let lot = chance.one(of: going, or: Papers.lots[0])
        let kind = chance.once(in: 5) ? chance.one(of: Command.Kind.allCases, or: .cancel) : useful(in: lot)
        let (command, able) = command(kind, in: lot)
        let actor = chance.once(in: 10) ? anybody() : able
        let everyLot = kind == .publishNotice || kind == .registerProject
        let named = everyLot || chance.once(in: 8) ? [] : [lot]
        var facts = Facts(
            envelopeFault: chance.once(in: 20) ? Papers.unsealed : nil, opening: finding(),
            previousRound: chance.once(in: 2) ? .ended : .unknown)
        if chance.once(in: 30) { facts.opening = nil }
        let id = chance.once(in: 25) ? "h\(chance.number(0...count))" : "h\(count)"
        return Act(
            tender: Scene.id, lots: named, command: command, actor: actor, at: scene.now, id: id,
            facts: facts)
    }

    private var going: [LotID] {
        (scene.tender?.lots ?? []).filter { !$0.phase.isFinal }.map(\.id)
    }

    /// Soon, some days later, or right around the next instant at which something turns.
    private mutating func nextInstant() -> Instant {
        let now = scene.now
        var turns = scene.timers
        for lot in scene.tender?.lots ?? [] {
            turns += [lot.publicityEnds, lot.milestones[.openingBegun]?.adding(minutes: 30)].compactMap(
                \.self)
        }
        let ahead = turns.filter { $0 > now }.min()
        // With enough bids, or candidates published, there is little else to do than wait.
        let lots = (scene.tender?.lots ?? []).filter { !$0.phase.isFinal }
        let waits = lots.allSatisfy { lot in
            lot.phase == .noticed && lot.live.count >= 3 || lot.phase == .publicity
        }
        if chance.once(in: waits ? 2 : 12), let ahead { return ahead.plus(Int64(chance.number(-1...1))) }
        if chance.once(in: 15) { return now.plus(Int64(chance.number(1...4)) * 86_400_000) }
        return now.plus(Int64(chance.number(0...3_600_000)))
    }

    private mutating func anybody() -> Actor {
        chance.one(
            of: [
                People.agency, People.otherAgency, People.centre, People.regulator, People.stranger,
                People.bidder(chance.number(1...5)), People.member(chance.number(1...6)),
                People.custodian(of: Papers.lots[0]), Actor(People.agency.party, [.agency, .bidder]),
            ], or: People.stranger)
    }

    private mutating func finding() -> OpeningFinding {
        switch chance.number(0...9) {
        case 0: Papers.undecipherable
        case 1: Papers.notABid
        default: Papers.opened("x", price: Fen(Int64(chance.number(85...96)) * 1_000_000))
        }
    }

    /// What leads a lot on from its phase.
    private mutating func useful(in lot: LotID) -> Command.Kind {
        guard let tender = scene.tender, let lot = tender.lot(lot) else { return .registerProject }
        if lot.isSuspended, !chance.once(in: 3) {
            return lot.suspensions.contains(.order) ? .resume : .answerObjection
        }
        if !tender.openCases(.complaint).isEmpty, chance.once(in: 6) {
            return chance.once(in: 2) ? .acceptComplaint : .decideComplaint
        }
        let kinds: [Command.Kind]
        switch lot.phase {
        case .registered: kinds = [.publishNotice]
        case .noticed:
            if lot.live.count < 3 || chance.once(in: 3) { return .submitBid }
            kinds = [.takeDocuments, .amendDocuments, .raiseObjection, .withdrawBid, .fileComplaint]
            // Each of them stops or thins the lot, so mostly the clock does the next step.
            return chance.once(in: 3) ? chance.one(of: kinds, or: .cancel) : .takeDocuments
        case .closed: kinds = [.openBids, .openBids, .formCommittee, .acceptComplaint]
        case .opening:
            if chance.once(in: 2) { return .releaseKey }
            kinds = [
                .releaseKey, .ruleOnFault, .closeOpening, .closeOpening, .answerObjection, .answerObjection,
            ]
            if chance.once(in: 12) { return .raiseObjection }
        case .evaluation:
            kinds =
                lot.committee.isEmpty
                ? [.formCommittee]
                : [.scoreBids, .scoreBids, .proposeReport, .signReport, .signReport, .deliverReport]
            if chance.once(in: 25) { return .rejectBid }
            if chance.once(in: 12) {
                return chance.one(of: [.askBidder, .answerCommittee, .replaceMember], or: .askBidder)
            }
            if lot.report != nil { return chance.once(in: 4) ? .deliverReport : .signReport }
        case .reported: kinds = [.publishCandidates, .publishCandidates, .fileComplaint]
        case .publicity:
            let over = lot.publicityEnds.map { $0 <= scene.now } ?? false
            kinds = over ? [.award] : [.raiseObjection, .fileComplaint, .takeDocuments, .award]
            if chance.once(in: 5) { return .strikeCandidate }
        case .awarded:
            kinds = [.signContract, .signContract, .award, .award, .reportToSupervisor]
            if chance.once(in: 8) { return .strikeCandidate }
        case .contracted:
            kinds = [.returnBonds, .reportToSupervisor, .archive, .decideComplaint, .acceptComplaint]
        case .archived, .failed, .cancelled: kinds = [.fileComplaint]
        default: kinds = [.cancel]
        }
        return chance.one(of: kinds, or: .cancel)
    }
}

extension Player {
    /// A command of the kind that mostly fits how things stand, and one who may give it.
    fileprivate mutating func command(_ kind: Command.Kind, in id: LotID) -> (Command, Actor) {
        let now = scene.now
        let text = digest("text \(chance.number(0...1))")
        let lot = scene.tender?.lot(id)
        let bidder = People.bidder(chance.number(1...5))
        let bid = chance.one(of: (lot?.liveBids ?? []).map(\.id), or: BidID("none"))
        let holder = Actor(lot?.bids[bid]?.bidder ?? bidder.party, [.bidder])
        let members = lot?.committee ?? []
        let member = chance.one(of: members.map { Actor($0.party, []) }, or: People.member(1))
        let cases = scene.tender?.cases.values.sorted { $0.id < $1.id } ?? []
        let objections = cases.filter { $0.kind == .objection && $0.lots.contains(id) }
        let objection = chance.one(of: objections.filter(\.isOpen).map(\.id), or: CaseID("none"))
        let complaint = chance.one(
            of: cases.filter { $0.kind == .complaint && $0.isOpen }.map(\.id), or: CaseID("none"))
        let publications = Papers.publications(chance.once(in: 15) ? 1 : 2, at: now)
        let candidate = chance.one(of: lot?.report?.candidates ?? [], or: bid)
        switch kind {
        case .registerProject:
            return (
                .registerProject(Papers.project(lots: lots) { $0.compulsory = compulsory }), People.agency
            )
        case .publishNotice: return (.publishNotice(notice(at: now)), People.agency)
        case .takeDocuments: return (.takeDocuments, bidder)
        case .amendDocuments:
            let deadline = scene.tender?.deadline ?? now
            let moved = deadline.plus(Int64(chance.number(-1...20)) * 86_400_000)
            return (
                .amendDocuments(
                    Amendment(
                        text: text, affectsBids: chance.once(in: 2),
                        newDeadline: chance.once(in: 2) ? moved : nil)), People.agency
            )
        case .raiseObjection:
            let fitting: [Subject] =
                lot?.phase == .opening ? [.opening] : lot?.phase == .publicity ? [.result] : [.documents]
            return (.raiseObjection(chance.one(of: fitting, or: .documents), text: text), holder)
        case .answerObjection:
            return (
                .answerObjection(Answer(to: objection, upheld: chance.once(in: 2), text: text)), People.agency
            )
        case .fileComplaint:
            let prior = objections.randomElement(using: &chance)
            return (
                .fileComplaint(prior?.subject ?? .documents, objection: prior?.id, text: text),
                Actor(prior?.by ?? bidder.party, [.bidder])
            )
        case .acceptComplaint:
            return (.acceptComplaint(complaint, accepted: !chance.once(in: 3), text: text), People.regulator)
        case .decideComplaint:
            return (
                .decideComplaint(Answer(to: complaint, upheld: chance.once(in: 2), text: text)),
                People.regulator
            )
        case .suspend: return (.suspend(text: text), People.regulator)
        case .resume: return (.resume(text: text), People.regulator)
        case .submitBid:
            let replaces = chance.once(in: 10) ? bid : lot?.live[bidder.party]
            return (.submitBid(Papers.sealed("s", replaces: replaces)), bidder)
        case .withdrawBid: return (.withdrawBid(bid), holder)
        case .openBids: return (.openBids, People.custodian(of: id))
        case .releaseKey:
            return (.releaseKey(sealedBid(in: lot) ?? bid, contentKey: "key"), People.custodian(of: id))
        case .ruleOnFault:
            let waiting = chance.one(of: (lot?.liveBids ?? []).filter(\.awaitsRuling).map(\.id), or: bid)
            return (.ruleOnFault(waiting, chance.once(in: 3) ? .other : .bidder, text: text), People.agency)
        case .closeOpening: return (.closeOpening(record: text), People.agency)
        case .formCommittee:
            let size = chance.once(in: 10) ? 4 : chance.one(of: [5, 7], or: 5)
            return (.formCommittee(People.committee(size, experts: size - 1), draw: text), People.agency)
        case .replaceMember:
            let other = Member(party: People.member(chance.number(1...9)).party, expert: true)
            return (.replaceMember(member.party, by: other, reason: text), People.agency)
        case .rejectBid: return (.rejectBid(bid, .unqualified, reason: text), member)
        case .askBidder: return (.askBidder(bid, text: text), member)
        case .answerCommittee:
            let open = (lot?.questions ?? [:]).filter { $0.value.answeredAt == nil }.keys.sorted()
            let question = chance.one(of: open, or: CaseID("none"))
            let asked = lot?.questions[question].flatMap { lot?.bids[$0.bid]?.bidder }
            return (.answerCommittee(question, text: text), Actor(asked ?? bidder.party, [.bidder]))
        case .scoreBids:
            let unscored = members.filter { lot?.scores[$0.party] == nil }.map { Actor($0.party, []) }
            let scores = (lot?.validBids ?? []).map {
                Score(bid: $0.id, hundredths: chance.number(0...100) * 100)
            }
            return (.scoreBids(scores), chance.one(of: unscored, or: member))
        case .proposeReport: return (.proposeReport(report(of: lot)), member)
        case .signReport:
            let unsigned = members.filter { lot?.signatures[$0.party] == nil }.map { Actor($0.party, []) }
            return (
                .signReport(report: lot?.report?.text ?? text, dissent: chance.once(in: 6) ? text : nil),
                chance.one(of: unsigned, or: member)
            )
        case .deliverReport: return (.deliverReport, member)
        case .publishCandidates:
            let end = now.plus(Int64(chance.number(2...5)) * 86_400_000)
            return (.publishCandidates(until: end, publications: publications), People.agency)
        case .strikeCandidate: return (.strikeCandidate(candidate, .gaveUp, text: text), People.agency)
        case .award:
            let first = lot?.report?.candidates.first { lot?.struck.contains($0) == false }
            let winner = chance.once(in: 5) ? candidate : first ?? candidate
            return (.award(winner, notice: text, publications: publications), People.agency)
        case .signContract:
            let winner = lot?.winner.flatMap { lot?.bids[$0] }
            let contract = Contract(text: digest("contract"), price: winner?.opened?.price ?? Fen(1))
            let other = Actor(winner?.bidder ?? bidder.party, [.bidder])
            return (.signContract(contract), chance.once(in: 2) ? People.agency : other)
        case .returnBonds: return (.returnBonds(record: text), People.agency)
        case .reportToSupervisor: return (.reportToSupervisor(text: text), People.agency)
        case .archive: return (.archive(record: text), People.agency)
        case .cancel:
            // Seldom, or few histories would come far.
            return (
                .cancel(reason: text, publications: publications),
                chance.once(in: 6) ? People.agency : People.stranger
            )
        default: return (Papers.ofOtherModes(kind, at: now), People.agency)
        }
    }

    private mutating func notice(at now: Instant) -> Notice {
        let day = Int64(86_400_000)
        return Papers.notice(lots: lots, at: now) {
            $0.documentsUntil = now.plus(day * Int64(chance.number(4...8)))
            $0.deadline = now.plus(day * Int64(chance.number(19...26)))
            $0.method = chance.once(in: 3) ? .lowestReviewedPrice : .scored
        }
    }

    private mutating func sealedBid(in lot: Lot?) -> BidID? {
        (lot?.liveBids ?? []).filter { $0.finding == nil }.map(\.id).randomElement(using: &chance)
    }

    private mutating func report(of lot: Lot?) -> Report {
        let method = scene.tender?.notice?.method ?? .scored
        var ranked = (lot?.standings(by: method) ?? []).map(\.bid)
        if chance.once(in: 6) { ranked.shuffle(using: &chance) }
        let few = ranked.count < 3
        return Report(
            text: digest("report"), candidates: Array(ranked.prefix(few && chance.once(in: 3) ? 0 : 3)),
            competitionFinding: few ? digest("finding") : nil)
    }
}
