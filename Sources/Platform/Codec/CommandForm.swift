package import Procurement
package import StrictJSON

extension Command {
    /// Reads the body of a command of this kind. Unknown fields are refused by name.
    /// - Throws: `JSONError` that names the field.
    package init(_ kind: Kind, body: JSON, at path: String = "body") throws(JSONError) {
        self = try Fields.read(body, at: path) { f throws(JSONError) in try Command(kind, &f) }
    }

    private init(_ kind: Kind, _ f: inout Fields) throws(JSONError) {
        switch kind {
        case .registerProject: self = .registerProject(try Project(&f))
        case .publishNotice: self = .publishNotice(try Notice(&f))
        case .takeDocuments: self = .takeDocuments
        case .amendDocuments: self = .amendDocuments(try Amendment(&f))
        case .raiseObjection:
            self = .raiseObjection(try f.choice("subject", Subject.self), text: try f.digest("text"))
        case .answerObjection: self = .answerObjection(try Answer(&f))
        case .fileComplaint:
            self = .fileComplaint(
                try f.choice("subject", Subject.self),
                objection: try f.optionalName("objection").map { CaseID($0) }, text: try f.digest("text"))
        case .acceptComplaint:
            self = .acceptComplaint(
                try f.caseID("complaint"), accepted: try f.bool("accepted"), text: try f.digest("text"))
        case .decideComplaint: self = .decideComplaint(try Answer(&f))
        case .suspend: self = .suspend(text: try f.digest("text"))
        case .resume: self = .resume(text: try f.digest("text"))
        case .submitBid: self = .submitBid(try SealedBid(&f))
        case .withdrawBid: self = .withdrawBid(try f.bid("bid"))
        case .openBids: self = .openBids
        case .releaseKey: self = .releaseKey(try f.bid("bid"), contentKey: try f.digest("contentKey").hex)
        case .ruleOnFault:
            self = .ruleOnFault(
                try f.bid("bid"), try f.choice("fault", Fault.self), text: try f.digest("text"))
        case .closeOpening: self = .closeOpening(record: try f.digest("record"))
        case .formCommittee:
            self = .formCommittee(try f.each("members", Member.init), draw: try f.digest("draw"))
        case .replaceMember:
            self = .replaceMember(
                try f.party("member"), by: try f.object("by", Member.init), reason: try f.digest("reason"))
        case .rejectBid:
            self = .rejectBid(
                try f.bid("bid"), try f.choice("ground", RejectionGround.self), reason: try f.digest("reason")
            )
        case .askBidder: self = .askBidder(try f.bid("bid"), text: try f.digest("text"))
        case .answerCommittee:
            self = .answerCommittee(try f.caseID("question"), text: try f.digest("text"))
        case .scoreBids: self = .scoreBids(try f.each("scores", Score.init))
        case .proposeReport: self = .proposeReport(try Report(&f))
        case .signReport:
            self = .signReport(report: try f.digest("report"), dissent: try f.optionalDigest("dissent"))
        case .deliverReport: self = .deliverReport
        case .publishCandidates:
            self = .publishCandidates(
                until: try f.instant("until"), publications: try f.each("publications", Publication.init))
        case .strikeCandidate:
            self = .strikeCandidate(
                try f.bid("bid"), try f.choice("ground", StrikeGround.self), text: try f.digest("text"))
        case .award:
            self = .award(
                try f.bid("bid"), notice: try f.digest("notice"),
                publications: try f.each("publications", Publication.init))
        case .signContract: self = .signContract(try Contract(&f))
        case .returnBonds: self = .returnBonds(record: try f.digest("record"))
        case .reportToSupervisor: self = .reportToSupervisor(text: try f.digest("text"))
        case .archive: self = .archive(record: try f.digest("record"))
        case .cancel:
            self = .cancel(
                reason: try f.digest("reason"), publications: try f.each("publications", Publication.init))
        }
    }

    /// The body in JSON: what `init(_:body:)` reads.
    package var body: JSON {
        switch self {
        case .registerProject(let project): project.json
        case .publishNotice(let notice): notice.json
        case .takeDocuments, .openBids, .deliverReport: [:]
        case .amendDocuments(let amendment): amendment.json
        case .raiseObjection(let subject, let text):
            ["subject": .string(subject.rawValue), "text": JSON(text)]
        case .answerObjection(let answer), .decideComplaint(let answer): answer.json
        case .fileComplaint(let subject, let objection, let text):
            .members([
                "subject": .string(subject.rawValue), "objection": objection.map { JSON($0) },
                "text": JSON(text),
            ])
        case .acceptComplaint(let id, let accepted, let text):
            ["complaint": JSON(id), "accepted": .bool(accepted), "text": JSON(text)]
        case .suspend(let text), .resume(let text), .reportToSupervisor(let text): ["text": JSON(text)]
        case .submitBid(let sealed): sealed.json
        case .withdrawBid(let bid): ["bid": JSON(bid)]
        case .releaseKey(let bid, let key): ["bid": JSON(bid), "contentKey": .string(key)]
        case .ruleOnFault(let bid, let fault, let text):
            ["bid": JSON(bid), "fault": .string(fault.rawValue), "text": JSON(text)]
        case .closeOpening(let record), .returnBonds(let record), .archive(let record):
            ["record": JSON(record)]
        case .formCommittee(let members, let draw):
            ["members": .array(members.map(\.json)), "draw": JSON(draw)]
        case .replaceMember(let old, let member, let reason):
            ["member": JSON(old), "by": member.json, "reason": JSON(reason)]
        case .rejectBid(let bid, let ground, let reason):
            ["bid": JSON(bid), "ground": .string(ground.rawValue), "reason": JSON(reason)]
        case .askBidder(let bid, let text): ["bid": JSON(bid), "text": JSON(text)]
        case .answerCommittee(let question, let text): ["question": JSON(question), "text": JSON(text)]
        case .scoreBids(let scores): ["scores": .array(scores.map(\.json))]
        case .proposeReport(let report): report.json
        case .signReport(let report, let dissent):
            .members(["report": JSON(report), "dissent": dissent.map { JSON($0) }])
        case .publishCandidates(let until, let publications):
            ["until": JSON(until), "publications": .array(publications.map(\.json))]
        case .strikeCandidate(let bid, let ground, let text):
            ["bid": JSON(bid), "ground": .string(ground.rawValue), "text": JSON(text)]
        case .award(let bid, let notice, let publications):
            [
                "bid": JSON(bid), "notice": JSON(notice), "publications": .array(publications.map(\.json)),
            ]
        case .signContract(let contract): contract.json
        case .cancel(let reason, let publications):
            ["reason": JSON(reason), "publications": .array(publications.map(\.json))]
        }
    }
}
