import Procurement

/// Who may do what in which phase, and where it leads, read from domain §1.4A, §2.2 and §5.7 by hand. The
/// table in the code is held against it; neither is made from the other.
enum Chart {
    struct Line {
        var by: Set<Role>
        var from: Set<Phase>
        var to: Set<Phase>
        /// It goes on while the lot is suspended (§1.4A rows 6 and 15, §5.7: what stands still is the way
        /// forward, not the answer, the complaint, the withdrawal of a bid, or the end of it all).
        var suspended: Bool
    }

    private static func line(
        _ by: Set<Role>, _ from: Set<Phase>, to: Set<Phase> = [], suspended: Bool = false
    ) -> Line {
        Line(by: by, from: from, to: to, suspended: suspended)
    }

    /// The acts of which it speaks. Prequalification, the draw of experts and the bonds of withdrawn bids came
    /// later; they are played in files (Tests/Scenarios/law/openTender-biddingLaw), each demand missed and met.
    static let kinds: [Command.Kind] = Command.Kind.allCases.filter { !line(for: $0).by.isEmpty }
    /// The phases of which it speaks.
    static let phases: [Phase] = [
        .registered, .noticed, .closed, .opening, .evaluation, .reported, .publicity, .awarded, .contracted,
        .archived, .failed, .cancelled,
    ]
    /// The table as far as the chart speaks of it.
    static let table: Procedure = {
        var table = Procedure.openTenderUnderBiddingLaw
        table.rows = table.rows.compactMap { row in
            var row = row
            if case .command(let kind) = row.trigger {
                guard kinds.contains(kind) else { return nil }
                if kind == .returnBonds, row.duringSuspension { return nil }
            }
            let whole = row.from
            row.from.formIntersection(phases)
            return row.from.isEmpty && !whole.isEmpty ? nil : row
        }
        return table
    }()

    /// From the notice to the contract.
    private static let running: Set<Phase> = [
        .noticed, .closed, .opening, .evaluation, .reported, .publicity, .awarded, .contracted,
    ]
    private static let beforeContract = running.subtracting([.contracted])
    private static let aroundOpening: Set<Phase> = [.closed, .opening, .evaluation]

    static func line(for kind: Command.Kind) -> Line {
        switch kind {
        case .registerProject: line([.agency], [], to: [.registered])
        case .publishNotice: line([.agency], [.registered], to: [.noticed])
        case .takeDocuments: line([.bidder], [.noticed], suspended: true)
        case .amendDocuments: line([.agency], [.noticed], suspended: true)
        case .raiseObjection: line([.bidder], [.noticed, .opening, .publicity], suspended: true)
        case .answerObjection: line([.agency], [.noticed, .opening, .publicity], suspended: true)
        case .fileComplaint: line([.bidder], running, suspended: true)
        case .acceptComplaint, .decideComplaint: line([.regulator], running, suspended: true)
        case .suspend, .resume: line([.regulator], beforeContract, suspended: true)
        case .submitBid: line([.bidder], [.noticed])
        case .withdrawBid: line([.bidder], [.noticed], suspended: true)
        case .openBids: line([.custodian], [.closed], to: [.opening])
        case .releaseKey: line([.custodian], [.opening])
        case .ruleOnFault: line([.agency], [.opening])
        case .closeOpening: line([.agency], [.opening], to: [.evaluation, .failed])
        case .formCommittee, .replaceMember: line([.agency], aroundOpening)
        case .rejectBid, .askBidder, .scoreBids, .proposeReport, .signReport:
            line([.committee], [.evaluation])
        case .answerCommittee: line([.bidder], [.evaluation])
        case .deliverReport: line([.committee], [.evaluation], to: [.reported, .failed])
        case .publishCandidates: line([.agency], [.reported], to: [.publicity])
        case .strikeCandidate: line([.agency], [.publicity, .awarded], to: [.failed])
        case .award: line([.agency], [.publicity, .awarded], to: [.awarded])
        case .signContract: line([.agency, .bidder], [.awarded], to: [.contracted])
        case .returnBonds: line([.agency], [.contracted, .failed, .cancelled])
        case .reportToSupervisor: line([.agency], [.awarded, .contracted])
        case .archive: line([.agency], [.contracted], to: [.archived])
        case .cancel:
            line(
                [.agency], beforeContract.union([.registered]), to: [.cancelled], suspended: true)
        // What only other modes know.
        default: line([], [])
        }
    }

    /// The moves of a lot that some act or the clock may bring about.
    static let moves: Set<Move> = {
        var moves: Set<Move> = [Move(.noticed, .closed), Move(.noticed, .failed)]
        for kind in kinds {
            let line = line(for: kind)
            for from in line.from { for to in line.to where to != from { moves.insert(Move(from, to)) } }
        }
        return moves
    }()

    struct Move: Hashable {
        var from: Phase
        var to: Phase
        init(_ from: Phase, _ to: Phase) { (self.from, self.to) = (from, to) }
    }
}
