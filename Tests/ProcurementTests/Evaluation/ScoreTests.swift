import Testing

@testable import Procurement

@Suite struct ScoreTests {
    let bids = [PricedBid("A", yuan: 100), PricedBid("B", yuan: 100)]
    let fair = book(["A": [(40, 15), (41, 15), (42, 15)], "B": [(30, 10), (31, 10), (32, 10)]])

    private func sheet(
        _ scores: ScoreBook, _ rule: EvaluationRule = .goodsScored, _ changes: [ScoreChange] = []
    ) -> ScoringSheet {
        ScoringSheet(
            regime: .governmentProcurement, rule: rule,
            members: [PartyID("m1"), PartyID("m2"), PartyID("m3")], bids: bids, scores: scores,
            changes: changes)
    }

    private func given(_ member: String, _ bid: String, _ factor: String, _ points: Points?) -> ScoreBook {
        var scores = fair
        scores[PartyID(member)]?[BidID(bid)]?[FactorID(factor)] = points
        return scores
    }

    private func change(
        _ ground: ChangeGround, _ member: String, _ factor: String, _ from: Points, _ to: Points,
        by voices: String...
    ) -> ScoreChange {
        ScoreChange(
            bid: BidID("A"), ground: ground,
            change: .score(PartyID(member), FactorID(factor), from: from, to: to),
            foundBy: Set(voices.map { PartyID($0) }), reason: "核对评分表")
    }

    @Test("each fault of a score is found by member, bid and factor")
    func faults() {
        #expect(sheet(fair).evaluate().isSound)
        let missing = sheet(given("m2", "A", "T", nil)).evaluate().faults
        #expect(missing.map(\.id) == ["score.missing"])
        #expect(missing.first?.member == PartyID("m2") && missing.first?.bid == BidID("A"))
        #expect(missing.first?.factor == FactorID("T"))
        let over = Points(hundredths: 5001)
        #expect(sheet(given("m1", "B", "T", over)).evaluate().codes == ["score.range"])
        #expect(sheet(given("m1", "B", "T", Points(50))).evaluate().isSound)
        #expect(sheet(given("m1", "B", "T", Points(-1))).evaluate().codes == ["score.range"])
        #expect(sheet(given("m3", "A", "C", Points(14))).evaluate().codes == ["score.objective"])
        #expect(sheet(given("m3", "A", "X", Points(1))).evaluate().codes == ["score.stray"])
        var stranger = fair
        stranger[PartyID("m9")] = [:]
        #expect(sheet(stranger).evaluate().codes == ["score.stray"])
        #expect(rank(.goodsScored, under: .governmentProcurement, bids).codes == ["score.members"])
        #expect(rank(.lastPrice, under: .governmentProcurement, bids, fair).codes == ["score.unscored"])
    }

    @Test("a bid that is out needs no points")
    func out() {
        var sheet = sheet(book(["A": [(40, 15), (41, 15), (42, 15)]]))
        sheet.bids[1].status = .rejected
        #expect(sheet.evaluate().isSound)
    }

    @Test("out of range: only a score that is, and only to one that is not")
    func outOfRange() {
        let scores = given("m1", "A", "T", Points(55))
        let sound = change(.outOfRange, "m1", "T", Points(55), Points(45))
        #expect(sheet(scores).fault(of: sound) == nil)
        let after = sheet(scores, .goodsScored, [sound]).evaluate()
        #expect(after.isSound && after.row("A")?.factorPoints[FactorID("T")]?.text == "42.67")
        #expect(sheet(scores).fault(of: change(.outOfRange, "m1", "T", Points(55), Points(51))) != nil)
        #expect(sheet(fair).fault(of: change(.outOfRange, "m1", "T", Points(40), Points(45))) != nil)
        #expect(sheet(scores).fault(of: change(.outOfRange, "m1", "T", Points(54), Points(45))) != nil)
    }

    @Test("objective scores that differ may be made equal; subjective ones may not")
    func objective() {
        let scores = given("m3", "A", "C", Points(14))
        let sound = change(.objectiveDiffers, "m3", "C", Points(14), Points(15))
        #expect(sheet(scores, .goodsScored, [sound]).evaluate().isSound)
        #expect(sheet(fair).fault(of: change(.objectiveDiffers, "m3", "C", Points(15), Points(14))) != nil)
        #expect(sheet(fair).fault(of: change(.objectiveDiffers, "m3", "T", Points(42), Points(40))) != nil)
        #expect(sheet(scores).fault(of: change(.objectiveDiffers, "m3", "C", Points(14), Points(21))) != nil)
        let halfway = change(.objectiveDiffers, "m3", "C", Points(14), Points(16))
        #expect(sheet(scores, .goodsScored, [halfway]).evaluate().codes == ["score.objective"])
    }

