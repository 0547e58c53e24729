internal import Foundation
internal import OpenSSL
internal import Platform
internal import Procurement
internal import StrictJSON

extension Option {
    static let keep = Option(
        "keep", "DIR", zh: "在此目录中演示并保留全部文件", en: "play in this folder and leave everything there")
    static let certsMake = Option(
        "certs", "FILE", zh: "样例证书脚本，缺省为./certs/make",
        en: "the script that makes sample provinces; else ./certs/make")
}

extension Option {
    static let tourMode = Option(
        "mode", "all|MODE[/REGIME]", zh: "演示这一交易方式，或者全部八种",
        en: "play this mode, or all eight, with many bidders")
    static let tourBidders = Option(
        "bidders", "N", zh: "竞争者数量，缺省20", en: "with --mode: how many bidders; else 20")
    static let scenarioFolder = Option(
        "scenarios", "DIR", zh: "情景文件夹，缺省为Tests/Scenarios/law",
        en: "with --mode: the folder of plain scenarios; else Tests/Scenarios/law")
}

extension Verb {
    /// One public tender from registration to archive, on a real service.
    static let demo = Verb(
        "demo", group: .hall, zh: "演示：一个公开招标项目从登记到归档",
        en: "a whole open tender, from registration to archive",
        options: [.keep, .certsMake, .tourMode, .tourBidders, .scenarioFolder],
        notes: Words(
            zh: "在本机启动真实的服务，由三个省的样例单位（仅供测试）走完全过程，并离线核验。时钟是演练时钟。",
            en:
                "Starts the real service on this machine and lets sample parties of three provinces (TEST ONLY) play it to the end, on a rehearsal's clock; then verifies it offline."
        )
    ) { call in
        let folder = try call.value(.keep) ?? temporaryFolder()
        defer { if call.value(.keep) == nil { try? FileManager.default.removeItem(atPath: folder) } }
        try FileManager.default.createDirectory(atPath: "\(folder)/papers", withIntermediateDirectories: true)
        let stage = Stage(call.console, folder: folder)
        if let name = call.value(.tourMode) {
            let procedures = try ToursOfAll.procedures(named: name)
            try ToursOfAll(
                stage: stage, bidders: Int(try call.integer(.tourBidders, 1...200) ?? 20),
                scenarios: call.value(.scenarioFolder) ?? "Tests/Scenarios/law"
            ).play(procedures)
            return .done
        }
        let demo = try Demo(stage, certs: call.value(.certsMake) ?? "certs/make")
        try demo.play()
        return .done
    }

    private static func temporaryFolder() throws -> String {
        let path =
            "\(FileManager.default.temporaryDirectory.path)/tradehall-demo-\(try Hall.freshID().prefix(8))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }
}

/// The story, act by act.
struct Demo {
    let stage: Stage
    let story: Story
    let centre, agency, regulator, custodian: Player
    /// Guizhou (P-256), Guizhou, Sichuan (RSA), Zhejiang (P-256 of another profile).
    let bidders: [Player]
    /// Two for the second lot, which is one too few.
    let gardeners: [Player]
    let experts: [Player]
    let revoked, expired: Player

    init(_ stage: Stage, certs: String) throws {
        self.stage = stage
        story = Story(stage)
        stage.console.print(
            zh: "公开招标演示：全部单位、证书、金额均为样例，仅供测试。",
            en: "An open tender, shown whole. Every party, certificate and amount is a sample, TEST ONLY.")
        stage.console.print(
            zh: "   生成三个省的样例证书……", en: "   Making the sample certificates of three provinces …")
        guard FileManager.default.isExecutableFile(atPath: certs) else {
            throw Failure(
                "DEMO_FAILED", zh: "没有找到“\(certs)”，请在源码目录中运行，或者用--certs指明。",
                en:
                    "There is no \"\(certs)\"; run this in the source folder, or name the script with --certs.",
                exit: .usage)
        }
        let (status, out) = try stage.run(certs, [stage.provinces])
        guard status == 0 else {
            throw Failure("DEMO_FAILED", zh: "样例证书生成失败：\(out)", en: "The sample certificates failed: \(out)")
        }
        centre = try Player(stage, "centre-guizhou")
        agency = try Player(stage, "agency-guizhou")
        regulator = try Player(stage, "regulator-guizhou")
        custodian = try Player(stage, "custodian-guizhou")
        bidders = try ["bidder-guizhou-1", "bidder-guizhou-2", "bidder-sichuan-1", "bidder-zhejiang-1"].map {
            try Player(stage, $0)
        }
        gardeners = try ["bidder-guizhou-3", "bidder-sichuan-2"].map { try Player(stage, $0) }
        experts = try (1...5).map { try Player(stage, "expert-\($0)") }
        revoked = try Player(stage, "bidder-revoked")
        expired = try Player(stage, "bidder-expired")
    }

    func play() throws {
        let began = Date()
        try register()
        try notice()
        try questions()
        try bids()
        try opening()
        try evaluation()
        try award()
        try verification()
        stage.stop()
        let seconds = Int(Date().timeIntervalSince(began))
        stage.console.print("")
        stage.console.print(
            zh: "演示完成：\(story.receipts)份回执，\(story.refusals)次依法拒绝，用时\(seconds)秒。",
            en: "Done: \(story.receipts) receipts, \(story.refusals) lawful refusals, \(seconds) seconds.")
    }

