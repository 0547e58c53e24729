internal import Foundation
internal import OpenSSL
internal import Procurement
internal import Sealing
internal import StrictJSON

extension Option {
    static let plan = Option(
        "plan", "FILE", zh: "密钥生成方案（plan.json）", en: "the plan of the ceremony (plan.json)")
    static let number = Option("number", "N", zh: "本保管人的编号", en: "this custodian's number")
    static let transportKey = Option(
        "key", "FILE", zh: "方案中本人证书的私钥，PEM", en: "the private key of one's certificate in the plan, PEM")
    static let messages = Option(
        "messages", "DIR", zh: "各方消息所在文件夹", en: "the folder of everybody's messages")
    static let state = Option(
        "state", "DIR", zh: "本机保存待公布内容和份额的文件夹", en: "the folder of one's own, for what is kept")
    static let endRound = Option(
        "end-round", "K", zh: "到第K轮为止的时间已过，未发言者记录在案",
        en: "the time of the rounds up to K is over: who was silent is recorded")
}

extension Verb {
    /// Takes this custodian's next step in making a key, over files.
    static let custodianCeremony = Verb(
        "custodian", "ceremony", group: .custodian, zh: "参与生成无人持有的开标密钥：写出本人下一条消息，直至得到加密的份额",
        en:
            "take part in making an opening key that nobody holds: write one's next message, at last the encrypted share",
        options: [
            .plan.needed, .number.needed, .transportKey.needed, .passwordFile, .sharePassword.needed,
            .messages.needed, .state.needed, .endRound,
        ],
        notes: Words(
            zh: """
                反复运行：每次重放DIR中的全部消息，写出本人该写的一条。消息名为1-N.json、2-N.json、3-N-分发人.json、3-N-done.json、4-N.json；它们以后由签名指令携带。
                份额写入状态文件夹的share.json（0600，scrypt和AES-256-GCM加密），公钥写入opening-key.json；已有的文件绝不覆盖。
                """,
            en: """
                Run it again and again: each time all messages in DIR are replayed, and the one that is due is written. They are named 1-N.json, 2-N.json, 3-N-DEALER.json, 3-N-done.json and 4-N.json, and are later carried by signed commands.
                The share goes to share.json in the state folder (0600, under scrypt and AES-256-GCM), the public key to opening-key.json; a file that is there is never overwritten.
                """)
    ) { call in
        try FileCeremony(call).step()
        return .done
    }
}

/// A ceremony over a folder of messages.
private struct FileCeremony {
    let call: Call
    let plan: CeremonyPlan
    let number: Int
    let custodian: CeremonyCustodian
    let folder: String
    let state: String
    let over: Int

