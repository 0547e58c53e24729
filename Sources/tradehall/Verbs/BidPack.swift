internal import Foundation
internal import OpenSSL
internal import Procurement
internal import Sealing
internal import StrictJSON
internal import Trust

extension Option {
    static let total = Option(
        "total", "FEN", zh: "投标总价，单位：分", en: "the total price, in fen (hundredths of a yuan)")
    static let price = Option("price", "NAME=FEN", zh: "分项报价", en: "a further price").repeated
    static let days = Option("days", "N", zh: "工期（日）", en: "the time offered, in days")
    static let file = Option(
        "file", "[NAME=]FILE", zh: "投标文件；NAME为包内名称，缺省为文件名",
        en: "a file of the bid; NAME is its name inside, else its own"
    ).repeated
    static let replaces = Option("replaces", "BID", zh: "所替代的投标编号", en: "the bid that this one replaces")
}

extension Verb {
    /// Packs and signs a bid, on the bidder's own machine.
    static let bidPack = Verb(
        "bid", "pack", group: .bidder, zh: "打包并签署投标文件", en: "pack and sign a bid",
        options: Option.signer + [
            .tender.needed, .lot.needed, .total.needed, .price, .days, .file, .replaces,
        ]
            + [Option.out.needed],
        notes: Words(
            zh: "生成tar（bid.json在前）并以CMS/CAdES签名。输出是明文：请自行妥善保存，不要上传；上传的是“bid seal”之后的密封件。",
            en:
                "Makes a tar, bid.json first, under a CMS/CAdES signature. The output is plain: keep it, and hand in what \"bid seal\" makes of it."
        )
    ) { call in
        let signer = try Signer(call)
        let out = try call.needed(.out)
        let holder: Holder
        do throws(HolderFault) {
            holder = try Holder(of: signer.identity.certificate)
        } catch {
            throw Failure(
                "HOLDER_UNKNOWN", zh: "证书里没有可用的统一社会信用代码（\(error)），请换用机构证书。",
                en:
                    "The certificate names no unified social credit code (\(error)); use the certificate of an organisation."
            )
        }
        let total = try call.integer(.total, 0...1_000_000_000_000_000) ?? 0
        var prices = [BidManifest.Price(name: BidManifest.total, fen: total)]
        for text in call.all(.price) {
            guard let (name, value) = named(text), let fen = Int64(value) else {
                throw Failure.usage(
                    zh: "--price应当是NAME=FEN，而不是“\(text)”。", en: "--price takes NAME=FEN, not \"\(text)\".")
            }
            prices.append(.init(name: name, fen: fen))
        }
        let sources = call.all(.file).map { text in
            let parts = FileManager.default.fileExists(atPath: text) ? nil : named(text)
            let path = parts?.1 ?? text
            return BidPackage.Source(
                path: parts?.0 ?? URL(fileURLWithPath: path).lastPathComponent, file: path)
        }
        let tar = "\(out).tar-\(try Random.bytes(4).hex)"
        defer { try? FileManager.default.removeItem(atPath: tar) }
        let manifest = try Waiting.during(call.console, zh: "打包和签名", en: "Packing and signing") {
            let manifest = try BidPackage.pack(
                tender: try call.needed(.tender), lot: try call.needed(.lot), bidder: holder.uscc.text,
                prices: prices, durationDays: try call.integer(.days, 1...100_000),
                replaces: call.value(.replaces),
                files: sources, to: tar)
            try SignedBid.sign(tar, to: out, by: signer.identity)
            return manifest
        }
        let size = try Files.size(out)
        call.console.answer(
            [
                "signed": .string(out), "size": .integer(size), "bidder": .string(manifest.bidder),
                "files": .integer(Int64(manifest.files.count)),
            ],
            zh:
                "\(out)：\(holder.name)（\(manifest.bidder)）的投标，总价\(Fen(total).yuan)元，\(manifest.files.count)个文件，\(size)字节。\n请自行保存此文件：它是您投标内容的原件，平台没有备份。下一步：tradehall bid seal \(out) --to OPENING.pem --out SEALED.cms",
            en:
                "\(out): bid of \(holder.name) (\(manifest.bidder)), total \(Fen(total).yuan) yuan, \(manifest.files.count) files, \(size) bytes.\nKeep this file: it is the original of your bid, and the hall has no copy. Next: tradehall bid seal \(out) --to OPENING.pem --out SEALED.cms"
        )
        return .done
    }
}

/// `NAME=VALUE` in its two parts.
private func named(_ text: String) -> (String, String)? {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    return parts.count == 2 ? (parts[0], parts[1]) : nil
}