    private func register() throws {
        story.chapter(1, zh: "入场登记", en: "Registration")
        try stage.start(clock: "2026-03-02T09:00:00+08:00", centre: centre)
        story.tell(
            zh: "服务已启动：\(stage.address)，演练时钟从2026-03-02开始。",
            en: "The service is up at \(stage.address); the rehearsal begins on 2026-03-02.")
        let grants: [(Player, String)] =
            [(agency, "agency"), (regulator, "regulator"), (custodian, "custodian")]
            + experts.map { ($0, "committee") }
        for (player, role) in grants {
            try story.act(
                centre, "registerParty", party(player, role), onTender: false, zh: "登记\(player.shortName)",
                en: "registers \(player.shortName) as \(role)")
        }
        for player in bidders + gardeners {
            try story.act(
                player, "registerParty", party(player, "bidder"), onTender: false, zh: "登记为投标人",
                en: "registers as a bidder")
        }
        try story.act(
            agency, "registerProject",
            [
                "name": "乌江大桥及引道工程", "mode": "openTender", "regime": "biddingLaw",
                "approval": "黔发改基础〔2026〕17号",
                "compulsory": true, "stateFunded": true, "territory": "520000",
                "lots": [
                    ["id": "L1", "name": "主桥", "estimate": 4_200_000_000],
                    ["id": "L2", "name": "绿化", "estimate": 300_000_000],
                ],
            ], zh: "登记项目“乌江大桥及引道工程”，两个标段", en: "registers the project \"Wu River bridge\", two lots")
    }

    private func party(_ player: Player, _ role: String) -> JSON {
        [
            "uscc": .string(player.uscc), "name": .string(player.name), "roles": [.string(role)],
            "territory": "520000",
        ]
    }

    private func notice() throws {
        story.chapter(2, zh: "公告", en: "The notice")
        story.tell(
            zh: "保管人在自己的机器上为每个标段生成开标密钥；私钥不上服务器。",
            en:
                "The custodian makes an opening key for each lot on its own machine; the keys never reach the server."
        )
        var certificates: [String: JSON] = [:]
        for lot in ["L1", "L2"] {
            try stage.verb([
                "custodian", "keygen", "--tender", story.tender, "--lot", lot, "--out",
                "\(stage.folder)/custodian-\(lot)",
            ])
            certificates[lot] = try openingCertificate(lot)
        }
        let text = try story.paper(agency, "乌江大桥及引道工程施工招标公告")
        let documents = try story.paper(agency, "招标文件：投标人须知、评标办法、合同条款、工程量清单")
        func body(_ deadline: String) -> JSON {
            [
                "publications": publications(text, "2026-03-02T09:00:00+08:00"), "documents": documents,
                "documentsFrom": "2026-03-02T09:00:00+08:00", "documentsUntil": "2026-03-09T17:00:00+08:00",
                "deadline": .string(deadline), "bidValidityDays": 90, "method": "scored",
                "decryptionMinutes": 30,
                "terms": .array(["L1", "L2"].map { terms($0, certificates[$0] ?? .null) }),
            ]
        }
        try story.refused(
            agency, "publishNotice", body("2026-03-21T09:30:00+08:00"), code: "period.issueToDeadline",
            zh: "拟定19天后截止", en: "wants the deadline after 19 days")
        try story.act(
            agency, "publishNotice", body("2026-03-23T09:30:00+08:00"), zh: "发布招标公告，3月23日09:30截止",
            en: "publishes the notice: bids until 23 March, 09:30")
    }

    private func openingCertificate(_ lot: String) throws -> JSON {
        let pem = try Files.read("\(stage.folder)/custodian-\(lot)/opening.pem")
        let der = try Signer.certificates("\(stage.folder)/custodian-\(lot)/opening.pem")
        guard let first = der.first, !pem.isEmpty else { return .null }
        let path = "\(stage.folder)/papers/opening-\(lot).der"
        try Files.write(first.der, to: path)
        let hall = try Hall(stage.address)
        try hall.signIn(agency.signer)
        return .string(try hall.upload(path, stage.console).sha256)
    }

    private func terms(_ lot: String, _ certificate: JSON) -> JSON {
        [
            "lot": .string(lot), "ceilingPrice": lot == "L1" ? 4_150_000_000 : 290_000_000,
            "bidBond": lot == "L1" ? 50_000_000 : 5_000_000, "performanceBondBasisPoints": 1000,
            "custodian": .string(custodian.uscc), "openingCertificate": certificate,
        ]
    }

    func publications(_ text: JSON, _ at: String) -> JSON {
        [
            ["medium": "贵州省公共资源交易平台", "text": text, "at": .string(at)],
            ["medium": "中国招标投标公共服务平台", "text": text, "at": .string(at)],
        ]
    }

    private func questions() throws {
        story.chapter(3, zh: "异议与澄清", en: "An objection and a clarification")
        for player in bidders {
            try story.act(player, "takeDocuments", [:], zh: "领取招标文件", en: "takes the documents")
        }
        try stage.moveClock(to: "2026-03-06T10:00:00+08:00")
        let objection = try Hall.freshID()
        try story.act(
            bidders[1], "raiseObjection", lots: ["L1"],
            ["subject": "documents", "text": try story.paper(bidders[1], "业绩要求限制了竞争")], id: objection,
            zh: "对招标文件提出异议，标段L1暂停", en: "objects to the documents; lot L1 stands still")
        try stage.moveClock(to: "2026-03-08T15:00:00+08:00")
        try story.act(
            agency, "answerObjection",
            ["to": .string(objection), "upheld": true, "text": try story.paper(agency, "异议成立，修改业绩要求")],
            zh: "在3日内答复，截止时间顺延2日至3月25日",
            en: "answers within three days; the deadline moves by the two days lost, to 25 March")
        try story.act(
            agency, "amendDocuments",
            ["text": try story.paper(agency, "补遗书第1号：业绩要求改为近五年"), "affectsBids": true],
            zh: "发出补遗书，距截止17日（不少于15日）",
            en: "sends an amendment, 17 days before the deadline (15 are demanded)")
    }
}
