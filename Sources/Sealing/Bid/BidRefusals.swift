internal import StrictJSON

/// Everything that keeps the contents of a bid from being the bid that was submitted, by name.
extension SealingRefusal {
    static let manifestMissing = SealingRefusal(
        "MANIFEST_MISSING", zh: "投标文件压缩包的第一个文件必须是 bid.json。",
        en: "The first file in the tar of the bid must be bid.json.")

    static func manifestMalformed(_ error: JSONError) -> SealingRefusal {
        SealingRefusal(
            "MANIFEST_MALFORMED", zh: "投标文件清单 bid.json 有误：\(error.chinese)。",
            en: "The manifest bid.json is wrong: \(error.english).")
    }

    static let manifestTooLarge = SealingRefusal(
        "MANIFEST_MALFORMED", zh: "投标文件清单 bid.json 超过 \(BidManifest.limit) 字节。",
        en: "The manifest bid.json is longer than \(BidManifest.limit) bytes.")

    static func otherTender(_ named: String, expected: String) -> SealingRefusal {
        SealingRefusal(
            "MANIFEST_OTHER_TENDER",
            zh: "投标文件清单所写项目为“\(TarPath.display(named))”，不是本项目“\(expected)”。",
            en: "The manifest names the tender \(TarPath.display(named)) and not \(expected).")
    }

    static func otherLot(_ named: String, expected: String) -> SealingRefusal {
        SealingRefusal(
            "MANIFEST_OTHER_LOT",
            zh: "投标文件清单所写标段为“\(TarPath.display(named))”，不是本标段“\(expected)”。",
            en: "The manifest names the lot \(TarPath.display(named)) and not \(expected).")
    }

    static func otherBidder(_ named: String, expected: String) -> SealingRefusal {
        SealingRefusal(
            "MANIFEST_OTHER_BIDDER",
            zh: "投标文件清单所写投标人为“\(TarPath.display(named))”，不是递交人“\(expected)”。",
            en: "The manifest names the bidder \(TarPath.display(named)) and not the submitter \(expected).")
    }

    static func otherSigner(_ signer: String, expected: String) -> SealingRefusal {
        SealingRefusal(
            "SIGNER_NOT_SUBMITTER",
            zh: "投标文件由“\(TarPath.display(signer))”签名，不是递交人“\(expected)”。",
            en: "The bid is signed by \(TarPath.display(signer)) and not by the submitter \(expected).")
    }

    static func fileMismatch(_ path: String, zh: String, en: String) -> SealingRefusal {
        SealingRefusal(
            "MANIFEST_FILE_MISMATCH", zh: "投标文件清单与压缩包不一致：“\(TarPath.display(path))”\(zh)。",
            en: "The manifest and the tar do not agree: \(TarPath.display(path)) \(en).")
    }
}
