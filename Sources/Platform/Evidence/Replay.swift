internal import Foundation
internal import Ledger
internal import OpenSSL
internal import Procurement
internal import Sealing
internal import StrictJSON
internal import Trust

/// Plays the entries of an export again, each under its proof, its signature and the law.
struct Replay {
    typealias Fault = TenderVerification.Fault

    /// What one member added.
    struct Step {
        var entries = 0
        var signatures = 0
        var decisions = 0
    }

    /// An entry that waits for its signed command and its verdict.
    private struct Pending {
        var entry: Entry
        var body: EntryBody
        var seq: Int64
        var command: SignedMessage?
        var verdict = false
    }

    var logKey: LogKey?
    var timeStamp: [UInt8]?
    /// Small files of the tender by digest: the opening certificates are among them.
    var certificates: [String: [UInt8]] = [:]
    private(set) var founding: Founding?
    private var checkpoint: (note: [UInt8], head: Checkpoint)?
    private var timeStampCertificate: Certificate?
    private var provinces: [String: (roots: [Certificate], intermediates: [Certificate], lists: [CRL])] = [:]
    private var order: [String] = []
    private var verifier: PathVerifier?
    private var draft = Draft()
    private var pending: Pending?
    private var lastSeq: Int64 = -1
    /// Content keys as they were released.
    private var keys: [BidID: String] = [:]
    private var law = Lawbook(calendar: Calendar()) { .sha256(OpenSSL.Digest.sha256(Array($0.utf8))) }

    var tender: Tender? { draft.tenders.values.first }

    mutating func read(checkpoint bytes: [UInt8]) throws -> Int64 {
        guard let logKey else { throw Fault(zh: "缺少日志密钥", en: "the log's key is missing before it") }
        let head = try Checkpoint.verified(bytes, key: logKey, ed25519Check)
        checkpoint = (bytes, head)
        return head.size
    }

    /// - Returns: the instant that the token over the checkpoint attests.
    mutating func read(timeStampCertificate bytes: [UInt8]) throws -> Instant {
        let certificate = try Certificate(pem: bytes)
        guard try certificate.pem() == bytes else {
            throw Fault(zh: "不是规范的PEM", en: "it is not in canonical PEM")
        }
        guard let checkpoint, let timeStamp else {
            throw Fault(zh: "缺少检查点或者时间戳", en: "the checkpoint or its time stamp is missing before it")
        }
        let token = try TimeStampToken(der: timeStamp)
        guard token.signer.fingerprint == certificate.fingerprint,
            token.stamps(OpenSSL.Digest.sha256(checkpoint.note))
        else {
            throw Fault(
                zh: "时间戳不属于这个检查点或者这个证书",
                en: "the time stamp is not over this checkpoint, or not by this certificate")
        }
        timeStampCertificate = certificate
        return Instant(milliseconds: token.time)
    }

    mutating func trust(_ path: String, _ bytes: [UInt8]) throws {
        let parts = path.split(separator: "/")
        guard parts.count == 3 else { throw Fault(zh: "路径不符", en: "its path is not one of an export") }
        let territory = String(parts[1])
        if provinces[territory] == nil { order.append(territory) }
        var province = provinces[territory] ?? ([], [], [])
        switch parts[2].prefix(while: { $0 != "-" }) {
        case "root": province.roots.append(try Certificate(der: bytes))
        case "ca": province.intermediates.append(try Certificate(der: bytes))
        case "crl": province.lists.append(try CRL(der: bytes))
        default: throw Fault(zh: "路径不符", en: "its path is not one of an export")
        }
        provinces[territory] = province
    }

    /// A year's holidays as the hall had them.
    mutating func holidays(_ path: String, _ bytes: [UInt8]) throws {
        let notice = try HolidayNotice(bytes)
        guard path == "\(ExportFormat.calendar)\(notice.year).json", notice.json.canonicalBytes() == bytes
        else {
            throw Fault(zh: "不是规范的放假安排", en: "it is not a year's holidays in canonical form")
        }
        law.calendar = law.calendar.adding(notice)
    }

    /// Takes one member of `entries/`: a receipt, its command, or the verdict on the command's certificate.
    mutating func take(_ path: String, _ bytes: [UInt8]) throws -> Step {
        let name = path.dropFirst(ExportFormat.entries.count)
        guard let seq = Int64(name.prefix { $0 != "." }) else {
            throw Fault(zh: "路径不符", en: "its path is not one of an export")
        }
        switch path {
        case ExportFormat.entry(seq):
            try settle()
            try read(seq, bytes)
            return Step(entries: 1)
        case ExportFormat.command(seq):
            try command(seq, bytes)
            return Step(signatures: 1)
        case ExportFormat.verdict(seq):
            try verdict(seq, bytes)
            return Step(decisions: 1)
        default: throw Fault(zh: "路径不符", en: "its path is not one of an export")
        }
    }

