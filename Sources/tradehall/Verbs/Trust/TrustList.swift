internal import Foundation
internal import OpenSSL
internal import Platform
internal import Procurement
internal import StrictJSON
internal import Trust

extension Option {
    static let draftAfter = Option(
        "after", "LIST.p7", zh: "续编：接在这份已签名的列表之后", en: "continue this signed list")
    static let listID = Option("id", "ID", zh: "列表或规则的编号，如cn-52", en: "the id, such as cn-52")
    static let listType = Option(
        "type", ListType.allCases.map(\.rawValue).joined(separator: "|"), zh: "列表种类", en: "what kind of list")
    static let listTerritory = Option(
        "territory", "PROVINCE", zh: "属地：代码或者名称", en: "whose it is: a code or a name")
    static let operatorName = Option("operator", "NAME", zh: "编制机构名称", en: "the name of who runs the list")
    static let operatorCode = Option(
        "uscc", "CODE", zh: "编制机构的统一社会信用代码", en: "its unified social credit code")
    static let contact = Option("contact", "TEXT", zh: "联系方式", en: "how to reach it")
    static let listSigner = Option("signer", "CERT", zh: "列表签名证书", en: "the certificate that signs the list")
}

extension Verb {
    /// Starts a list, or the next number of one.
    static let trustListNew = Verb(
        "trust", "list", "new", group: .check, zh: "起草信任列表：首份，或者接在已有列表之后",
        en: "draft a trust list: the first, or the next after one",
        options: [
            .draftAfter, .listID, .listType, .listTerritory, .operatorName, .operatorCode, .contact,
            .listSigner,
            .instant, .out,
        ],
        notes: Words(
            zh: "得到JSON草稿，编辑后用“trust list sign”签名。字段见docs/formats/trust-list.md。",
            en:
                "Makes JSON to edit; \"trust list sign\" signs it. The fields are in docs/formats/trust-list.md."
        )
    ) { call in
        let time = try call.instant(.instant)
        if let path = call.value(.draftAfter) {
            let known = try SignedList(try Files.read(path, limit: TrustFiles.limit)).list
            try call.deliver(try ListDraft.next(after: known, at: time) + [0x0A])
            return .done
        }
        guard let type: ListType = try call.word(.listType) else {
            throw Failure.usage(
                zh: "首份列表需要--type、--id、--territory、--operator、--uscc、--contact和--signer；续编用--after。",
                en:
                    "A first list needs --type, --id, --territory, --operator, --uscc, --contact and --signer; --after continues one."
            )
        }
        let code = try call.needed(.operatorCode)
        guard let uscc = try? USCC(code) else {
            throw Failure.usage(
                zh: "“\(code)”不是校验位正确的统一社会信用代码。",
                en: "\"\(code)\" is no unified social credit code with right check characters.")
        }
        let draft = ListDraft.first(
            id: try call.needed(.listID), type: type,
            territory: type == .national ? "100000" : try call.territory(.listTerritory).code,
            operatedBy: try call.needed(.operatorName), uscc: uscc, contact: try call.needed(.contact),
            signer: try Signer.certificates(try call.needed(.listSigner))[0], at: time)
        _ = try TrustList(json: draft)
        try call.deliver(draft + [0x0A])
        return .done
    }

    /// Reads a draft strictly and signs it.
    static let trustListSign = Verb(
        "trust", "list", "sign", group: .check, zh: "核对并签署信任列表或者互认规则的草稿",
        en: "check and sign a draft of a trust list or of recognition rules", operands: "DRAFT.json",
        options: Option.signer + [.out, .instant],
        notes: Words(
            zh: "先按格式逐项核对并规范化，再作CAdES签名（openssl cms -verify可以读取）。P-256与SM2密钥都可以；两者都要时各签一份，都放入该列表的文件夹。",
            en:
                "Checks every field and puts the draft into canonical form, then signs it as CAdES, which \"openssl cms -verify\" reads. Keys may be P-256 or SM2; for both, sign twice and put both files into the folder of the list."
        )
    ) { call in
        let text = try ListDraft.canonical(try Files.read(call.operands[0], limit: TrustFiles.limit))
        let signer = try Signer(call)
        if ListDraft.isRules(text) {
            _ = try RecognitionRules(json: text)
        } else {
            let list = try TrustList(json: text)
            let names = list.signers.contains { $0.certificate == signer.identity.certificate }
            if list.sequence == 1, !names {
                throw Failure(
                    "SIGNER_NOT_NAMED", zh: "首份列表的listSigners应当包括签名证书。",
                    en: "A first list must name its own signer in listSigners.")
            }
        }
        try call.deliver(
            try signer.sign(text, at: call.has(.instant) ? try call.instant(.instant) : nil))
        return .done
    }

    /// Shows a signed list or rules.
    static let trustListShow = Verb(
        "trust", "list", "show", group: .check, zh: "显示已签名的信任列表", en: "show a signed trust list",
        operands: "LIST.p7"
    ) { call in
        let signed = try SignedList(try Files.read(call.operands[0], limit: TrustFiles.limit))
        let json = try JSON.parse(signed.list.bytes, limits: .init(bytes: TrustFiles.limit, values: 400_000))
        call.console.answer(
            json, zh: signed.text(.zh), en: signed.text(.en))
        return .done
    }

