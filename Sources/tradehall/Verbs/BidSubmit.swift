internal import OpenSSL
internal import Platform
internal import Procurement
internal import Sealing
internal import StrictJSON

extension Option {
    static let hallAndLot = [Option.server.needed] + Option.signer + [.tender.needed, .lot.needed]
}

extension Verb {
    /// Hands a sealed bid in.
    static let bidSubmit = Verb(
        "bid", "submit", group: .bidder, zh: "递交密封的投标文件，取得回执",
        en: "hand a sealed bid in, and get its receipt",
        operands: "SEALED", options: Option.hallAndLot + [.replaces, .receiptOut, .commandOut],
        notes: Words(
            zh: """
                中断后重新运行即可：上传从中断处继续，已经签发而没有收到回执的指令原样重发，不会成为第二份投标。时间以平台收到递交指令为准。
                签名后的指令存入SEALED.command.cms（或者--save-command），回执存入SEALED.receipt.json（或者--out）；两者都请保存。
                """,
            en: """
                Run it again after an interruption: the upload goes on where it stopped, and a command that was signed but never answered is sent again as it is, so that it makes no second bid. What counts is when the hall has the command.
                The signed command is kept in SEALED.command.cms (or --save-command), the receipt in SEALED.receipt.json (or --out): keep both.
                """)
    ) { call in
        let submission = try Submission(call)
        try submission.checkEnvelope()
        let file = try submission.upload()
        let signed = try submission.pending(file) ?? submission.sign(file)
        let made = try submission.send(signed)
        try call.tell(made, keepAt: submission.receiptPath)
        if !call.console.json {
            let id = try CommandEnvelope(CMS.verifySignature(signed).content).id
            call.console.print(zh: "投标编号：\(id)", en: "Bid: \(id)")
        }
        return .done
    }

    /// Takes a bid back before the deadline.
    static let bidWithdraw = Verb(
        "bid", "withdraw", group: .bidder, zh: "在截止时间前撤回投标", en: "take a bid back before the deadline",
        operands: "BID", options: Option.hallAndLot + [.receiptOut, .commandOut]
    ) { call in
        let signer = try Signer(call)
        let made = try Hall(call).command(
            "withdrawBid", tender: try call.needed(.tender), lots: [try call.needed(.lot)],
            body: ["bid": .string(call.operands[0])], signer: signer)
        try call.tell(made)
        return .done
    }
}

/// One handing-in of a sealed bid.
private struct Submission {
    let call: Call
    let sealed: String
    let signer: Signer
    let hall: Hall
    let (tender, lot): (String, String)

    init(_ call: Call) throws(Failure) {
        self.call = call
        sealed = call.operands[0]
        signer = try Signer(call)
        hall = try Hall(call)
        (tender, lot) = (try pathName(try call.needed(.tender)), try pathName(try call.needed(.lot)))
    }

    var receiptPath: String { call.value(.receiptOut) ?? "\(sealed).receipt.json" }
    private var commandPath: String { call.value(.commandOut) ?? "\(sealed).command.cms" }
    /// Where a command lies from its signing until its answer. A refused one leaves no trace, so that the one
    /// which the receipt is for is never overwritten.
    private var unansweredPath: String { "\(commandPath).unanswered" }

    /// What the hall would refuse after the upload is found out before it.
    func checkEnvelope() throws {
        let pem = try hall.get("/tenders/\(tender)/lots/\(lot)/opening-certificate")
        _ = try Waiting.during(call.console, zh: "检查\(sealed)", en: "Checking \(sealed)") {
            try SealedBidHeader.inspect(path: sealed, for: try Certificate(pem: pem))
        }
    }

    func upload() throws -> SealedBid {
        try hall.signIn(signer)
        let file = try hall.upload(sealed, call.console)
        guard let digest = Procurement.Digest(hex: file.sha256) else { throw hall.strange("/files") }
        return SealedBid(envelope: digest, size: file.size, replaces: call.value(.replaces).map { BidID($0) })
    }

    /// The command, kept on the disk before it is sent: whatever happens then, the same can be sent again.
    func sign(_ file: SealedBid) throws -> [UInt8] {
        let now = try hall.time()
        let bytes = CommandEnvelope.bytes(
            id: try Hall.freshID(), command: Command.Kind.submitBid.rawValue, tender: tender, lots: [lot],
            issuedAt: now, body: Command.submitBid(file).body)
        let signed = try signer.sign(bytes, at: now.milliseconds)
        try Files.write(signed, to: unansweredPath)
        return signed
    }

    func send(_ signed: [UInt8]) throws -> Acknowledgement {
        do {
            let made = try hall.send(signed: signed)
            try Files.move(unansweredPath, to: commandPath)
            return made
        } catch {
            if Failure(error).exit != .unreachable { Files.remove(unansweredPath) }
            throw error
        }
    }

    /// The command of an earlier run that was never answered, when it asks for the same as this run.
    func pending(_ file: SealedBid) throws -> [UInt8]? {
        guard Files.exists(unansweredPath) else { return nil }
        let signed = try Files.read(unansweredPath)
        guard let message = try? CMS.verifySignature(signed), message.signer == signer.identity.certificate,
            let envelope = try? CommandEnvelope(message.content),
            case .tender(TenderID(tender), [LotID(lot)], .submitBid(file)) = envelope.request,
            abs(try hall.time().milliseconds - envelope.issuedAt.milliseconds) < 86_400_000
        else { return nil }
        return signed
    }
}

/// A name as a part of a path: the hall's names need no escapes, and anything else is no name.
func pathName(_ text: String) throws(Failure) -> String {
    let isName =
        !text.isEmpty && text.utf8.count <= 64 && !text.hasPrefix(".")
        && text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || [0x2D, 0x2E, 0x5F].contains(byte)
        }
    guard isName else {
        throw .usage(
            zh: "“\(text)”不是平台使用的编号（1至64个字母、数字、“.”、“_”或者“-”）。",
            en: "\"\(text)\" is no name of the hall: 1 to 64 letters, digits, '.', '_' or '-'.")
    }
    return text
}
