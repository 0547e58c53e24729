/// Everything that keeps an encrypted message from being opened, by name.
extension SealingRefusal {
    static let messageNotEncrypted = SealingRefusal(
        "MESSAGE_NOT_ENCRYPTED", zh: "文件不是加密的CMS消息，请检查文件；已签名的消息用“cms verify”核验。",
        en:
            "The file is no encrypted CMS message; check the file, and look at a signed one with \"cms verify\"."
    )

    static let messageUnauthenticated = SealingRefusal(
        "MESSAGE_UNAUTHENTICATED",
        zh: "消息采用没有完整性保护的加密方式（CBC），改动不会被发现；只有另行取得其摘要并用--sha256给出，才会解密。",
        en:
            "The message is encrypted in a mode without integrity (CBC), where a change would not show; it is decrypted only when its digest is known from elsewhere and given with --sha256."
    )

    static let messageDigest = SealingRefusal(
        "MESSAGE_DIGEST", zh: "文件的SHA-256与--sha256给出的不同：文件已被改动，或者不是那一份。",
        en: "The file does not have the SHA-256 that was given: it was changed, or is another file.")

    static let messageSignedAndEnveloped = SealingRefusal(
        "MESSAGE_SIGNED_AND_ENVELOPED", zh: "不支持GM/T 0010的签名加密一体消息，请改用先签名再加密。",
        en: "Signed-and-enveloped messages of GM/T 0010 are not read; sign first and then encrypt.")

    static let messageCipher = SealingRefusal(
        "MESSAGE_CIPHER", zh: "消息的内容加密算法不受支持：只读AES-256-GCM，以及摘要已知时的SM4-CBC和AES-CBC。",
        en:
            "The content cipher of the message is not supported: AES-256-GCM is, and SM4-CBC and AES-CBC where the digest is known."
    )

    static func messageRecipientKind(_ kind: String) -> SealingRefusal {
        SealingRefusal(
            "MESSAGE_RECIPIENT_KIND", zh: "消息含有不受支持的接收者类型（\(kind)）。",
            en: "The message has a recipient of a kind that is not supported: \(kind).")
    }

    static let messageOtherRecipient = SealingRefusal(
        "MESSAGE_RECIPIENT_OTHER", zh: "消息不是加密给这张证书的，请核对证书。",
        en: "The message is not encrypted to this certificate; check the certificate.")

    static let messageTransport = SealingRefusal(
        "MESSAGE_KEY_TRANSPORT",
        zh: "消息的密钥加密算法不受支持：只接受SM2，以及写明SHA-256、SHA-384或SHA-512的RSA-OAEP（不接受PKCS#1 v1.5和缺省的SHA-1）。",
        en:
            "The key encryption of the message is not supported: SM2 is, and RSA-OAEP that names SHA-256, SHA-384 or SHA-512; PKCS#1 v1.5 and the default of SHA-1 are not."
    )

    static let messageKeyNotRecovered = SealingRefusal(
        "MESSAGE_KEY_NOT_RECOVERED", zh: "无法恢复消息的内容密钥：消息已损坏、被改动，或者不是用所称的算法加密的。",
        en:
            "The content key of the message cannot be recovered: it was damaged or changed, or was not encrypted in the way that it says."
    )

    static func messageRecipients(_ most: Int) -> SealingRefusal {
        SealingRefusal(
            "MESSAGE_RECIPIENTS", zh: "消息的接收者应当为1至\(most)个。",
            en: "A message has from 1 to \(most) recipients.")
    }

    static let messagePadding = SealingRefusal(
        "MESSAGE_PADDING", zh: "消息解密后的填充不正确：文件已损坏，或者密钥不对。",
        en: "What was decrypted is not padded as it must be: the message is damaged, or the key is another.")

    static func messageUnfit(_ subject: String, zh: String, en: String) -> SealingRefusal {
        SealingRefusal(
            "RECIPIENT_UNFIT", zh: "不能加密给“\(subject)”：\(zh)。",
            en: "Nothing can be encrypted to \(subject): \(en).")
    }

    /// A refusal of the bid's envelope, told of a message that is no bid.
    var ofMessage: SealingRefusal {
        guard code.hasPrefix("BID_") else { return self }
        return SealingRefusal(
            "MESSAGE_\(code.dropFirst(4))", zh: zh.replacing("投标文件", with: "消息"),
            en: en.replacing("The bid", with: "The message").replacing("the bid", with: "the message"))
    }
}
