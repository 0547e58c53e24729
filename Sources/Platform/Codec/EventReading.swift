package import Procurement
package import StrictJSON

extension Event {
    /// Reads an event as stored, version 1.
    /// - Throws: `JSONError` for an unknown event, or a field that is missing, unknown or of another kind.
    package init(json: JSON, at path: String = "event") throws(JSONError) {
        self = try Fields.read(json, at: path) { f throws(JSONError) in try Event(&f) }
    }

    private init(_ f: inout Fields) throws(JSONError) {
        let name = try f.string("event")
        guard let read = Event.readers[name] else {
            throw f.refusal(of: "event", english: "is no event of this log", chinese: "不是本日志的事件")
        }
        self = try read(&f)
    }

    typealias Parse = @Sendable (inout Fields) throws(JSONError) -> Event

    private static let readers: [String: Parse] = firstReaders.merging(laterReaders) { first, _ in first }

    private static let firstReaders: [String: Parse] = [
        "projectRegistered": { f throws(JSONError) in
            .projectRegistered(
                try f.object("project", Project.init), agency: try f.party("agency"),
                table: try f.digest("table"))
        },
        "noticePublished": { f throws(JSONError) in
            .noticePublished(try f.object("notice", Notice.init), table: try f.digest("table"))
        },
        "documentsTaken": { f throws(JSONError) in .documentsTaken(by: try f.party("by")) },
        "documentsAmended": { f throws(JSONError) in
            .documentsAmended(try f.object("amendment", Amendment.init))
        },
        "deadlineMoved": { f throws(JSONError) in
            .deadlineMoved(to: try f.instant("to"), because: try f.optionalName("because").map { CaseID($0) })
        },
        "objectionRaised": { f throws(JSONError) in
            .objectionRaised(
                try f.caseID("case"), try f.choice("subject", Subject.self), lots: try f.lots(),
                by: try f.party("by"), text: try f.digest("text"))
        },
        "objectionAnswered": { f throws(JSONError) in .objectionAnswered(try f.object("answer", Answer.init))
        },
        "complaintFiled": { f throws(JSONError) in
            .complaintFiled(
                try f.caseID("case"), try f.choice("subject", Subject.self), lots: try f.lots(),
                by: try f.party("by"), objection: try f.optionalName("objection").map { CaseID($0) },
                text: try f.digest("text"))
        },
        "complaintRuledOn": { f throws(JSONError) in
            .complaintRuledOn(
                try f.caseID("case"), accepted: try f.bool("accepted"), text: try f.digest("text"))
        },
        "complaintDecided": { f throws(JSONError) in .complaintDecided(try f.object("answer", Answer.init)) },
        "suspended": { f throws(JSONError) in
            .suspended(try f.lot("lot"), cause: try f.optionalName("cause").map { CaseID($0) })
        },
        "resumed": { f throws(JSONError) in
            .resumed(try f.lot("lot"), cause: try f.optionalName("cause").map { CaseID($0) })
        },
        "bidSubmitted": { f throws(JSONError) in
            .bidSubmitted(
                try f.bid("bid"), try f.lot("lot"), by: try f.party("by"),
                try f.object("sealed", SealedBid.init))
        },
        "bidWithdrawn": { f throws(JSONError) in .bidWithdrawn(try f.bid("bid"), try f.lot("lot")) },
        "openingBegun": { f throws(JSONError) in .openingBegun(try f.lot("lot")) },
        "bidOpened": { f throws(JSONError) in
            .bidOpened(
                try f.bid("bid"), try f.lot("lot"), contentKey: try f.digest("contentKey").hex,
                try f.object("finding", OpeningFinding.init))
        },
        "faultRuled": { f throws(JSONError) in
            .faultRuled(
                try f.bid("bid"), try f.lot("lot"), try f.choice("fault", Fault.self),
                text: try f.digest("text"))
        },
        "openingClosed": { f throws(JSONError) in
            .openingClosed(try f.lot("lot"), record: try f.digest("record"))
        },
        "committeeFormed": { f throws(JSONError) in
            .committeeFormed(
                try f.lot("lot"), try f.each("members", Member.init), draw: try f.digest("draw"))
        },
        "memberReplaced": { f throws(JSONError) in
            .memberReplaced(
                try f.lot("lot"), try f.party("member"), by: try f.object("by", Member.init),
                reason: try f.digest("reason"))
        },
        "bidRejected": { f throws(JSONError) in
            .bidRejected(
                try f.bid("bid"), try f.lot("lot"), try f.choice("ground", RejectionGround.self),
                reason: try f.digest("reason"))
        },
        "bidderAsked": { f throws(JSONError) in
            .bidderAsked(
                try f.caseID("question"), try f.bid("bid"), try f.lot("lot"), text: try f.digest("text"))
        },
        "committeeAnswered": { f throws(JSONError) in
            .committeeAnswered(try f.caseID("question"), try f.lot("lot"), text: try f.digest("text"))
        },
        "bidsScored": { f throws(JSONError) in
            .bidsScored(try f.lot("lot"), by: try f.party("by"), try f.each("scores", Score.init))
        },
        "reportProposed": { f throws(JSONError) in
            .reportProposed(try f.lot("lot"), try f.object("report", Report.init))
        },
        "reportSigned": { f throws(JSONError) in
            .reportSigned(try f.lot("lot"), by: try f.party("by"), dissent: try f.optionalDigest("dissent"))
        },
        "reportDelivered": { f throws(JSONError) in
            .reportDelivered(
                try f.lot("lot"), silent: try f.names("silent", atMost: 1000).map { PartyID($0) })
        },
        "candidatesPublished": { f throws(JSONError) in
            .candidatesPublished(
                try f.lot("lot"), until: try f.instant("until"),
                try f.each("publications", Publication.init))
        },
        "candidateStruck": { f throws(JSONError) in
            .candidateStruck(
                try f.bid("bid"), try f.lot("lot"), try f.choice("ground", StrikeGround.self),
                text: try f.digest("text"))
        },
        "awarded": { f throws(JSONError) in
            .awarded(
                try f.lot("lot"), try f.bid("bid"), notice: try f.digest("notice"),
                try f.each("publications", Publication.init))
        },
        "contractSigned": { f throws(JSONError) in
            .contractSigned(
                try f.lot("lot"), by: try f.party("by"), try f.object("contract", Contract.init))
        },
        "bondsReturned": { f throws(JSONError) in
            .bondsReturned(try f.lot("lot"), record: try f.digest("record"))
        },
        "reportedToSupervisor": { f throws(JSONError) in
            .reportedToSupervisor(try f.lot("lot"), text: try f.digest("text"))
        },
        "archiveClosed": { f throws(JSONError) in
            .archiveClosed(try f.lot("lot"), record: try f.digest("record"))
        },
        "cancellationAnnounced": { f throws(JSONError) in
            .cancellationAnnounced(
                try f.lot("lot"), reason: try f.digest("reason"),
                try f.each("publications", Publication.init))
        },
        "lotMoved": { f throws(JSONError) in
            .lotMoved(try f.lot("lot"), try f.choice("phase", Phase.self), at: try f.instant("at"))
        },
        "lotFailed": { f throws(JSONError) in
            .lotFailed(
                try f.lot("lot"), try f.choice("failure", Failure.self), clause: try f.name("clause"),
                at: try f.instant("at"))
        },
        "dutyOverdue": { f throws(JSONError) in
            .dutyOverdue(try f.string("duty"), due: try f.instant("due"))
        },
    ]
}

extension Fields {
    fileprivate mutating func lots() throws(JSONError) -> [LotID] {
        try names("lots", atMost: 1000).map { LotID($0) }
    }
}
