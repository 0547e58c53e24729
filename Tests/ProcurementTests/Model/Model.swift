import Procurement

/// Everything that can be asked of a one-lot tender, spelled out: phases, acts, actors, time, suspension.
struct Model {
    /// Nil: nothing is registered yet.
    var scenes: [(phase: Phase?, scene: Scene)]

    /// One scene for each phase, with the work of the phase half done.
    init() throws {
        var evaluation = try Scene.proposed()
        try evaluation.does(
            .askBidder(BidID("B1"), text: digest("q")), by: People.member(1), on: [Papers.lots[0]], id: "Q")
        scenes = [
            (nil, Scene()), (.registered, try .registered()), (.noticed, try .bid()),
            (.closed, try .closed()),
            (.opening, try .opening()), (.evaluation, evaluation), (.reported, try .reported()),
            (.publicity, try .publicity()), (.awarded, try .awarded()), (.contracted, try .contracted()),
            (.archived, try .archived()), (.failed, try .failed()), (.cancelled, try .cancelled()),
        ]
    }

    /// One actor for each role, and one with none. The committee is a list, not a right.
    static let actors: [(role: Role?, actor: Actor)] = [
        (.agency, People.agency), (.bidder, People.bidder(1)), (.committee, People.member(1)),
        (.custodian, People.custodian(of: Papers.lots[0])), (.centre, People.centre),
        (.regulator, People.regulator), (nil, People.stranger),
    ]

    enum Time: CaseIterable { case before, at, after }

    /// The instant by which the phase turns on its own, or a day later where none does; and around it.
    static func instant(_ time: Time, in scene: Scene) -> Instant {
        let lot = scene.tender?.lots.first
        let hinge: Instant =
            switch lot?.phase {
            case .noticed: scene.tender?.deadline ?? scene.now
            case .opening: lot?.milestones[.openingBegun]?.adding(minutes: 30) ?? scene.now
            case .publicity: lot?.publicityEnds ?? scene.now
            default: scene.now.adding(minutes: 1440)
            }
        return switch time {
        case .before: hinge.plus(-1)
        case .at: hinge
        case .after: hinge.plus(1)
        }
    }

    /// A well-made command of each kind; where the phase gives it its meaning, the one that fits.
    static func command(_ kind: Command.Kind, in phase: Phase?, at now: Instant) -> Command {
        let bid = BidID("B1")
        let text = digest("text")
        let subject: Subject =
            switch phase {
            case .opening, .evaluation, .reported: .opening
            case .publicity, .awarded, .contracted, .archived: .result
            default: .documents
            }
        return switch kind {
        case .registerProject: .registerProject(Papers.project())
        case .publishNotice:
            .publishNotice(Papers.notice(at: now) { $0.documentsUntil = now.adding(minutes: 8000) })
        case .takeDocuments: .takeDocuments
        case .amendDocuments: .amendDocuments(Amendment(text: text, affectsBids: false, newDeadline: nil))
        case .raiseObjection: .raiseObjection(subject, text: text)
        case .answerObjection: .answerObjection(Answer(to: CaseID("O"), upheld: true, text: text))
        case .fileComplaint: .fileComplaint(subject, objection: CaseID("O"), text: text)
        case .acceptComplaint: .acceptComplaint(CaseID("K"), accepted: true, text: text)
        case .decideComplaint: .decideComplaint(Answer(to: CaseID("K"), upheld: true, text: text))
        case .suspend: .suspend(text: text)
        case .resume: .resume(text: text)
        case .submitBid: .submitBid(Papers.sealed("B9", replaces: bid))
        case .withdrawBid: .withdrawBid(bid)
        case .openBids: .openBids
        case .releaseKey: .releaseKey(bid, contentKey: "key")
        case .ruleOnFault: .ruleOnFault(bid, .bidder, text: text)
        case .closeOpening: .closeOpening(record: text)
        case .formCommittee: .formCommittee(People.committee(5, experts: 4), draw: text)
        case .replaceMember:
            .replaceMember(
                People.member(5).party, by: Member(party: People.member(8).party, expert: true), reason: text)
        case .rejectBid: .rejectBid(bid, .unqualified, reason: text)
        case .askBidder: .askBidder(bid, text: text)
        case .answerCommittee: .answerCommittee(CaseID("Q"), text: text)
        case .scoreBids: .scoreBids((1...3).map { Score(bid: BidID("B\($0)"), hundredths: 8000) })
        case .proposeReport:
            .proposeReport(Report(text: digest("report"), candidates: [bid], competitionFinding: nil))
        case .signReport: .signReport(report: digest("report"), dissent: nil)
        case .deliverReport: .deliverReport
        case .publishCandidates:
            .publishCandidates(until: now.adding(minutes: 8000), publications: Papers.publications(at: now))
        case .strikeCandidate: .strikeCandidate(bid, .gaveUp, text: text)
        case .award: .award(bid, notice: text, publications: Papers.publications(at: now))
        case .signContract: .signContract(Contract(text: text, price: Scene.price(1)))
        case .returnBonds: .returnBonds(record: text)
        case .reportToSupervisor: .reportToSupervisor(text: text)
        case .archive: .archive(record: text)
        case .cancel: .cancel(reason: text, publications: Papers.publications(at: now))
        default: Papers.ofOtherModes(kind, at: now)
        }
    }

    static let facts = Facts(opening: Papers.opened("B1"))

    /// What is tried in the search for a lawful way: the scene as it is, and with a case or an order in it.
    static func variants(of scene: Scene) throws -> [Scene] {
        guard let lot = scene.tender?.lots.first, !lot.phase.isFinal else { return [scene] }
        var all = [scene]
        let (objection, complaint) = (CaseID("O"), CaseID("K"))
        for subject in Subject.allCases {
            var open = scene
            try open.happen([
                .objectionRaised(
                    objection, subject, lots: [lot.id], by: People.bidder(1).party, text: digest("o"))
            ])
            var answered = open
            try answered.happen([
                .objectionAnswered(Answer(to: objection, upheld: false, text: digest("a")))
            ])
            var filed = answered
            try filed.happen([
                .complaintFiled(
                    complaint, subject, lots: [lot.id], by: People.bidder(1).party, objection: objection,
                    text: digest("k"))
            ])
            var accepted = filed
            try accepted.happen([.complaintRuledOn(complaint, accepted: true, text: digest("r"))])
            all += [open, answered, filed, accepted]
        }
        var ordered = scene
        try ordered.happen([.suspended(lot.id, cause: nil)])
        return all + [ordered]
    }
}