    /// Says what changed from one list to another.
    static let trustListDiff = Verb(
        "trust", "list", "diff", group: .check, zh: "比较两份已签名的信任列表",
        en: "tell what changed between two signed lists", operands: "OLD.p7 NEW.p7", operandCount: 2...2,
        notes: Words(
            zh: "另说明新列表能否接替旧列表；不能时退出码为1。",
            en:
                "Says too whether the new one may take the place of the old; the exit code is 1 when it may not."
        )
    ) { call in
        let old = try SignedList(try Files.read(call.operands[0], limit: TrustFiles.limit))
        let new = try SignedList(try Files.read(call.operands[1], limit: TrustFiles.limit))
        var alarm: ListTrouble?
        do throws(ListTrouble) {
            _ = try TrustList.adopt(new, over: old.list, pinned: [])
        } catch {
            alarm = error
        }
        call.console.tell(old.list.changes(to: new.list), alarm)
        return alarm == nil ? .done : .failed
    }

    /// Checks a whole trust folder.
    static let trustListCheck = Verb(
        "trust", "list", "check", group: .check, zh: "核对信任目录：签名、承接、指向、规则与时效",
        en: "check a trust folder: signatures, chains, pointers, rules and dates",
        options: [.trustFolder.needed, .instant],
        notes: Words(
            zh: "退出码：0无误，1有伪造、回退或分叉，2缺少或者过期。",
            en: "Exit code: 0 all good, 1 something is forged, rolled back or forked, 2 missing or stale.")
    ) { call in
        let store = try call.trustStore()
        let time = try call.instant(.instant)
        let report = FolderReport(store: store, time: time)
        report.tell(call.console)
        return report.exit
    }

    /// Puts a signed list or rules into a trust folder, when it may take its place there.
    static let trustListPublish = Verb(
        "trust", "list", "publish", group: .check, zh: "把已签名的列表或规则放入信任目录；不能接替的不放",
        en: "put a signed list or rules into a trust folder, when it may take its place", operands: "FILE.p7",
        options: [.trustFolder.needed],
        notes: Words(
            zh: "规则应当先于指明其摘要的列表放入。国家首份列表的签名证书须先写入lists/pin.txt。",
            en:
                "Rules go in before the list that names their digest. The signer of the first national list must stand in lists/pin.txt before."
        )
    ) { call in
        let bytes = try Files.read(call.operands[0], limit: TrustFiles.limit)
        let path = try ListPublication(bytes, folder: try call.needed(.trustFolder)).write()
        call.console.answer(["file": .string(path)], zh: "已放入\(path)。", en: "Put into \(path).")
        return .done
    }
}

extension SignedList {
    /// The list in words.
    fileprivate func text(_ language: Language) -> String {
        let zh = language == .zh
        func when(_ time: Int64) -> String { Instant(milliseconds: time).text }
        var lines = [
            zh
                ? "信任列表\(list.id)第\(list.sequence)号（\(list.type.rawValue)，\(list.territory)），\(list.operatedBy.name)"
                : "Trust list \(list.id), number \(list.sequence) (\(list.type.rawValue), \(list.territory)), by \(list.operatedBy.name)",
            zh
                ? "签发\(when(list.issuedAt))；应于\(when(list.nextUpdate))更新；\(when(list.hardExpiry))失效"
                : "issued \(when(list.issuedAt)); next due \(when(list.nextUpdate)); expires for good \(when(list.hardExpiry))",
            zh ? "签名人：\(signer.subject)" : "signed by \(signer.subject)",
            "SHA-256 \(list.digest.hex)",
        ]
        for pointer in list.pointers {
            lines.append("  → \(pointer.listID) (\(pointer.territory)) ≥ \(pointer.minSequence)")
        }
        for provider in list.providers {
            lines.append("\(zh ? provider.chinese : provider.english) (\(provider.uscc))")
            for service in provider.services {
                let uses = TrustUse.allCases.filter { service.uses.contains($0) }.map(\.rawValue)
                lines.append(
                    "  \(service.id) \(service.type.rawValue) \(zh ? service.chinese : service.english): \(uses.joined(separator: ", "))"
                )
                for change in service.history.changes {
                    lines.append(
                        "    \(when(change.effectiveFrom)) \(change.status.rawValue): \(change.reason)")
                }
            }
        }
        return lines.joined(separator: "\n")
    }
}

extension Console {
    /// Changes, and whether they may be taken up.
    func tell(_ changes: [TrustChange], _ alarm: ListTrouble?) {
        let none = Words(zh: "没有不同。", en: "Nothing is different.")
        func text(_ language: Language) -> String {
            var lines = changes.map { "- \(language == .zh ? $0.chinese : $0.english)" }
            if lines.isEmpty { lines = [none[language]] }
            if let alarm { lines.append(language == .zh ? alarm.chinese : alarm.english) }
            return lines.joined(separator: "\n")
        }
        answer(
            [
                "changes": .array(
                    changes.map { ["zh": .string($0.chinese), "en": .string($0.english)] }),
                "alarm": alarm.map {
                    [
                        "code": .string($0.code.told),
                        "words": ["zh": .string($0.chinese), "en": .string($0.english)],
                    ]
                } ?? .null,
            ], zh: text(.zh), en: text(.en))
    }
}
