// Clauses on abnormally low prices (异常低价, 财库〔2026〕2号): to be asked is not to be rejected.

private let lowPriceSource =
    "财库〔2026〕2号 was read second-hand (domain §0.1, 2026-11-24); article numbers are not known to us."

/// 应当给予供应商合理的时间: who is asked about its price gets at least so many minutes, and is asked once.
func lowPriceTime(atLeastMinutes least: Int, _ citation: Citation) -> Clause {
    Clause(
        "lowPrice.time", citation,
        Words(
            zh: "要求说明异常低价的，给予不少于\(least)分钟，一份报价只问一次",
            en: "who must explain a low price has at least \(least) minutes, and is asked once"),
        uncertain: lowPriceSource
    ) { matter in
        guard case .questionLowPrice(let bid, let minutes, _) = matter.act.command, let lot = matter.lot
        else { return nil }
        guard lot.lowPrices[bid] == nil else {
            return .init(
                Words(
                    zh: "已经要求“\(bid.text)”说明报价。", en: "Bid \"\(bid.text)\" was asked about its price already."
                ))
        }
        guard minutes < least else { return nil }
        return .init(
            Words(
                zh: "只给\(minutes)分钟说明报价，不得少于\(least)分钟。",
                en: "\(minutes) minutes to explain a price are too few; give at least \(least)."),
            found: "\(minutes)", demanded: ">= \(least)")
    }
}

/// An answer that comes when the time is over is no answer; the committee rules on what it has.
func lowPriceAnswerInTime(_ citation: Citation) -> Clause {
    Clause(
        "lowPrice.answerInTime", citation,
        Words(zh: "在给予的时间内说明报价", en: "a low price is explained within the time given"),
        uncertain: lowPriceSource
    ) { matter in
        guard case .answerCommittee(let id, _) = matter.act.command,
            let one = matter.lot?.lowPrices.values.first(where: { $0.question == id }),
            matter.act.at >= one.until
        else { return nil }
        return .init(
            Words(
                zh: "说明报价的时间已于\(one.until.text)届满。",
                en: "The time to explain the price ended at \(one.until.text)."),
            found: matter.act.at.text, demanded: "< \(one.until.text)")
    }
}

/// The committee rules once, on an answer or when the time for it is over.
func lowPriceIsAnswered(_ citation: Citation) -> Clause {
    Clause(
        "lowPrice.answered", citation,
        Words(
            zh: "供应商说明之后或者时间届满之后认定异常低价",
            en: "a low price is ruled on after the answer, or when its time is over"),
        uncertain: lowPriceSource
    ) { matter in
        guard case .ruleOnLowPrice(let bid, _, _) = matter.act.command, let lot = matter.lot else {
            return nil
        }
        guard let one = lot.lowPrices[bid], one.proven == nil else {
            return .init(
                Words(
                    zh: "报价“\(bid.text)”没有待认定的异常低价问题。",
                    en: "There is no open question about the price of \"\(bid.text)\"."))
        }
        guard lot.questions[one.question]?.answeredAt == nil, matter.act.at < one.until else { return nil }
        return .init(
            Words(
                zh: "供应商还可以在\(one.until.text)之前说明。",
                en: "The bidder may still explain until \(one.until.text)."),
            earliest: one.until)
    }
}

/// A price is turned away as abnormally low only when the bidder was asked and proved nothing.
func abnormallyLowOnlyUnproven(_ citation: Citation) -> Clause {
    Clause(
        "lowPrice.unproven", citation,
        Words(
            zh: "要求说明而不能证明其合理性的，才可以按异常低价作无效处理",
            en: "a bid falls to its low price only when it was asked and proved nothing"),
        uncertain: lowPriceSource
    ) { matter in
        guard case .rejectBid(let bid, .abnormallyLow, _) = matter.act.command, let lot = matter.lot,
            lot.lowPrices[bid]?.proven != false
        else { return nil }
        return .init(
            Words(
                zh: "“\(bid.text)”的报价没有被认定为不能证明其合理性，不得以此否决。",
                en: "Nobody ruled that the price of \"\(bid.text)\" is unproven, so it cannot fall to it."))
    }
}

/// No report while a price below the lines of the notice has no ruling, or was found unproven and still
/// stands. The raw price counts, corrected in its arithmetic. A price equal to a line does not trigger.
func lowPricesAreRuledOn(_ rule: AbnormallyLowRule, _ citation: Citation) -> Clause {
    Clause(
        "lowPrice.ruled", citation,
        Words(
            zh:
                "低于平均价\(rule.ofMean / 100)%、次低价\(rule.ofSecondLowest / 100)%或者最高限价\(rule.ofCeiling / 100)%的报价先要求说明并认定",
            en:
                "prices below \(rule.ofMean / 100)% of the mean, \(rule.ofSecondLowest / 100)% of the second lowest or \(rule.ofCeiling / 100)% of the ceiling are asked about and ruled on first"
        ), uncertain: lowPriceSource
    ) { matter in
        guard let lot = matter.lot else { return nil }
        // The documents may draw the lines higher.
        let lines = matter.tender?.notice?.rule?.abnormallyLow ?? rule
        for bid in matter.pricesToExplain(by: lines) {
            switch lot.lowPrices[bid]?.proven {
            case true?: continue
            case false?:
                return .init(
                    Words(
                        zh: "“\(bid.text)”不能证明其报价的合理性，应当先作无效处理。",
                        en: "\"\(bid.text)\" did not prove its price; reject it first."),
                    found: bid.text)
            case nil:
                return .init(
                    Words(
                        zh: "“\(bid.text)”的报价明显偏低，应当先要求说明并作出认定。",
                        en: "The price of \"\(bid.text)\" is below a line; ask about it and rule on it first."
                    ),
                    found: bid.text)
            }
        }
        return nil
    }
}

extension Matter {
    /// Bids that stand and whose prices must be explained, in the order of their ids: by the ratios, and
    /// those that the committee asked about on its own judgement.
    fileprivate func pricesToExplain(by rule: AbnormallyLowRule) -> [BidID] {
        guard let lot else { return [] }
        var prices: [BidID: Fen] = [:]
        // What fell to its low price passed the review of conformity, so it belongs to the mean.
        for bid in lot.liveBids
        where !bid.left && (bid.rejection == nil || bid.rejection == .abnormallyLow) {
            prices[bid.id] = bid.price
        }
        let asked = Set(lot.lowPrices.keys)
        let low = abnormallyLow(prices, ceiling: terms?.ceilingPrice, budget: lot.plan.estimate, rule)
        return lot.validBids.map(\.id).filter { low[$0] != nil || asked.contains($0) }
    }
}
