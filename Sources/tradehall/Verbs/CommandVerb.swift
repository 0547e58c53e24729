internal import Procurement
internal import StrictJSON

extension Option {
    static let body = Option(
        "body", "FILE|-", zh: "指令正文（JSON）；缺省为{}", en: "the body of the command in JSON; else {}")
    static let commandID = Option(
        "id", "ID", zh: "指令编号，缺省为随机", en: "the id of the command; else a random one")
}

extension Verb {
    /// Makes, signs and posts any command.
    static let command = Verb(
        "command", group: .hall, zh: "生成、签署并发送任意指令，取得回执",
        en: "make, sign and send any command, and get its receipt",
        operands: "NAME",
        options: [.server.needed] + Option.signer
            + [
                Option.tenderOfCommand, .lot.repeated, .body, .commandID, .receiptOut, .commandOut,
            ],
        notes: Words(
            zh: "指令按平台时钟（GET /time）注明时间。指令名：\(commandNames.joined(separator: "、"))。",
            en:
                "The command is dated by the hall's clock (GET /time). Names: \(commandNames.joined(separator: ", "))."
        )
    ) { call in
        let name = call.operands[0]
        guard commandNames.contains(name) else {
            let nearest = Suggestion.nearest(to: name, among: commandNames)
            throw Failure.usage(
                zh: "没有指令“\(name)”\(nearest.map { "，是不是“\($0)”" } ?? "")。",
                en: "There is no command \"\(name)\"\(nearest.map { "; did you mean \"\($0)\"?" } ?? ".")")
        }
        let signer = try Signer(call)
        let body = try call.value(.body).map { try JSON.parse(try Files.read($0)) } ?? [:]
        let made = try Hall(call).command(
            name, tender: call.value(.tender), lots: call.all(.lot), body: body, signer: signer,
            id: call.value(.commandID))
        try call.tell(made)
        return .done
    }

    private static let commandNames = ["registerParty"] + Command.Kind.allCases.map(\.rawValue)
}

extension Option {
    fileprivate static let tenderOfCommand = Option(
        "tender", "ID", zh: "项目编号；registerParty没有", en: "the tender; registerParty has none")
}
