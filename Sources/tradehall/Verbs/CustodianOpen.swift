internal import Ledger
internal import OpenSSL
internal import Procurement
internal import Sealing
internal import StrictJSON

extension Option {
    static let openingKey = Option(
        "key", "FILE", zh: "该标段的开标密钥（opening.key）", en: "the opening key of the lot (opening.key)")
    static let openingPasswordFile = Option(
        "key-password-file", "FILE", zh: "开标密钥口令所在文件", en: "a file whose first line is its password")
    static let signerKey = Option(
        "signer-key", "FILE", zh: "保管人的签名私钥，PEM或者PKCS#12", en: "the custodian's signing key, PEM or PKCS#12")
    static let signerCertificate = Option("signer-cert", "FILE", zh: "其证书", en: "its certificate")
    static let signerChain = Option("signer-chain", "FILE", zh: "中间证书", en: "intermediate certificates")
    static let signerPasswordFile = Option(
        "signer-password-file", "FILE", zh: "签名私钥口令所在文件", en: "a file whose first line is its password")
}

extension Verb {
    /// Opens the bids of a lot: the key never leaves this machine.
    static let custodianOpen = Verb(
        "custodian", "open", group: .custodian, zh: "开标：在本机恢复每份投标的内容密钥并公布",
        en: "open a lot: recover each bid's content key on this machine and release it",
        options: [
            .server.needed, .tender.needed, .lot.needed, .openingKey.needed, .openingPasswordFile,
            .signerKey.needed, .signerCertificate, .signerChain, .signerPasswordFile,
        ],
        notes: Words(
            zh: "开标密钥不离开本机；公布的只是每份投标各自的内容密钥。一份失败不影响其余；中断后重新运行即继续。",
            en:
                "The opening key stays here; what is released is the content key of each bid. One that fails does not stop the others, and a second run goes on where the first stopped."
        )
    ) { call in
        let signer = try Signer(
            key: try call.needed(.signerKey), certificate: call.value(.signerCertificate),
            chain: call.value(.signerChain), passwordFile: call.value(.signerPasswordFile))
        return try Opening(call, signer).run()
    }
}

/// One run of an opening.
private struct Opening {
    let call: Call
    let signer: Signer
    let hall: Hall
    let (tender, lot): (String, String)
    let key: PrivateKey

    init(_ call: Call, _ signer: Signer) throws {
        self.call = call
        self.signer = signer
        hall = try Hall(call)
        (tender, lot) = (try pathName(try call.needed(.tender)), try pathName(try call.needed(.lot)))
        let path = try call.needed(.openingKey)
        var pem = try Files.read(path, limit: 1 << 16)
        var password = try call.value(.openingPasswordFile).map { try Files.password($0) }
        defer {
            Secret.wipe(&pem)
            if var secret = password.take() { Secret.wipe(&secret) }
        }
        do throws(OpenSSLError) {
            key = try PrivateKey(pem: pem, password: password)
        } catch {
            throw Failure(
                "KEY_UNREADABLE", zh: "无法打开开标密钥“\(path)”：不是PEM私钥，或者口令（--key-password-file）缺少或者不对。",
                en:
                    "The opening key \"\(path)\" does not open: it is no private key in PEM, or its password (--key-password-file) is missing or wrong."
            )
        }
        let certificate = try Certificate(
            pem: try hall.get("/tenders/\(tender)/lots/\(lot)/opening-certificate"))
        guard key.matches(certificate) else {
            throw Failure(
                "KEY_OF_ANOTHER", zh: "“\(path)”不是标段“\(lot)”的开标密钥，请换用该标段的密钥。",
                en: "\"\(path)\" is not the opening key of lot \"\(lot)\"; use the key that was made for it.")
        }
    }

    func run() throws -> Exit {
        try begin()
        try hall.signIn(signer)
        let listed = try hall.getJSON("/tenders/\(tender)/lots/\(lot)/sealed-bids")
        guard case .array(let bids)? = listed["bids"] else { throw hall.strange("sealed-bids") }
        let progress = Progress(
            call.console, zh: "解密", en: "Releasing keys", unit: .things(Words(zh: "份", en: "bids")))
        var tally = Tally()
        for (index, bid) in bids.enumerated() {
            try open(bid, &tally)
            progress.advance(to: Int64(index + 1), of: Int64(bids.count))
        }
        tally.tell(call.console, all: bids.count)
        return tally.failed == 0 ? .done : .failed
    }

    /// Opens the lot unless it is open already.
    private func begin() throws {
        let view = try hall.getJSON("/tenders/\(tender)")
        guard case .array(let lots)? = view["lots"],
            let this = lots.first(where: { $0["id"] == .string(lot) }),
            case .string(let phase)? = this["phase"]
        else {
            throw Failure(
                "LOT_UNKNOWN", zh: "项目“\(tender)”没有标段“\(lot)”。",
                en: "Tender \"\(tender)\" has no lot \"\(lot)\".")
        }
        guard phase != Phase.opening.rawValue, phase != Phase.lastOpening.rawValue else { return }
        // Asked in any other phase too: the hall's refusal says best why not, and from when.
        let made = try hall.command("openBids", tender: tender, lots: [lot], body: [:], signer: signer)
        if !call.console.json {
            call.console.print(
                zh: "标段\(lot)开标（回执号\(made.receipt.seq)）",
                en: "Lot \(lot) is open (receipt \(made.receipt.seq))")
        }
    }