    @Test("abnormally high or low: most members find it, it stands apart, and it comes back among the others")
    func abnormal() {
        let scores = given("m1", "A", "T", Points(5))
        #expect(
            sheet(scores).fault(of: change(.abnormal, "m1", "T", Points(5), Points(41), by: "m2", "m3"))
                == nil)
        for wrong in [
            change(.abnormal, "m1", "T", Points(5), Points(41), by: "m2"),
            change(.abnormal, "m1", "T", Points(5), Points(41), by: "m2", "m9"),
            change(.abnormal, "m1", "T", Points(5), Points(43), by: "m2", "m3"),
            change(.abnormal, "m2", "T", Points(41), Points(42), by: "m2", "m3"),
        ] {
            let fault = sheet(scores).fault(of: wrong)
            #expect(fault?.id == "change.abnormal" && fault?.citation == .tenderMeasures(64))
        }
    }

    @Test("a sum may be changed where it is wrong, to the right one; the ranks do not move")
    func sum() {
        func sum(_ from: Int, _ to: Int) -> ScoreChange {
            ScoreChange(
                bid: BidID("A"), ground: .sumError,
                change: .sum(PartyID("m1"), from: Points(from), to: Points(to)), reason: "汇总错误")
        }
        #expect(sheet(fair).fault(of: sum(54, 55)) == nil)
        #expect(sheet(fair).fault(of: sum(55, 54)) != nil && sheet(fair).fault(of: sum(55, 55)) != nil)
        #expect(sheet(fair).fault(of: sum(54, 56)) != nil)
        let before = sheet(fair).evaluate()
        #expect(sheet(fair, .goodsScored, [sum(54, 55)]).evaluate() == before)
        #expect(sheet(fair, .goodsScored, [sum(55, 54)]).evaluate().codes == ["change.sumError"])
    }

    @Test("a wrong admission may be put right in a consultation, by all; not in a tender")
    func admission() {
        func change(_ to: BidStatus, by voices: Int) -> ScoreChange {
            ScoreChange(
                bid: BidID("A"), ground: .qualificationError, change: .admission(from: .valid, to: to),
                foundBy: Set((1...voices).map { PartyID("m\($0)") }), reason: "资格审查认定错误")
        }
        let done = sheet(fair, .consultation, [change(.rejected, by: 3)]).evaluate()
        #expect(done.isSound && done.order == "B1 A-")
        #expect(sheet(fair, .consultation).fault(of: change(.rejected, by: 2)) != nil)
        #expect(sheet(fair, .consultation).fault(of: change(.left, by: 3)) != nil)
        #expect(sheet(fair, .goodsScored).fault(of: change(.rejected, by: 3)) != nil)
    }

    @Test("a ground goes with its own kind of change, and with a reason")
    func pairs() {
        let score = sheet(given("m1", "A", "T", Points(55)))
        var one = change(.outOfRange, "m1", "T", Points(55), Points(45))
        one.reason = ""
        #expect(score.fault(of: one) != nil)
        for ground in ChangeGround.allCases where ground != .outOfRange {
            #expect(score.fault(of: change(ground, "m1", "T", Points(55), Points(45))) != nil)
        }
        for method in ScoringMethod.allCases where !method.scores {
            #expect(method.changeGrounds.isSubset(of: [.qualificationError]))
        }
    }
}

@Suite struct OpinionTests {
    private func faults(
        _ opinions: [String: Opinion], _ regime: Regime = .governmentProcurement, members count: Int = 3
    ) -> [String] {
        let members = (1...count).map { PartyID("m\($0)") }
        var sheet = ScoringSheet(
            regime: regime, rule: regime == .biddingLaw ? .reviewed : .lastPrice, members: members,
            bids: [PricedBid("A", yuan: 1)])
        sheet.opinions = Dictionary(uniqueKeysWithValues: opinions.map { (PartyID($0.key), $0.value) })
        return sheet.evaluate().codes
    }

    @Test("a report with dissent is carried by more than half; silence agrees")
    func carried() {
        #expect(faults([:]) == [])
        #expect(faults(["m1": .agrees, "m2": .silent, "m3": .dissents(reason: "技术偏离")]) == [])
        #expect(
            faults(["m1": .agrees, "m2": .dissents(reason: "a"), "m3": .dissents(reason: "b")])
                == ["report.carried"])
        var even: [String: Opinion] = ["m1": .agrees, "m2": .agrees, "m3": .dissents(reason: "a")]
        even["m4"] = .dissents(reason: "b")
        #expect(faults(even, members: 4) == ["report.carried"])
        even["m4"] = .silent
        #expect(faults(even, members: 4) == [])
    }

    @Test("every member is heard, nobody else is, and a dissent has a reason")
    func heard() {
        #expect(faults(["m1": .agrees, "m2": .agrees]) == ["report.signature"])
        #expect(
            faults(["m1": .agrees, "m2": .agrees, "m3": .agrees, "x": .agrees]) == ["report.signature"])
        #expect(
            faults(["m1": .agrees, "m2": .agrees, "m3": .dissents(reason: "")], .biddingLaw)
                == ["report.reason"])
    }
}