    private mutating func read(_ seq: Int64, _ bytes: [UInt8]) throws {
        guard let logKey, let checkpoint else {
            throw Fault(zh: "缺少日志密钥或者检查点", en: "the log's key or checkpoint is missing before it")
        }
        guard seq > lastSeq else { throw Fault(zh: "条目顺序颠倒", en: "the entries are not in the log's order") }
        lastSeq = seq
        let receipt = try Receipt.parse(bytes)
        guard receipt.bytes == bytes, receipt.seq == seq, receipt.checkpoint == checkpoint.note else {
            throw Fault(zh: "条目与检查点不符", en: "it is not the entry of this place under this checkpoint")
        }
        let found = try receipt.verify(with: logKey, OpenSSL.Digest.sha256, signatureCheck: ed25519Check)
        let body = try EntryBody(kind: found.entry.kind, found.entry.body)
        pending = Pending(entry: found.entry, body: body, seq: seq)
    }

    private mutating func command(_ seq: Int64, _ bytes: [UInt8]) throws {
        guard let waiting = pending, waiting.seq == seq, let digest = waiting.entry.command,
            let record = waiting.body.record
        else {
            throw Fault(zh: "没有对应的条目", en: "it belongs to no entry")
        }
        guard OpenSSL.Digest.sha256(bytes) == digest else {
            throw Fault(zh: "不是条目所记的指令", en: "it is not the command that the entry names")
        }
        let message = try CMS.verifySignature(bytes)
        guard Procurement.Digest.sha256(message.signer.fingerprint) == record.certificate,
            Procurement.Digest.sha256(OpenSSL.Digest.sha256(message.content)) == record.content
        else { throw Fault(zh: "签名人或者内容与条目不符", en: "its signer or content is not what the entry names") }
        pending?.command = message
    }

    /// The verdict on the signer's certificate is made again from the trust in the file, at its own time.
    private mutating func verdict(_ seq: Int64, _ bytes: [UInt8]) throws {
        guard let waiting = pending, waiting.seq == seq, let message = waiting.command,
            let record = waiting.body.record
        else {
            throw Fault(zh: "没有对应的指令", en: "it belongs to no command")
        }
        guard case .integer(let at)? = try JSON.parse(bytes)["at"], abs(at - waiting.entry.at) < 86_400_000
        else {
            throw Fault(zh: "核验时间与条目不符", en: "its time is not that of the entry")
        }
        let again = try path().verify(
            message.signer, intermediates: message.otherCertificates, at: at, use: .sign, demandsHolder: true)
        guard again.canonicalBytes == bytes else {
            throw Fault(zh: "重新核验的结论不同", en: "judging the certificate again gives another verdict")
        }
        guard again.passed, again.holder?.uscc.text == record.by.text else {
            throw Fault(
                zh: "证书没有通过核验，或者不属于所记主体",
                en: "the certificate did not pass, or belongs to another party than the entry names")
        }
        try decide(waiting, message, holderName: again.holder?.name ?? "")
        pending?.verdict = true
    }

    /// Everything that an entry needs has come: it takes effect.
    mutating func settle() throws {
        guard let done = pending else { return }
        pending = nil
        switch done.body {
        case .act, .registered:
            guard done.verdict else {
                throw Fault(zh: "缺少指令或者核验结论", en: "entry \(done.seq) lacks its command or the verdict on it")
            }
        case .founded(let founding):
            guard founding.logKey == logKey?.text,
                founding.timeStampCertificate == timeStampCertificate.map({ .sha256($0.fingerprint) })
            else {
                throw Fault(
                    zh: "日志密钥或者时间戳证书不是建立时的",
                    en: "the log's key or time-stamp certificate is not that of the founding")
            }
            self.founding = founding
        case .interruption(let since, let events):
            guard let id = TenderID(stream: done.entry.stream), let tender = draft.tenders[id],
                since >= draft.lastAt,
                law.interruption(of: tender, since: since, at: Instant(milliseconds: done.entry.at)) == events
            else {
                throw Fault(
                    zh: "中断后的处理与规则不符",
                    en: "entry \(done.seq) moves times that no interruption moved")
            }
        case .clock(let events):
            guard let id = TenderID(stream: done.entry.stream), let tender = draft.tenders[id],
                law.tick(tender, at: Instant(milliseconds: done.entry.at)) == events
            else {
                throw Fault(
                    zh: "时间触发的事件与规则不符", en: "entry \(done.seq) has events that the clock did not cause")
            }
        }
        if case .act(_, let events) = done.body {
            for case .bidOpened(let bid, _, let key, _) in events { keys[bid] = key }
        }
        try draft.apply(done.entry)
        guard draft.tenders.count <= 1 else { throw Fault(zh: "含有多个项目", en: "it holds more than one tender") }
    }

