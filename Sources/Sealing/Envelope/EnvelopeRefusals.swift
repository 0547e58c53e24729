/// Everything that keeps a sealed file outside the profile, by name.
extension SealingRefusal {
    private static let advice = (
        zh: "请用 -aes-256-gcm -aes256-wrap -keyopt ecdh_kdf_md:sha256 重新加密",
        en: "seal it again with -aes-256-gcm -aes256-wrap -keyopt ecdh_kdf_md:sha256"
    )

    static func notEncrypted(zh: String, en: String) -> SealingRefusal {
        SealingRefusal(
            "BID_NOT_ENCRYPTED", zh: "投标文件未加密：收到的是\(zh)，请先用本标段的开标证书加密。",
            en: "The bid is not encrypted: it is \(en); encrypt it to the lot's opening certificate first.")
    }

    static let pem = SealingRefusal(
        "BID_NOT_DER", zh: "投标文件是 PEM 文本，请用 -outform DER 输出。",
        en: "The bid is PEM text; write it with -outform DER.")

    static func truncated(at offset: Int) -> SealingRefusal {
        SealingRefusal(
            "BID_TRUNCATED", zh: "投标文件不完整：在第 \(offset) 字节处中断，请重新上传。",
            en: "The bid is cut off at byte \(offset); upload it again.")
    }

    static func malformed(_ what: String, at offset: Int) -> SealingRefusal {
        SealingRefusal(
            "BID_MALFORMED", zh: "投标文件第 \(offset) 字节处的结构不符合 CMS，请重新加密后上传。",
            en: "The bid is not well-formed CMS at byte \(offset), where \(what) was expected.")
    }

    static func trailingBytes(_ count: Int) -> SealingRefusal {
        SealingRefusal(
            "BID_TRAILING_BYTES", zh: "投标文件末尾多出 \(count) 个字节。",
            en: "The bid is followed by \(count) bytes that do not belong to it.")
    }

    static let unauthenticated = SealingRefusal(
        "BID_CBC_ENVELOPE", zh: "投标文件使用没有完整性保护的加密方式（如 CBC），\(advice.zh)。",
        en: "The bid is sealed in a mode without integrity, such as CBC; \(advice.en).")

    static let cipher = SealingRefusal(
        "BID_CIPHER_NOT_AES256_GCM", zh: "投标文件的内容不是用 AES-256-GCM 加密的，\(advice.zh)。",
        en: "The content of the bid is not encrypted with AES-256-GCM; \(advice.en).")

    static func tagSize(_ count: Int) -> SealingRefusal {
        SealingRefusal(
            "BID_TAG_NOT_16_BYTES", zh: "投标文件的 GCM 校验值为 \(count) 字节，必须为 16 字节。",
            en: "The GCM tag of the bid has \(count) bytes and must have 16.")
    }

    static func nonceSize(_ count: Int) -> SealingRefusal {
        SealingRefusal(
            "BID_NONCE_NOT_12_BYTES", zh: "投标文件的 GCM 初始向量为 \(count) 字节，必须为 12 字节。",
            en: "The GCM nonce of the bid has \(count) bytes and must have 12.")
    }

    static func recipients(_ count: Int) -> SealingRefusal {
        SealingRefusal(
            "BID_RECIPIENTS_NOT_ONE", zh: "投标文件有 \(count) 个接收者，只能有开标证书这一个。",
            en: "The bid has \(count) recipients and must have one, the opening certificate.")
    }

    static let rsaRecipient = SealingRefusal(
        "BID_RECIPIENT_RSA", zh: "投标文件是加密给 RSA 密钥的，必须加密给本标段的开标证书。",
        en: "The bid is sealed to an RSA key and must be sealed to the lot's opening certificate.")

    static let recipientKind = SealingRefusal(
        "BID_RECIPIENT_KIND", zh: "投标文件的接收者不是密钥协商方式，必须加密给本标段的开标证书。",
        en: "The recipient of the bid is not by key agreement; seal it to the lot's opening certificate.")

