internal import Foundation
internal import Ledger
internal import OpenSSL
internal import Platform
internal import Procurement
internal import StrictJSON

/// How the demonstration tells what happens: chapters, acts with their receipts, and refusals with their
/// articles.
final class Story {
    let stage: Stage
    let tender = "QIANJIAO-2026-001"
    private(set) var refusals = 0
    private(set) var receipts = 0

    init(_ stage: Stage) { self.stage = stage }

    private var console: Console { stage.console }

    func chapter(_ number: Int, zh: String, en: String) {
        console.print("")
        console.print(zh: "第\(number)幕  \(zh)", en: "Act \(number)  \(en)")
    }

    func tell(zh: String, en: String) { console.print("   \(Words(zh: zh, en: en)[stage.language])") }

    /// An act that is taken: who, what, when, and the receipt.
    @discardableResult
    func act(
        _ player: Player, _ command: String, lots: [String] = [], _ body: JSON, onTender: Bool = true,
        id: String? = nil, zh: String, en: String
    ) throws -> String {
        let made = try Hall(stage.address).command(
            command, tender: onTender ? tender : nil, lots: lots, body: body, signer: player.signer, id: id)
        line(player, made.entry, made.receipt, zh: zh, en: en)
        return "\(made.receipt.seq)"
    }

    /// An act that is refused, and why.
    /// - Throws: when it is taken all the same, or refused for another reason than `code`.
    func refused(
        _ player: Player, _ command: String, lots: [String] = [], _ body: JSON, code: String, zh: String,
        en: String
    ) throws {
        do {
            _ = try Hall(stage.address).command(
                command, tender: tender, lots: lots, body: body, signer: player.signer)
        } catch let failure as Failure where failure.code == code {
            return refusal(player.shortName, zh: zh, en: en, failure.sentence(in: stage.language))
        }
        throw Failure(
            "DEMO_FAILED", zh: "“\(zh)”本应以\(code)被拒绝。", en: "\"\(en)\" should have been refused with \(code)."
        )
    }

    /// A refusal that a verb printed.
    func refusal(_ who: String, zh: String, en: String, _ sentence: String) {
        refusals += 1
        console.print("   ✗ \(who) \(Words(zh: zh, en: en)[stage.language])")
        console.print("       \(sentence.replacingOccurrences(of: "tradehall: ", with: ""))")
    }

    /// Who did what, when, and under which receipt.
    func line(_ player: Player, _ entry: Entry, _ receipt: Receipt, zh: String, en: String) {
        receipts += 1
        let at = Instant(milliseconds: entry.at).text.prefix(19).replacingOccurrences(of: "T", with: " ")
        console.print(
            zh: "   ✓ \(at)  \(player.shortName) \(zh)（回执号\(receipt.seq)）",
            en: "   ✓ \(at)  \(player.shortName) \(en) (receipt \(receipt.seq))")
    }

    /// Hands in a text and gives its digest.
    func paper(_ player: Player, _ text: String) throws -> JSON {
        let path = "\(stage.folder)/papers/\(try Random.bytes(6).hex).txt"
        try Files.write(Array(text.utf8), to: path)
        let hall = try Hall(stage.address)
        try hall.signIn(player.signer)
        return .string(try hall.upload(path, console).sha256)
    }
}
