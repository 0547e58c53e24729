internal import Foundation
internal import HTTPClient
internal import Platform
internal import Procurement
internal import StrictJSON

extension Option {
    static let pinnedKey = Option(
        "log-key", "VKEY|FILE", zh: "另行取得的日志公钥；不给出时按文件内的公钥核验，只能证明文件完整",
        en:
            "the log's public key, had from elsewhere; without it the file is checked against its own, which proves that it is whole, not whose it is"
    )
}

extension Verb {
    /// Fetches a finished tender as one file.
    static let tenderExport = Verb(
        "tender", "export", group: .check, zh: "导出已结束的项目为一个文件",
        en: "fetch a finished tender as one file",
        options: [.server.needed, .tender.needed, .key, .certificate, .chain, .passwordFile, .out.needed],
        notes: Words(
            zh: "招标人和行政监督部门用证书登录后，导出的文件包含密封的投标文件；其他人的不包含。",
            en:
                "With the certificate of the agency or the regulator the file holds the sealed bids too; without, it does not."
        )
    ) { call in
        let hall = try Hall(call)
        if call.value(.key) != nil { try hall.signIn(Signer(call)) }
        let (tender, out) = (try pathName(try call.needed(.tender)), try call.needed(.out))
        let progress = Progress(call.console, zh: "导出\(tender)", en: "Exporting \(tender)", unit: .bytes)
        let reply: Reply
        do throws(ClientError) {
            reply = try hall.client.download(
                "\(hall.address)/tenders/\(tender)/export", headers: hall.authorization, to: out
            ) { received, total in
                progress.advance(to: Int64(received), of: total == 0 ? nil : Int64(total))
                return true
            }
        } catch {
            throw Failure(error)
        }
        _ = try hall.expect(200, reply)
        let size = try Files.size(out)
        call.console.answer(
            ["file": .string(out), "size": .integer(size)],
            zh: "已导出\(out)，\(size)字节。核验：tradehall tender verify \(out)",
            en: "Exported \(out), \(size) bytes. Verify it with: tradehall tender verify \(out)")
        return .done
    }

    /// Verifies an exported tender offline.
    static let tenderVerify = Verb(
        "tender", "verify", group: .check, zh: "离线核验导出的项目", en: "verify an exported tender offline",
        operands: "FILE", options: [.pinnedKey],
        notes: Words(
            zh: "核验每个字节、每条记录、每个签名和证书，按规则重新裁决每一步，并重新开启每份投标。任何一位被改动都会指出位置。",
            en:
                "Checks every byte, entry, signature and certificate, lets the law decide every step again, and opens every bid again. One flipped bit is found, and its place named."
        )
    ) { call in
        let file = call.operands[0]
        let size = try Files.size(file)
        let pinned = try call.value(.pinnedKey).map { text throws(Failure) in
            guard FileManager.default.fileExists(atPath: text) else { return text }
            return String(decoding: try Files.read(text, limit: 4096), as: UTF8.self)
                .trimmingCharacters(in: .whitespacesAndNewlines)
        }
        let work = FileManager.default.temporaryDirectory.path
        let progress = Progress(call.console, zh: "核验\(file)", en: "Verifying \(file)", unit: .bytes)
        do {
            let found = try TenderVerification.verify(file, logKey: pinned, workDirectory: work) {
                progress.advance(to: $0, of: size)
            }
            call.console.answer(
                found.json, zh: found.words(pinned: pinned != nil).zh,
                en: found.words(pinned: pinned != nil).en)
            return .done
        } catch let fault as EvidenceFault {
            throw Failure(
                "EVIDENCE_BROKEN",
                zh: "“\(file)”核验不通过：\(fault.place)（自第\(fault.offset)字节起）：\(fault.words.zh)",
                en:
                    "\"\(file)\" does not verify: \(fault.place), from byte \(fault.offset): \(fault.words.en)",
                found: "\(fault.place)@\(fault.offset)")
        }
    }
}

extension TenderVerification.Findings {
    var json: JSON {
        .members([
            "tender": tender.map { .string($0.text) }, "logKey": .string(logKey),
            "checkpointSize": .integer(checkpointSize), "stampedAt": stampedAt.map { .string($0.text) },
            "members": JSON.integer(Int64(members)), "entries": .integer(Int64(entries)),
            "signatures": .integer(Int64(signatures)), "decisions": .integer(Int64(decisions)),
            "bidsOpened": .integer(Int64(bidsOpened)), "files": .integer(Int64(files)),
            "rehearsal": .bool(rehearsal),
            "lots": .array(phases.map { ["lot": .string($0.0.text), "phase": .string($0.1.rawValue)] }),
        ])
    }

    func words(pinned: Bool) -> Words {
        let id = tender?.text ?? ""
        let lots = Words(
            zh: phases.map { "\($0.0.text)：\($0.1.words.zh)" }.joined(separator: "，"),
            en: phases.map { "\($0.0.text): \($0.1.words.en)" }.joined(separator: ", "))
        return Words(
            zh: """
                项目\(id)核验通过（\(lots.zh)）\(rehearsal ? "【演练】" : "")
                  \(members)个成员逐字节核对，\(files)个文件摘要相符
                  \(entries)条记录均在日志检查点（\(checkpointSize)条）之下，时间戳\(stampedAt?.text ?? "无")
                  \(signatures)个签名和证书有效，\(decisions)次裁决按规则重演一致
                  \(bidsOpened)份投标用公布的密钥重新开启，结果一致
                  日志公钥\(pinned ? "与所给的一致" : "取自文件本身，请与平台公布的核对")：\(logKey)
                """,
            en: """
                Tender \(id) verifies (\(lots.en))\(rehearsal ? " [rehearsal]" : "")
                  \(members) members checked byte by byte, \(files) files match their digests
                  \(entries) entries are under the log's checkpoint of \(checkpointSize), stamped \(stampedAt?.text ?? "never")
                  \(signatures) signatures and certificates hold, \(decisions) decisions come out the same under the law
                  \(bidsOpened) bids open again with the released keys to the same contents
                  The log's key \(pinned ? "is the one that was given" : "is the file's own; compare it with the one that the hall publishes"): \(logKey)
                """)
    }
}