    /// The law decides the same again.
    private func decide(_ waiting: Pending, _ message: SignedMessage, holderName: String) throws {
        let envelope = try CommandEnvelope(message.content)
        switch (waiting.body, envelope.request) {
        case (.registered(let record, let party), .registerParty(let asked)):
            guard party == asked, record.id == envelope.id else { throw Self.otherCommand }
            // A grant by the centre is judged by the centre's role, which the founding gave it.
            try Registration.judge(
                party, author: record.by, authorName: holderName, known: draft.parties[record.by],
                existing: draft.parties[party.uscc])
        case (.act(let record, let events), .tender(let id, let lots, let command)):
            guard record.id == envelope.id, TenderID(stream: waiting.entry.stream) == id else {
                throw Self.otherCommand
            }
            guard let author = draft.parties[record.by], author.roles == record.roles else {
                throw Fault(zh: "主体登记与条目不符", en: "the registry did not grant its author these roles")
            }
            let act = Act(
                tender: id, lots: lots, command: command, actor: author.actor,
                at: Instant(milliseconds: waiting.entry.at), id: envelope.id,
                facts: facts(of: events, command))
            try check(drawsIn: events, of: draft.tenders[id])
            guard try law.decide(draft.tenders[id], act) == events else {
                throw Fault(zh: "依照规则重新裁决的结果不同", en: "the law decides otherwise when it is asked again")
            }
        case (.registered, _), (.act, _), (.founded, _), (.clock, _), (.interruption, _):
            throw Self.otherCommand
        }
    }

    /// A draw gives the same again from its pool, root and nonce.
    private func check(drawsIn events: [Event], of tender: Tender?) throws {
        for case .membersDrawn(let lot, let draw) in events {
            guard let tender, let pool = tender.lot(lot)?.pool,
                DrawOrder.order(of: pool, tender: tender.id, root: draw.root, nonce: draw.nonce) == draw.order
            else {
                throw Fault(
                    zh: "重新抽取专家的结果不同", en: "drawing the experts again gives another order")
            }
        }
    }

    private static let otherCommand = Fault(zh: "条目与指令不符", en: "the entry is not what its command asked for")

    /// What the clerk found out then; openings are found out again from the sealed bids themselves.
    private func facts(of events: [Event], _ command: Command) -> Facts {
        var facts = Facts()
        for event in events {
            if case .bidOpened(_, _, _, let finding) = event { facts.opening = finding }
            if case .membersDrawn(_, let draw) = event { facts.draw = draw }
            if case .reserveOpened(_, let price, let salt) = event {
                facts.reserve = Reserve.commitment(price, salt: salt)
            }
        }
        if case .registerProject(let project) = command, project.previous != nil {
            facts.previousRound = .ended
        }
        return facts
    }

    private mutating func path() throws -> PathVerifier {
        if let verifier { return verifier }
        let anchors = TrustAnchors(
            order.compactMap { territory in
                provinces[territory].map {
                    Province(
                        territory: territory, roots: $0.roots, intermediates: $0.intermediates,
                        lists: $0.lists)
                }
            })
        let made = try PathVerifier(anchors)
        verifier = made
        return made
    }

    /// A bid that was opened, by the name of its envelope's file.
    struct Opened {
        var bid: Bid
        var lot: LotID
        var key: String
    }

    func openedBid(withEnvelope digest: String) -> Opened? {
        guard let tender else { return nil }
        for lot in tender.lots {
            for bid in lot.bids.values where bid.sealed.envelope.hex == digest && bid.finding != nil {
                guard let key = keys[bid.id] else { continue }
                return Opened(bid: bid, lot: lot.id, key: key)
            }
        }
        return nil
    }

    /// Opens a sealed bid again and compares what comes out.
    mutating func reopen(_ opened: Opened, at path: String, workDirectory: String) throws {
        guard let tender, let opening = tender.terms(of: opened.lot)?.openingCertificate,
            let der = certificates[opening.hex]
        else {
            throw Fault(zh: "缺少开标证书", en: "the opening certificate is missing before it")
        }
        let again = try OpeningWork(directory: workDirectory, verifier: self.path()).open(
            path, opened.bid, of: tender, lot: opened.lot, certificate: Certificate(der: der),
            contentKey: opened.key
        ) { try FileManager.default.removeItem(atPath: $0.tar) }
        guard again == opened.bid.finding else {
            throw Fault(zh: "重新开启投标的结果不同", en: "opening the bid again gives another result")
        }
    }
}

extension EntryBody {
    var record: ActRecord? {
        switch self {
        case .act(let record, _), .registered(let record, _): record
        case .founded, .clock, .interruption: nil
        }
    }
}
