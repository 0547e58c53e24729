internal import Foundation
internal import Platform
internal import Procurement
internal import StrictJSON

extension Demo {
    func opening() throws {
        story.chapter(5, zh: "开标", en: "The opening")
        try story.refused(
            custodian, "openBids", lots: ["L2"], [:], code: "quorum.bidders", zh: "拟开启只有两个投标人的标段L2",
            en: "wants to open lot L2, which has two bidders")
        story.tell(
            zh: "标段L1有四个投标人。保管人在自己的机器上恢复每份投标的内容密钥：",
            en: "Lot L1 has four bidders. The custodian recovers each bid's content key on its own machine:")
        try stage.verb(
            [
                "custodian", "open", "--server", stage.address, "--tender", story.tender, "--lot", "L1",
                "--key",
                "\(stage.folder)/custodian-L1/opening.key", "--signer-key", "\(custodian.folder)/key.pem",
                "--signer-cert", "\(custodian.folder)/chain.pem",
            ], showing: true)
        try story.act(
            agency, "closeOpening", lots: ["L1"], ["record": try story.paper(agency, "开标记录：四份投标全部解密，无异议")],
            zh: "宣布开标结束，公布名称和报价", en: "closes the opening; names and prices are published")
        for bid in try openedBids() {
            story.tell(
                zh: "   \(bid.name)  \(Fen(bid.price).yuan)元",
                en: "   \(bid.name)  \(Fen(bid.price).yuan) yuan")
        }
    }

    private struct Read {
        var id, uscc, name: String
        var price: Int64
    }

    /// What everybody may read of lot L1 after its opening.
    private func openedBids() throws -> [Read] {
        guard case .array(let lots)? = try Hall(stage.address).getJSON("/tenders/\(story.tender)")["lots"],
            case .array(let bids)? = lots.first(where: { $0["id"] == "L1" })?["opening"]
        else { return [] }
        return bids.compactMap { bid in
            guard case .string(let id)? = bid["bid"], case .string(let uscc)? = bid["bidder"]?["uscc"],
                case .string(let name)? = bid["bidder"]?["name"], case .integer(let price)? = bid["price"]
            else { return nil }
            return Read(
                id: id, uscc: uscc, name: name.replacingOccurrences(of: " TEST ONLY 仅供测试", with: ""),
                price: price)
        }
    }

    func evaluation() throws {
        story.chapter(6, zh: "评标", en: "The evaluation")
        try stage.moveClock(to: "2026-03-25T14:00:00+08:00")
        let draw = try story.paper(agency, "评标专家随机抽取记录")
        func committee(_ count: Int) -> JSON {
            [
                "members": .array(experts.prefix(count).map { ["party": .string($0.uscc), "expert": true] }),
                "draw": draw,
            ]
        }
        try story.refused(
            agency, "formCommittee", lots: ["L1"], committee(4), code: "committee.composition",
            zh: "拟组建四人评标委员会",
            en: "wants a committee of four")
        try story.act(
            agency, "formCommittee", lots: ["L1"], committee(5), zh: "组建五人评标委员会",
            en: "forms a committee of five")
        let bids = try openedBids()
        for (number, expert) in experts.enumerated() {
            let scores = bids.map { bid -> JSON in
                // The dearer the bid, the fewer points; each expert has a view of its own.
                let points = 9_500 - (bid.price - 3_980_000_000) / 10_000_000 * 100 - Int64(number * 25)
                return ["bid": .string(bid.id), "hundredths": .integer(points)]
            }
            try story.act(
                expert, "scoreBids", lots: ["L1"], ["scores": .array(scores)], zh: "独立评分", en: "scores alone")
        }
        let ranked = bids.sorted { $0.price < $1.price }.prefix(3).map(\.id)
        let text = try story.paper(experts[0], "评标报告：推荐三名中标候选人")
        try story.act(
            experts[0], "proposeReport", lots: ["L1"],
            ["text": text, "candidates": .array(ranked.map { .string($0) })], zh: "起草评标报告，推荐三名候选人",
            en: "proposes the report with three ranked candidates")
        for expert in experts {
            try story.act(
                expert, "signReport", lots: ["L1"], ["report": text], zh: "签署评标报告", en: "signs the report")
        }
        try story.act(experts[0], "deliverReport", lots: ["L1"], [:], zh: "提交评标报告", en: "delivers the report")
    }

