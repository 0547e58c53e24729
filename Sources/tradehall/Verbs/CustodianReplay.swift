internal import Foundation
internal import OpenSSL
internal import Procurement
internal import Sealing
internal import StrictJSON

extension Option {
    static let envelopes = Option(
        "envelopes", "DIR", zh: "投标文件所在文件夹，缺省为向量文件所在处", en: "where the envelopes lie; else beside the vectors"
    )
    static let openingPath = Option(
        "opening", "FILE", zh: "开标证书，缺省为DIR/opening.pem", en: "the opening certificate; else DIR/opening.pem")
}

extension Verb {
    /// Checks a set of vectors of a threshold opening, whatever its numbers.
    static let custodianReplay = Verb(
        "custodian", "replay", group: .custodian, zh: "核验一组门限开标向量：承诺、份额、部分结果、每种组合、密钥和明文摘要",
        en:
            "check a set of vectors of a threshold opening: commitments, shares, partials, every combination, keys, digests",
        operands: "VECTOR.json", options: [.envelopes, .openingPath],
        notes: Words(
            zh: "全部一致时退出码为0，否则为1并逐条说明。格式见docs/formats/opening-transcript.md。",
            en:
                "Exit 0 when everything holds; else 1, and what is wrong is said. The format: docs/formats/opening-transcript.md."
        )
    ) { call in
        let path = call.operands[0]
        let folder =
            call.value(.envelopes) ?? URL(fileURLWithPath: path).deletingLastPathComponent().path
        let certificate = try Files.read(call.value(.openingPath) ?? "\(folder)/opening.pem")
        let work = FileManager.default.temporaryDirectory.appendingPathComponent(
            "tradehall-replay-\(try Hall.freshID().prefix(8))")
        try FileManager.default.createDirectory(
            at: work, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: work) }
        let replay = try VectorReplay.run(
            try Files.read(path), envelopes: folder, certificate: certificate, work: work.path)
        let wrong = replay.findings.filter { !$0.isRight }
        call.console.answer(
            [
                "right": .bool(replay.isRight),
                "findings": .array(
                    replay.findings.map {
                        ["right": .bool($0.isRight), "words": ["zh": .string($0.zh), "en": .string($0.en)]]
                    }),
            ],
            zh: replay.findings.map { "\($0.isRight ? "正确" : "错误")  \($0.zh)" }.joined(separator: "\n")
                + "\n共\(replay.findings.count)项，\(wrong.isEmpty ? "全部正确" : "\(wrong.count)项错误")。",
            en: replay.findings.map { "\($0.isRight ? "ok   " : "WRONG")  \($0.en)" }.joined(separator: "\n")
                + "\n\(replay.findings.count) checks, \(wrong.isEmpty ? "all hold" : "\(wrong.count) do not hold")."
        )
        return replay.isRight ? .done : .failed
    }
}
