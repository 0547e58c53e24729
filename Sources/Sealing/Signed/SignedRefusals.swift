/// Everything that keeps a signed file from being a bidder's signed bid, by name.
extension SealingRefusal {
    static let notSigned = SealingRefusal(
        "BID_NOT_SIGNED", zh: "投标文件未签名：加密层内不是 CMS SignedData，请先签名再加密。",
        en: "The bid is not signed: what is inside the envelope is no CMS SignedData; sign it before sealing."
    )

    static let detached = SealingRefusal(
        "BID_SIGNED_DETACHED", zh: "投标文件的签名不含被签内容，请用 -nodetach 签名。",
        en: "The signature of the bid does not carry the content; sign with -nodetach.")

    static func signedTruncated(at offset: Int) -> SealingRefusal {
        SealingRefusal(
            "BID_SIGNED_TRUNCATED", zh: "投标文件的签名层不完整：在第 \(offset) 字节处中断。",
            en: "The signed message of the bid is cut off at byte \(offset).")
    }

    static func signedMalformed(_ what: String, at offset: Int) -> SealingRefusal {
        SealingRefusal(
            "BID_SIGNED_MALFORMED", zh: "投标文件签名层第 \(offset) 字节处的结构不符合 CMS。",
            en:
                "The signed message of the bid is not well-formed at byte \(offset), where \(what) was expected."
        )
    }

    static func signedTrailingBytes(_ count: Int) -> SealingRefusal {
        SealingRefusal(
            "BID_SIGNED_TRAILING_BYTES", zh: "投标文件签名层末尾多出 \(count) 个字节。",
            en: "The signed message of the bid is followed by \(count) bytes that do not belong to it.")
    }

    static let signatureDigest = SealingRefusal(
        "BID_SIGNATURE_DIGEST", zh: "投标文件签名的摘要算法不是 SHA-256、SHA-384、SHA-512 或 SM3 之一。",
        en: "The bid must be signed with one digest, and that must be SHA-256, SHA-384, SHA-512 or SM3.")

    static func signers(_ count: Int) -> SealingRefusal {
        SealingRefusal(
            "BID_SIGNERS_NOT_ONE", zh: "投标文件有 \(count) 个签名，必须有且只有一个。",
            en: "The bid has \(count) signatures and must have one.")
    }

    static let signerCertificateMissing = SealingRefusal(
        "BID_SIGNER_CERTIFICATE_MISSING", zh: "投标文件的签名中没有签名人的证书。",
        en: "The signature of the bid does not carry the signer's certificate.")

    static func badSignature(_ reason: String) -> SealingRefusal {
        SealingRefusal(
            "BID_SIGNATURE_BAD", zh: "投标文件的签名无效：与内容或签名人证书不符，或不符合 CAdES 要求。",
            en: "The signature of the bid does not hold: \(reason).")
    }
}
