internal import OpenSSL

/// What may be wrong with a shared opening key and its use, by name, and whose fault it is.
extension SealingRefusal {
    /// The first digits of a digest: enough to find the file by.
    static func short(_ digest: [UInt8]) -> String { "\(digest.prefix(6).hex)…" }

    private static func dealer(_ number: Int?) -> (zh: String, en: String) {
        number.map { ("保管人 \($0)", "custodian \($0)") } ?? ("开标公钥", "the opening key")
    }

    static func terms(_ threshold: Int, _ custodians: Int) -> SealingRefusal {
        SealingRefusal(
            "CUSTODIANS_TERMS",
            zh: "\(custodians) 名保管人、门限 \(threshold) 不成立：门限至少为 2，不超过人数，人数不超过 \(Terms.most)。",
            en:
                "\(threshold) of \(custodians) custodians will not do: at least 2 must open, and there may be at most \(Terms.most)."
        )
    }

    static func commitmentCount(_ count: Int, _ threshold: Int, _ number: Int?) -> SealingRefusal {
        SealingRefusal(
            "COMMITMENTS_COUNT", custodian: number,
            zh: "\(dealer(number).zh)的承诺有 \(count) 个点，必须与门限 \(threshold) 相同。",
            en:
                "The commitments of \(dealer(number).en) are \(count) points and must be \(threshold), the threshold."
        )
    }

    static func commitmentOffCurve(_ index: Int, _ number: Int?) -> SealingRefusal {
        SealingRefusal(
            "COMMITMENT_NOT_ON_CURVE", custodian: number,
            zh: "\(dealer(number).zh)的第 \(index + 1) 个承诺不是 P-256 曲线上的点。",
            en: "Commitment \(index + 1) of \(dealer(number).en) is not a point of the curve P-256.")
    }

    static let noDealers = SealingRefusal(
        "CUSTODIANS_NONE_QUALIFIED", zh: "没有合格的保管人，不能形成开标密钥。",
        en: "No custodian is qualified, so there is no opening key; begin again.")

    static let degenerateSum = SealingRefusal(
        "OPENING_KEY_DEGENERATE", zh: "承诺之和不成立，不能作为开标密钥。",
        en: "The commitments do not add up to an opening key; begin again.")

    static func unknownCustodian(_ number: Int, _ terms: Terms) -> SealingRefusal {
        SealingRefusal(
            "CUSTODIAN_UNKNOWN", custodian: number,
            zh: "没有第 \(number) 号保管人，编号为 1 至 \(terms.custodians)。",
            en: "There is no custodian \(number); they are numbered 1 to \(terms.custodians).")
    }

    static func shareOfAnother(_ number: Int) -> SealingRefusal {
        SealingRefusal(
            "SHARE_DOES_NOT_FIT", custodian: number,
            zh: "保管人 \(number) 的份额与公开承诺不符，请核对份额文件和标段。",
            en:
                "The share of custodian \(number) does not fit the public commitments; check the file of the share and the lot."
        )
    }

    static func partialMalformed(_ number: Int, _ envelope: [UInt8]) -> SealingRefusal {
        SealingRefusal(
            "PARTIAL_MALFORMED", custodian: number,
            zh: "保管人 \(number) 对投标文件 \(short(envelope)) 的部分结果含有不在 P-256 曲线上的点或过大的数。",
            en:
                "The partial of custodian \(number) for the envelope \(short(envelope)) has a point that is not on P-256 or a number that is too great."
        )
    }

    static func partialWrong(_ number: Int, _ envelope: [UInt8]) -> SealingRefusal {
        SealingRefusal(
            "PARTIAL_WRONG", custodian: number,
            zh: "保管人 \(number) 对投标文件 \(short(envelope)) 的部分结果证明不成立，不予采用。",
            en:
                "The partial of custodian \(number) for the envelope \(short(envelope)) is not proven and is not used: the point or the proof is wrong."
        )
    }

    static func partialOfAnother(_ number: Int, _ envelope: [UInt8]) -> SealingRefusal {
        SealingRefusal(
            "PARTIAL_OF_ANOTHER_ENVELOPE", custodian: number,
            zh: "保管人 \(number) 的部分结果是对另一份投标文件 \(short(envelope)) 的。",
            en: "The partial of custodian \(number) is for another envelope, \(short(envelope)).")
    }

    static func tooFewPartials(_ count: Int, _ threshold: Int, _ envelope: [UInt8]) -> SealingRefusal {
        SealingRefusal(
            "PARTIALS_TOO_FEW",
            zh: "投标文件 \(short(envelope)) 只有 \(count) 名保管人的有效部分结果，需要 \(threshold) 名。",
            en:
                "The envelope \(short(envelope)) has proven partials of \(count) custodians and needs \(threshold)."
        )
    }
}