    func award() throws {
        story.chapter(7, zh: "公示、定标与合同", en: "Publicity, award and contract")
        try stage.moveClock(to: "2026-03-26T09:00:00+08:00")
        let candidates = try story.paper(agency, "中标候选人公示")
        try story.act(
            agency, "publishCandidates", lots: ["L1"],
            [
                "until": "2026-03-29T17:00:00+08:00",
                "publications": publications(candidates, "2026-03-26T09:00:00+08:00"),
            ],
            zh: "公示中标候选人三日", en: "publishes the candidates for three days")
        guard let winner = try openedBids().min(by: { $0.price < $1.price }),
            let player = bidders.first(where: { $0.uscc == winner.uscc })
        else { throw Failure("DEMO_FAILED", zh: "没有开标记录。", en: "There is no record of the opening.") }
        let notice = try story.paper(agency, "中标通知书")
        func body(_ at: String) -> JSON {
            ["bid": .string(winner.id), "notice": notice, "publications": publications(notice, at)]
        }
        try story.refused(
            agency, "award", lots: ["L1"], body("2026-03-26T09:00:00+08:00"), code: "award.afterPublicity",
            zh: "拟在公示期内定标",
            en: "wants to award during the publicity")
        try stage.moveClock(to: "2026-03-30T09:00:00+08:00")
        try story.act(
            agency, "award", lots: ["L1"], body("2026-03-30T09:00:00+08:00"),
            zh: "定标：\(winner.name)中标，发出中标通知书",
            en: "awards lot L1 to \(winner.name)")
        try stage.moveClock(to: "2026-04-08T10:00:00+08:00")
        let text = "施工合同：乌江大桥主桥"
        let contract: JSON = ["text": try story.paper(agency, text), "price": .integer(winner.price)]
        _ = try story.paper(player, text)
        try story.act(player, "signContract", lots: ["L1"], contract, zh: "签署合同", en: "signs the contract")
        try story.act(
            agency, "signContract", lots: ["L1"], contract, zh: "签署合同，合同成立",
            en: "signs it too; the contract stands")
        try story.act(
            agency, "reportToSupervisor", lots: ["L1"], ["text": try story.paper(agency, "招标投标情况书面报告")],
            zh: "向行政监督部门提交书面报告", en: "reports to the supervisor")
        try stage.moveClock(to: "2026-04-10T10:00:00+08:00")
        try story.act(
            agency, "returnBonds", lots: ["L1"], ["record": try story.paper(agency, "投标保证金及利息退还记录")],
            zh: "退还投标保证金及利息", en: "returns the bonds with interest")
        try story.act(
            agency, "archive", lots: ["L1"], ["record": try story.paper(agency, "归档目录")], zh: "归档",
            en: "archives the tender")
    }

    func verification() throws {
        story.chapter(8, zh: "离线核验", en: "Verification, offline")
        let file = "\(stage.folder)/tender.tar"
        let key = String(decoding: try Hall(stage.address).get("/log/key"), as: UTF8.self).trimmingCharacters(
            in: .whitespacesAndNewlines)
        try stage.verb(
            ["tender", "export", "--server", stage.address, "--tender", story.tender, "--out", file]
                + regulator.options, showing: true)
        stage.stop()
        story.tell(
            zh: "服务已停止；以下只用导出的文件。", en: "The service has stopped; from here on there is the file alone.")
        try stage.verb(["tender", "verify", file, "--log-key", key], showing: true)
        var bytes = try Files.read(file, limit: 1 << 30)
        let place = bytes.count / 2
        bytes[place] ^= 1
        try Files.write(bytes, to: "\(stage.folder)/flipped.tar")
        let sentence = try stage.refused([
            "tender", "verify", "\(stage.folder)/flipped.tar", "--log-key", key,
        ])
        story.refusal(
            Words(zh: "有人", en: "Somebody")[stage.language], zh: "改动了文件的第\(place)字节的一位",
            en: "flips one bit of byte \(place)",
            sentence.replacingOccurrences(of: "\(stage.folder)/", with: ""))
        try stage.verb(["ledger", "verify", "\(stage.folder)/hall"], showing: true)
    }
}
