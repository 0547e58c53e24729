internal import Foundation
internal import Ledger
internal import Procurement
internal import StrictJSON

extension Demo {
    func bids() throws {
        story.chapter(4, zh: "投标", en: "The bids")
        try stage.moveClock(to: "2026-03-20T14:00:00+08:00")
        for lot in ["L1", "L2"] {
            let pem = try Hall(stage.address).get("/tenders/\(story.tender)/lots/\(lot)/opening-certificate")
            try Files.write(pem, to: "\(stage.folder)/papers/\(lot).pem")
        }
        let prices: [Int64] = [4_010_000_000, 3_980_000_000, 4_050_000_000, 3_995_000_000]
        let own = try bidders.dropLast().enumerated().map { try submit($0.element, "L1", prices[$0.offset]) }
        try replace(bidders[0], own[0], 3_990_000_000)
        try stock(bidders[3], prices[3])
        try submit(gardeners[0], "L2", 280_000_000)
        try submit(gardeners[1], "L2", 275_000_000)
        try unsealed()
        for (player, code) in [(revoked, "CERT_REVOKED"), (expired, "CERT_EXPIRED")] {
            try story.refused(
                player, "takeDocuments", [:], code: code, zh: "用失效的证书办理",
                en: "acts with a certificate that is no longer good")
        }
        try late()
    }

    private func pack(_ player: Player, _ lot: String, _ price: Int64, _ more: [String] = []) throws -> String
    {
        let base = "\(stage.folder)/papers/\(player.uscc)-\(lot)-\(price)"
        let plan = "\(base)-施工组织设计.txt"
        try Files.write(Array("施工组织设计：\(player.shortName)".utf8), to: plan)
        try stage.verb(
            ["bid", "pack"] + player.options + [
                "--tender", story.tender, "--lot", lot, "--total", "\(price)", "--file", "plan.txt=\(plan)",
                "--out",
                "\(base).signed.cms",
            ] + more)
        try stage.verb([
            "bid", "seal", "\(base).signed.cms", "--to", "\(stage.folder)/papers/\(lot).pem", "--out",
            "\(base).sealed.cms",
        ])
        return base
    }

    /// - Returns: the bid's id.
    @discardableResult
    private func submit(
        _ player: Player, _ lot: String, _ price: Int64, _ more: [String] = []
    ) throws -> String {
        let base = try pack(player, lot, price, more)
        let out = try stage.verb(
            ["bid", "submit", "\(base).sealed.cms", "--server", stage.address, "--json"] + player.options
                + ["--tender", story.tender, "--lot", lot] + more)
        return try story.handedIn(player, lot, out)
    }

    private func replace(_ player: Player, _ first: String, _ price: Int64) throws {
        try submit(player, "L1", price, ["--replaces", first])
        story.tell(
            zh: "（这份新投标替代了先前的一份；先前的那份永远不会被打开。）",
            en: "(The new bid takes the place of the first, which will never be opened.)")
    }

    /// The same with stock tools alone: tar, openssl.
    private func stock(_ player: Player, _ price: Int64) throws {
        let work = "\(stage.folder)/stock"
        try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
        let script = """
            set -eu
            cd "\(work)"
            printf 'construction plan of a bidder that has stock tools only\\n' > plan.txt
            cat > bid.json <<JSON
            {"version":1,"tender":"\(story.tender)","lot":"L1","bidder":"\(player.uscc)","salt":"$(openssl rand -hex 32)","replaces":null,"prices":[{"name":"total","fen":\(price)}],"files":[{"path":"plan.txt","size":$(wc -c < plan.txt),"sha256":"$(sha256sum plan.txt | cut -d' ' -f1)"}]}
            JSON
            tar -cf bid.tar bid.json plan.txt
            openssl cms -sign -cades -binary -nodetach -stream -md sha256 -in bid.tar -signer "\(player.folder)/cert.pem" -certfile "\(stage.provinces)/anchors/330000/ca.pem" -inkey "\(player.folder)/key.pem" -outform DER -out signed.cms
            openssl cms -encrypt -binary -stream -aes-256-gcm -aes256-wrap -in signed.cms -recip "\(stage.folder)/papers/L1.pem" -keyopt ecdh_kdf_md:sha256 -outform DER -out sealed.cms
            """
        let (status, out) = try stage.run("/bin/bash", ["-c", script])
        guard status == 0 else {
            throw Failure("DEMO_FAILED", zh: "openssl没有成功：\(out)", en: "Stock openssl failed: \(out)")
        }
        let submitted = try stage.verb(
            ["bid", "submit", "\(work)/sealed.cms", "--server", stage.address, "--json"] + player.options
                + ["--tender", story.tender, "--lot", "L1"])
        try story.handedIn(player, "L1", submitted)
        story.tell(
            zh: "（这份投标只用系统自带的tar和openssl制作。）", en: "(That bid was made with stock tar and openssl alone.)")
    }

    /// A bid that is not sealed, and one sealed in a way that can be tampered with.
    private func unsealed() throws {
        let player = bidders[2]
        let base = "\(stage.folder)/papers/\(player.uscc)-L1-4050000000"
        try story.refusedFile(
            player, "\(base).signed.cms", code: "bid.sealed", zh: "递交未加密的投标文件",
            en: "hands in a bid that is not sealed")
        let cbc = "\(stage.folder)/papers/cbc.cms"
        let (status, out) = try stage.run(
            "/usr/bin/env",
            [
                "openssl", "cms", "-encrypt", "-binary", "-aes-256-cbc", "-in", "\(base).signed.cms",
                "-recip",
                "\(stage.folder)/papers/L1.pem", "-keyopt", "ecdh_kdf_md:sha256", "-outform", "DER", "-out",
                cbc,
            ])
        guard status == 0 else { throw Failure("DEMO_FAILED", zh: out, en: out) }
        try story.refusedFile(
            player, cbc, code: "bid.sealed", zh: "递交CBC模式加密的投标文件", en: "hands in a bid sealed with CBC")
    }

    private func late() throws {
        try stage.moveClock(to: "2026-03-25T09:30:00.001+08:00")
        let player = bidders[2]
        story.tell(zh: "2026-03-25 09:30，投标截止。", en: "2026-03-25 09:30: the deadline has passed.")
        try story.refusedFile(
            player, "\(stage.folder)/papers/\(player.uscc)-L1-4050000000.sealed.cms",
            code: "bid.beforeDeadline",
            zh: "在截止后递交", en: "hands a bid in after the deadline")
    }
}

extension Story {
    /// Tells of a bid that was handed in, from the receipt that `bid submit` printed.
    /// - Returns: the bid's id.
    @discardableResult
    func handedIn(_ player: Player, _ lot: String, _ out: String) throws -> String {
        let receipt = try Receipt.parse(Array(out.utf8))
        let entry = try Entry(receipt.entry)
        guard case .string(let id)? = entry.body["act"]?["id"] else {
            throw Failure("DEMO_FAILED", zh: "回执中没有投标编号。", en: "The receipt names no bid.")
        }
        line(player, entry, receipt, zh: "递交标段\(lot)的密封投标", en: "hands in a sealed bid for lot \(lot)")
        return id
    }

    /// Hands in a file that is no bid, and shows why it is refused.
    func refusedFile(_ player: Player, _ path: String, code: String, zh: String, en: String) throws {
        let hall = try Hall(stage.address)
        try hall.signIn(player.signer)
        let file = try hall.upload(path, stage.console)
        try refused(
            player, "submitBid", lots: ["L1"],
            ["envelope": .string(file.sha256), "size": .integer(file.size)],
            code: code, zh: zh, en: en)
    }
}
