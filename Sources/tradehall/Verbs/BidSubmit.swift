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
            zh: "上传中断后重新运行即从中断处继续。时间以平台收到递交指令为准。回执缺省存入SEALED.receipt.json。",
            en:
                "Run it again after an interruption and the upload goes on where it stopped. What counts is when the hall has the command, not when the upload began. The receipt is kept in SEALED.receipt.json unless --out says otherwise."
        )
    ) { call in
        let sealed = call.operands[0]
        let signer = try Signer(call)
        let hall = try Hall(call)
        let (tender, lot) = (try call.needed(.tender), try call.needed(.lot))
        // What the hall would refuse after the upload is found out before it.
        let pem = try hall.get(
            "/tenders/\(try pathName(tender))/lots/\(try pathName(lot))/opening-certificate")
        _ = try Waiting.during(call.console, zh: "检查\(sealed)", en: "Checking \(sealed)") {
            try SealedBidHeader.inspect(path: sealed, for: try Certificate(pem: pem))
        }
        try hall.signIn(signer)
        let file = try hall.upload(sealed, call.console)
        var body: [String: JSON] = ["envelope": .string(file.sha256), "size": .integer(file.size)]
        if let replaces = call.value(.replaces) { body["replaces"] = .string(replaces) }
        let id = try Hall.freshID()
        let made = try hall.command(
            "submitBid", tender: tender, lots: [lot], body: .object(body), signer: signer, id: id)
        try call.tell(made, keepAt: "\(sealed).receipt.json")
        if !call.console.json { call.console.print(zh: "投标编号：\(id)", en: "Bid: \(id)") }
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