    init(_ call: Call) throws {
        self.call = call
        plan = try CeremonyPlan(Files.read(try call.needed(.plan), limit: CeremonyPlan.limit))
        number = Int(try call.integer(.number, 1...9) ?? 0)
        (folder, state) = (try call.needed(.messages), try call.needed(.state))
        over = Int(try call.integer(.endRound, 1...4) ?? 0)
        var pem = try Files.read(try call.needed(.transportKey), limit: 1 << 16)
        var password = try call.value(.passwordFile).map { try Files.password($0) }
        defer {
            Secret.wipe(&pem)
            if var secret = password.take() { Secret.wipe(&secret) }
        }
        custodian = try CeremonyCustodian(number: number, key: PrivateKey(pem: pem, password: password), plan)
        try FileManager.default.createDirectory(
            atPath: state, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    func step() throws {
        var ceremony = KeyCeremony(plan)
        // Round 1. The deal is made now and kept back until everybody has committed.
        if !Files.exists("\(folder)/1-\(number).json") {
            let (commitment, deal) = try custodian.deal()
            try keep(CeremonyMessage.deal(deal), "\(state)/deal.json")
            return try publish(commitment, "1-\(number).json")
        }
        guard try take("1-", &ceremony, round: 1) else { return }
        if ceremony.phase == .dealing, !Files.exists("\(folder)/2-\(number).json") {
            let bytes = try Files.read("\(state)/deal.json", limit: CeremonyMessage.limit)
            return try publish(CeremonyMessage(JSON.parse(bytes), of: plan.id), "2-\(number).json")
        }
        guard try take("2-", &ceremony, round: 2) else { return }
        if ceremony.phase == .complaining, !Files.exists("\(folder)/3-\(number)-done.json") {
            for complaint in try custodian.complaints(in: ceremony) {
                guard case .complaint(let told) = complaint else { continue }
                try publish(complaint, "3-\(number)-\(told.dealer).json")
            }
            return try write(
                JSON.object(["v": 1, "ceremony": .string(plan.id.hex), "kind": "checked"]).canonicalBytes(),
                "\(folder)/3-\(number)-done.json")
        }
        guard try take("3-", &ceremony, round: 3) else { return }
        if ceremony.phase == .confirming, !Files.exists("\(folder)/4-\(number).json") {
            let (share, confirmation) = try custodian.finish(ceremony)
            guard let key = ceremony.key else { return }
            var password = try Files.password(try call.needed(.sharePassword))
            defer { Secret.wipe(&password) }
            let file = ShareFile(tender: plan.tender, lot: plan.lot, key: key, share: share)
            try write(try file.bytes(password: password), "\(state)/share.json", secret: true)
            let publicFile = OpeningKeyFile(tender: plan.tender, lot: plan.lot, key: key)
            try write(try publicFile.bytes(), "\(state)/opening-key.json")
            return try publish(confirmation, "4-\(number).json")
        }
        guard try take("4-", &ceremony, round: 4) else { return }
        tell(ceremony)
    }

    /// Takes the messages of a round; false when it is not over yet.
    private func take(_ prefix: String, _ ceremony: inout KeyCeremony, round: Int) throws -> Bool {
        if ceremony.phase == .failed {
            tell(ceremony)
            return false
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
            $0.hasPrefix(prefix) && $0.hasSuffix(".json")
        }.sorted()
        var done: Set<Int> = []
        for name in names {
            guard let digit = name.dropFirst(2).first, let sender = Int(String(digit)) else { continue }
            if round != 3 || name.hasSuffix("-done.json") { done.insert(sender) }
            guard !name.hasSuffix("-done.json") else { continue }
            do {
                let bytes = try Files.read("\(folder)/\(name)", limit: CeremonyMessage.limit)
                try ceremony.receive(CeremonyMessage(JSON.parse(bytes), of: plan.id), from: sender)
            } catch let refusal as SealingRefusal {
                call.console.note(zh: "\(name)：\(refusal.zh)", en: "\(name): \(refusal.en)")
            } catch let error as JSONError {
                call.console.note(zh: "\(name)：\(error.chinese)", en: "\(name): \(error.english)")
            }
        }
        let missing = plan.terms.numbers.filter { !done.contains($0) }
        guard missing.isEmpty || round <= over else {
            let list = missing.map(String.init).joined(separator: ", ")
            call.console.print(
                zh: "第\(round)轮：等待保管人\(list)。", en: "Round \(round): waiting for custodians \(list).")
            return false
        }
        try ceremony.endRound()
        return true
    }

    private func tell(_ ceremony: KeyCeremony) {
        for refusal in ceremony.record { call.console.print(zh: refusal.zh, en: refusal.en) }
        let dealers = ceremony.qualified.map(String.init).joined(separator: ", ")
        let stands = ceremony.phase == .standing
        call.console.print(
            zh: stands ? "开标密钥成立；分发人\(dealers)。" : "开标密钥没有成立，请另行开始。",
            en: stands
                ? "The opening key stands; dealers \(dealers)." : "There is no opening key; begin again.")
    }

    private func publish(_ message: CeremonyMessage, _ name: String) throws {
        try write(message.json(of: plan.id).canonicalBytes(), "\(folder)/\(name)")
        call.console.print(zh: "已写出\(name)。", en: "Wrote \(name).")
    }

    private func keep(_ message: CeremonyMessage, _ path: String) throws {
        try write(message.json(of: plan.id).canonicalBytes(), path, secret: true)
    }

    private func write(_ bytes: [UInt8], _ path: String, secret: Bool = false) throws {
        guard !Files.exists(path) else {
            throw Failure(
                "FILE_EXISTS", zh: "“\(path)”已经存在，绝不覆盖；请换一个文件夹。",
                en: "\"\(path)\" is there already and is never overwritten; choose another folder.")
        }
        try Files.write(bytes, to: path, secret: secret)
    }
}
