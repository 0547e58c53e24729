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
        case .publishPrequalification:
            self = .publishPrequalification(try Prequalification(&f))
        case .apply:
            self = .apply(try Application(&f))
        case .judgeApplication:
            self = .judgeApplication(
                try f.party("applicant"), accepted: try f.bool("accepted"),
                paddle: try f.optionalCount("paddle"), reason: try f.digest("reason"))
        case .closeQualification:
            self = .closeQualification(record: try f.digest("record"))
        case .invite:
            self = .invite(try Invitation(&f))
        case .answerInvitation:
            self = .answerInvitation(accepted: try f.bool("accepted"))
        case .publishSource:
            self = .publishSource(try SourcePublicity(&f))
        case .argueSource:
            self = .argueSource(upheld: try f.bool("upheld"), text: try f.digest("text"))
        case .approveSource:
            self = .approveSource(text: try f.digest("text"))
        case .openTalk:
            self = .openTalk(try f.bid("bid"))
        case .closeTalk:
            self = .closeTalk(try f.bid("bid"), record: try f.digest("record"))
        case .changeRequirements:
            self = .changeRequirements(
                text: try f.digest("text"), substance: try f.choice("substance", RequirementKind.self))
        case .refileResponse:
            self = .refileResponse(try f.bid("bid"), text: try f.digest("text"))
        case .shortlist:
            self = .shortlist(
                try f.names("bids", atMost: 1000).map { BidID($0) }, record: try f.digest("record"))
        case .leaveTalks:
            self = .leaveTalks(try f.bid("bid"))
        case .callLastPrices:
            self = .callLastPrices(deadline: try f.instant("deadline"))
        case .agreePrice:
            self = .agreePrice(
                try f.bid("bid"), price: try f.fen("price"), record: try f.digest("record"))
        case .sealReserve:
            self = .sealReserve(commitment: try f.digest("commitment"))
        case .changeStep:
            self = .changeStep(try f.fen("step"))
        case .placeBid:
            self = .placeBid(price: try f.fen("price"))
        case .optIn:
            self = .optIn
        case .openReserve:
            self = .openReserve(price: try f.fen("price"), salt: try f.name("salt"))
        case .confirmDeal:
            self = .confirmDeal(text: try f.digest("text"))
        case .publishResult:
            self = .publishResult(
                text: try f.digest("text"), publications: try f.each("publications", Publication.init))
        case .recordPayment:
            self = .recordPayment(try Payment(&f))
        case .relist:
            self = .relist(try Relisting(&f))
        case .prediscloseSale:
            self = .prediscloseSale(
                until: try f.instant("until"), publications: try f.each("publications", Publication.init))
        case .freezePool:
            self = .freezePool(try Pool(&f))
        case .drawMembers:
            self = .drawMembers(nonce: try f.name("nonce"))
        case .recuseMember:
            self = .recuseMember(try f.party("member"), text: try f.digest("text"))
        case .changeScores:
            self = .changeScores(
                try f.each("scores", Score.init), try f.choice("ground", ChangeGround.self),
                reason: try f.digest("reason"))
        case .correctPrice:
            self = .correctPrice(
                try f.bid("bid"), try f.choice("ground", Correction.Ground.self),
                price: try f.fen("price"), reason: try f.digest("reason"))
        case .confirmCorrection:
            self = .confirmCorrection(try f.bid("bid"), confirmed: try f.bool("confirmed"))
        case .questionLowPrice:
            self = .questionLowPrice(
                try f.bid("bid"), minutes: try f.count("minutes"), text: try f.digest("text"))
        case .ruleOnLowPrice:
            self = .ruleOnLowPrice(
                try f.bid("bid"), proven: try f.bool("proven"), text: try f.digest("text"))
        case .terminate:
            self = .terminate(
                try f.choice("ground", TerminationGround.self), reason: try f.digest("reason"),
                publications: try f.each("publications", Publication.init))
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
        case .publishPrequalification(let notice):
            notice.json
        case .apply(let application):
            application.json
        case .judgeApplication(let who, let accepted, let paddle, let reason):
            .members([
                "applicant": JSON(who), "accepted": .bool(accepted), "paddle": paddle.map { JSON($0) },
                "reason": JSON(reason),
            ])
        case .closeQualification(let record):
            ["record": JSON(record)]
        case .invite(let invitation):
            invitation.json
        case .answerInvitation(let accepted):
            ["accepted": .bool(accepted)]
        case .publishSource(let publicity):
            publicity.json
        case .argueSource(let upheld, let text):
            ["upheld": .bool(upheld), "text": JSON(text)]
        case .approveSource(let text):
            ["text": JSON(text)]
        case .openTalk(let bid):
            ["bid": JSON(bid)]
        case .closeTalk(let bid, let record):
            ["bid": JSON(bid), "record": JSON(record)]
        case .changeRequirements(let text, let substance):
            ["text": JSON(text), "substance": .string(substance.rawValue)]
        case .refileResponse(let bid, let text):
            ["bid": JSON(bid), "text": JSON(text)]
        case .shortlist(let bids, let record):
            ["bids": .array(bids.map { JSON($0) }), "record": JSON(record)]
        case .leaveTalks(let bid):
            ["bid": JSON(bid)]
        case .callLastPrices(let deadline):
            ["deadline": JSON(deadline)]
        case .agreePrice(let bid, let price, let record):
            ["bid": JSON(bid), "price": JSON(price), "record": JSON(record)]
        case .sealReserve(let commitment):
            ["commitment": JSON(commitment)]
        case .changeStep(let step):
            ["step": JSON(step)]
        case .placeBid(let price):
            ["price": JSON(price)]
        case .optIn:
            [:]
        case .openReserve(let price, let salt):
            ["price": JSON(price), "salt": .string(salt)]
        case .confirmDeal(let text):
            ["text": JSON(text)]
        case .publishResult(let text, let publications):
            ["text": JSON(text), "publications": .array(publications.map(\.json))]
        case .recordPayment(let payment):
            payment.json
        case .relist(let relisting):
            relisting.json
        case .prediscloseSale(let until, let publications):
            ["until": JSON(until), "publications": .array(publications.map(\.json))]
        case .freezePool(let pool):
            pool.json
        case .drawMembers(let nonce):
            ["nonce": .string(nonce)]
        case .recuseMember(let who, let text):
            ["member": JSON(who), "text": JSON(text)]
        case .changeScores(let scores, let ground, let reason):
            [
                "scores": .array(scores.map(\.json)), "ground": .string(ground.rawValue),
                "reason": JSON(reason),
            ]
        case .correctPrice(let bid, let ground, let price, let reason):
            [
                "bid": JSON(bid), "ground": .string(ground.rawValue), "price": JSON(price),
                "reason": JSON(reason),
            ]
        case .confirmCorrection(let bid, let confirmed):
            ["bid": JSON(bid), "confirmed": .bool(confirmed)]
        case .questionLowPrice(let bid, let minutes, let text):
            ["bid": JSON(bid), "minutes": JSON(minutes), "text": JSON(text)]
        case .ruleOnLowPrice(let bid, let proven, let text):
            ["bid": JSON(bid), "proven": .bool(proven), "text": JSON(text)]
        case .terminate(let ground, let reason, let publications):
            [
                "ground": .string(ground.rawValue), "reason": JSON(reason),
                "publications": .array(publications.map(\.json)),
            ]
        }
    }
}