    private struct Tally {
        var opened = 0
        var unreadable = 0
        var before = 0
        var failed = 0

        func tell(_ console: Console, all: Int) {
            console.answer(
                [
                    "bids": .integer(Int64(all)), "opened": .integer(Int64(opened)),
                    "notOpened": .integer(Int64(unreadable)), "openedBefore": .integer(Int64(before)),
                    "failed": .integer(Int64(failed)),
                ],
                zh: "共\(all)份投标：开启\(opened)份，未能开启\(unreadable)份，此前已处理\(before)份，失败\(failed)份。",
                en:
                    "\(all) bids: \(opened) opened, \(unreadable) did not open, \(before) were done before, \(failed) failed."
            )
        }
    }

    private func open(_ listed: JSON, _ tally: inout Tally) throws {
        guard case .string(let bid)? = listed["bid"] else { throw hall.strange("sealed-bids") }
        do {
            let key = try contentKey(listed)
            let made = try hall.command(
                "releaseKey", tender: tender, lots: [lot],
                body: ["bid": .string(bid), "contentKey": .string(key)],
                signer: signer)
            let finding = Finding(made.entry.body)
            if finding.isOpened { tally.opened += 1 } else { tally.unreadable += 1 }
            tell(bid, finding.words, seq: made.receipt.seq)
        } catch let failure as Failure where failure.code == "bid.awaitsKey" {
            tally.before += 1
            tell(bid, Words(zh: "此前已处理", en: "was done before"), seq: nil)
        } catch let failure as Failure where failure.exit == .unreachable {
            throw failure
        } catch {
            tally.failed += 1
            let failure = Failure(error)
            tell(bid, Words(zh: "失败：\(failure.words.zh)", en: "failed: \(failure.words.en)"), seq: nil)
        }
    }

    /// The content key of one bid in hexadecimal, recovered here.
    private func contentKey(_ listed: JSON) throws -> String {
        try hall.contentKey(listed, with: key)
    }

    private func tell(_ bid: String, _ words: Words, seq: Int64?) {
        if call.console.json {
            var members: [String: JSON] = [
                "bid": .string(bid), "words": ["zh": .string(words.zh), "en": .string(words.en)],
            ]
            if let seq { members["seq"] = .integer(seq) }
            call.console.print(JSON.object(members).text)
        } else {
            call.console.print(
                zh: "投标\(bid)：\(words.zh)\(seq.map { "（回执号\($0)）" } ?? "")",
                en: "Bid \(bid): \(words.en)\(seq.map { " (receipt \($0))" } ?? "")")
        }
    }
}

/// What the hall found in an envelope, as told by the entry of its receipt.
private struct Finding {
    var isOpened = false
    var words = Words(zh: "密钥已公布", en: "its key is released")

    init(_ entry: JSON) {
        guard let finding = Self.find(entry, depth: 8), case .string(let outcome)? = finding["outcome"] else {
            return
        }
        if outcome == "opened" {
            isOpened = true
            words = Words(zh: "已开启", en: "opened")
            if case .integer(let fen)? = finding["price"] {
                let yuan = Fen(fen).yuan
                words = Words(zh: "已开启，报价\(yuan)元", en: "opened, price \(yuan) yuan")
            }
        } else if case .string(let zh)? = finding["words"]?["zh"],
            case .string(let en)? = finding["words"]?["en"]
        {
            words = Words(zh: "未能开启：\(zh)", en: "did not open: \(en)")
        } else {
            words = Words(zh: "未能开启（\(outcome)）", en: "did not open (\(outcome))")
        }
    }

    /// The first object that has an outcome, wherever the entry keeps it.
    private static func find(_ json: JSON, depth: Int) -> JSON? {
        guard depth > 0 else { return nil }
        switch json {
        case .object(let members):
            if members["outcome"] != nil { return json }
            return members.keys.sorted().lazy.compactMap {
                members[$0].flatMap { find($0, depth: depth - 1) }
            }.first
        case .array(let elements): return elements.lazy.compactMap { find($0, depth: depth - 1) }.first
        case .null, .bool, .integer, .string: return nil
        }
    }
}

extension Hall {
    /// The content key in hexadecimal of a bid as `sealed-bids` lists it.
    func contentKey(_ listed: JSON, with key: PrivateKey) throws -> String {
        let wrapped = WrappedContentKey(
            ephemeralPoint: try bytes(listed, "ephemeralPoint"),
            keyingMaterial: listed["ukm"] == nil || listed["ukm"] == .null ? nil : try bytes(listed, "ukm"),
            wrappedKey: try bytes(listed, "wrappedKey"))
        return try wrapped.unwrap(with: key).reveal().hex
    }

    private func bytes(_ listed: JSON, _ name: String) throws(Failure) -> [UInt8] {
        guard case .string(let text)? = listed[name], text.utf8.count <= 8192, let bytes = [UInt8](hex: text)
        else {
            throw strange("sealed-bids: \(name)")
        }
        return bytes
    }
}
