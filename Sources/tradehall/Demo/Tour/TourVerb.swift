internal import Foundation
internal import OpenSSL
internal import Platform
internal import Procurement
internal import StrictJSON

/// Plays one procedure of each mode, and measures the platform's own share.
struct ToursOfAll {
    let stage: Stage
    let bidders: Int
    /// The folder of plain scenarios, one folder a procedure.
    let scenarios: String

    /// The procedure that stands for each mode.
    private static let chosen: [(Mode, Regime)] = [
        (.openTender, .biddingLaw), (.invitedTender, .governmentProcurement),
        (.competitiveNegotiation, .governmentProcurement), (.competitiveConsultation, .governmentProcurement),
        (.requestForQuotation, .governmentProcurement), (.singleSource, .governmentProcurement),
        (.auction, .land), (.listing, .land),
    ]

    /// Seconds that the platform itself may take for one mode.
    static let limit = 60.0

    /// The procedures that a name stands for: `all`, a mode, or a mode and a regime with a slash between.
    static func procedures(named name: String) throws(Failure) -> [Procedure] {
        if name == "all" {
            return chosen.compactMap { Procedure.serving($0.0, under: $0.1) }
        }
        let parts = name.split(separator: "/").map(String.init)
        guard let mode = Mode(rawValue: parts.first ?? ""), parts.count <= 2,
            let regime = parts.count == 2
                ? Regime(rawValue: parts[1]) : chosen.first(where: { $0.0 == mode })?.1,
            let procedure = Procedure.serving(mode, under: regime)
        else {
            throw .usage(
                zh: "没有交易方式“\(name)”；写all、方式，或者方式/法律体系，见tradehall modes。",
                en:
                    "There is no mode \"\(name)\"; write all, a mode, or MODE/REGIME as tradehall modes lists them."
            )
        }
        return [procedure]
    }

    func play(_ procedures: [Procedure]) throws {
        var outcomes: [Tour.Outcome] = []
        for (number, procedure) in procedures.enumerated() {
            stage.console.print("")
            let regime = procedure.regime.words
            stage.console.print(
                zh: "\(number + 1)/\(procedures.count)  \(procedure.mode.words.zh)（\(regime.zh)）",
                en: "\(number + 1)/\(procedures.count)  \(procedure.mode.words.en), \(regime.en)")
            outcomes.append(try play(procedure))
        }
        try table(outcomes)
    }

    private func play(_ procedure: Procedure) throws -> Tour.Outcome {
        let name = "\(procedure.mode.rawValue)-\(procedure.regime.rawValue)"
        let file = "\(scenarios)/\(name)/success.jsonl"
        guard FileManager.default.fileExists(atPath: file) else {
            throw Failure(
                "DEMO_FAILED", zh: "没有找到“\(file)”，请在源码目录中运行，或者用--scenarios指明。",
                en: "There is no \"\(file)\"; run this in the source folder, or name it with --scenarios.",
                exit: .usage)
        }
        let folder = "\(stage.folder)/\(name)"
        let tour = try Tour(stage.console, procedure, scenario: file, bidders: bidders, below: folder)
        defer { tour.service.stop() }
        let outcome = try tour.play()
        try verify(tour, in: folder)
        return outcome
    }

    /// The finished tender, checked from the exported file alone.
    private func verify(_ tour: Tour, in folder: String) throws {
        guard let line = tour.lines.last(where: { $0.command == .archive || $0.command == .signContract }),
            let agency = tour.lines.first(where: { $0.command == .registerProject })?.actor,
            let party = tour.troupe.players[agency]
        else { return }
        var key = try party.identity.key.pem(password: nil)
        defer { Secret.wipe(&key) }
        try Files.write(key, to: "\(folder)/agency.key", secret: true)
        try Files.write(
            try party.identity.certificate.pem() + party.identity.chain.flatMap { try $0.pem() },
            to: "\(folder)/agency.pem")
        let logKey = String(decoding: try Hall(tour.service.address).get("/log/key"), as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        try stage.verb([
            "tender", "export", "--server", tour.service.address, "--tender", line.tender, "--out",
            "\(folder)/tender.tar", "--key", "\(folder)/agency.key", "--cert", "\(folder)/agency.pem",
        ])
        tour.service.stop()
        try stage.verb(["tender", "verify", "\(folder)/tender.tar", "--log-key", logKey])
        stage.console.print(
            zh: "   ✓ 导出后离线核验通过：每一步都由规则重新裁决，每个签名、每份密封投标都重新核对。",
            en:
                "   ✓ Verified offline from the exported file: every step decided again, every signature and sealed bid checked again."
        )
    }

    private func table(_ outcomes: [Tour.Outcome]) throws {
        let console = stage.console
        console.print("")
        console.print(
            zh: "方式                法律体系      竞争者  指令   拒绝  法定日数   平台用时（秒）  上限",
            en:
                "mode                    regime                  bidders  acts  refusals  statutory days  platform s  limit s"
        )
        for outcome in outcomes {
            let procedure = outcome.procedure
            let (mode, regime) = (
                procedure.mode.words[console.language], procedure.regime.words[console.language]
            )
            let columns: [(String, Int)] =
                console.language == .zh
                ? [(mode, 20), (regime, 14)] : [(mode, 24), (regime, 24)]
            let numbers: [(String, Int)] = [
                ("\(outcome.bidders)", 8), ("\(outcome.acts)", 7), ("\(outcome.refusals)", 6),
                ("\(outcome.statutoryDays)", 11), (BenchReport.number(outcome.platformSeconds), 16),
                ("\(Int(Self.limit))", 6),
            ]
            let text = (columns + numbers).map { text, width in
                text + String(repeating: " ", count: max(1, width - Console.cells(text)))
            }
            console.print(text.joined())
        }
        if let slow = outcomes.first(where: { $0.platformSeconds > Self.limit }) {
            throw Failure(
                "DEMO_FAILED", zh: "\(slow.procedure.mode.words.zh)的平台用时超过\(Int(Self.limit))秒。",
                en:
                    "The platform took more than \(Int(Self.limit)) seconds for \(slow.procedure.mode.words.en)."
            )
        }
        console.print("")
        console.print(
            zh: "平台用时：每个请求从发出到收到答复的时间之和。法定日数：从首次公告到合同的日历日数，由法律规定，平台不能缩短。",
            en:
                "Platform time: from sending each request to its answer, summed up. Statutory days: calendar days from the first publication to the contract, which the law sets and no platform shortens."
        )
    }
}