    static let otherRecipient = SealingRefusal(
        "BID_RECIPIENT_OTHER", zh: "投标文件不是加密给本标段的开标证书的，请核对标段和证书。",
        en: "The bid is not sealed to this lot's opening certificate; check the lot and the certificate.")

    static let keyAgreement = SealingRefusal(
        "BID_KEY_AGREEMENT", zh: "投标文件的密钥协商方式不是标准 ECDH，\(advice.zh)。",
        en: "The key agreement of the bid is not standard ECDH; \(advice.en).")

    static let keyDerivation = SealingRefusal(
        "BID_KDF_NOT_SHA256", zh: "投标文件的密钥派生没有使用 SHA-256，\(advice.zh)。",
        en: "The key of the bid is not derived with SHA-256; \(advice.en).")

    static let keyWrap = SealingRefusal(
        "BID_WRAP_NOT_AES256", zh: "投标文件的密钥不是用 AES-256 封装的，\(advice.zh)。",
        en: "The key of the bid is not wrapped with AES-256; \(advice.en).")

    static let curve = SealingRefusal(
        "BID_CURVE_NOT_P256", zh: "投标文件的临时公钥不在 P-256 曲线上定义，请核对开标证书。",
        en: "The ephemeral key of the bid is not for the curve P-256; check the opening certificate.")

    static let pointForm = SealingRefusal(
        "BID_POINT_COMPRESSED", zh: "投标文件的临时公钥为压缩形式，必须为非压缩形式。",
        en: "The ephemeral key of the bid is compressed and must be uncompressed.")

    static let pointOffCurve = SealingRefusal(
        "BID_POINT_NOT_ON_CURVE", zh: "投标文件的临时公钥不是 P-256 曲线上的点。",
        en: "The ephemeral key of the bid is not a point of the curve P-256.")

    static let originator = SealingRefusal(
        "BID_ORIGINATOR_INFO", zh: "投标文件的加密层带有发件人信息，不允许携带。",
        en: "The envelope of the bid carries originator information and may not.")

    static let attributes = SealingRefusal(
        "BID_AUTH_ATTRIBUTES", zh: "投标文件的加密层带有已认证属性，不允许携带。",
        en: "The envelope of the bid carries authenticated attributes and may not.")

    static let unauthenticatedAttributes = SealingRefusal(
        "BID_UNAUTH_ATTRIBUTES", zh: "投标文件的加密层带有未认证属性，不允许携带。",
        en: "The envelope of the bid carries unauthenticated attributes and may not.")

    static let empty = SealingRefusal(
        "BID_EMPTY", zh: "投标文件没有内容。", en: "The bid has no content.")

    static let keyNotRecovered = SealingRefusal(
        "BID_KEY_NOT_RECOVERED", zh: "无法恢复投标文件的内容密钥：文件中封装的密钥已损坏，或不是为本开标密钥封装的。",
        en:
            "The content key of the bid cannot be recovered: it is damaged, or wrapped for another opening key."
    )

    static let tampered = SealingRefusal(
        "BID_TAMPERED", zh: "投标文件解密校验失败：文件已被改动或损坏。",
        en: "The bid fails its integrity check on decryption: it was changed or damaged.")

    static func unfitCertificate(zh: String, en: String) -> SealingRefusal {
        SealingRefusal(
            "OPENING_CERTIFICATE_UNFIT", zh: "不能加密给该证书：\(zh)。",
            en: "Nothing can be sealed to this certificate: \(en).")
    }
}

/// Runs a reading and turns what the bytes lack into a refusal. Faults of the machine pass through.
func refusing<Result>(
    _ body: () throws -> Result, malformed: (String, Int) -> SealingRefusal,
    truncated: (Int) -> SealingRefusal
) throws -> Result {
    do {
        return try body()
    } catch let fault as BERFault {
        switch fault {
        case .truncated(let offset): throw truncated(offset)
        case .malformed(let what, let offset): throw malformed(what, offset)
        }
    } catch let end as FileSource.EndOfFile {
        throw truncated(end.position)
    }
}
