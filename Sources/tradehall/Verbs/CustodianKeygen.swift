internal import Foundation
internal import OpenSSL
internal import Procurement
internal import StrictJSON

extension Option {
    static let from = Option(
        "from", "TIME", zh: "证书生效时间，缺省为一天前；演练平台的时钟可能更早",
        en: "when the certificate begins to be valid; else a day ago. A rehearsal's clock may be earlier")
    static let outFolder = Option("out", "DIR", zh: "写入此文件夹", en: "write into this folder")
}

extension Verb {
    /// Makes the key that opens one lot, on the custodian's own machine.
    static let custodianKeygen = Verb(
        "custodian", "keygen", group: .custodian, zh: "在保管人自己的机器上生成一个标段的开标密钥和开标证书",
        en: "make the opening key and certificate of one lot, on the custodian's own machine",
        options: [.tender.needed, .lot.needed, .outFolder.needed, .passwordFile, .from],
        notes: Words(
            zh: """
                写出opening.key（P-256私钥，PKCS#8）、opening.pem和opening.der（开标证书；公告之前上传DER）。每个标段一把，绝不共用。
                私钥不要交给平台或者他人；遗失则全部投标无法开启，请离线备份。没有--password-file时私钥不加密。
                """,
            en: """
                Writes opening.key (P-256, PKCS#8), opening.pem and opening.der (the opening certificate; the DER goes up before the notice). One for each lot, never shared.
                Give the key to nobody, the hall included. If it is lost no bid can be opened: keep a copy offline. Without --password-file it is not encrypted.
                """)
    ) { call in
        let (tender, lot) = (try call.needed(.tender), try call.needed(.lot))
        let folder = try call.needed(.outFolder)
        let (keyPath, certificatePath) = ("\(folder)/opening.key", "\(folder)/opening.pem")
        for path in [keyPath, certificatePath] where FileManager.default.fileExists(atPath: path) {
            throw Failure(
                "FILE_EXISTS", zh: "“\(path)”已经存在；开标密钥不能覆盖，请换一个文件夹。",
                en:
                    "\"\(path)\" is there already; an opening key is never overwritten, so choose another folder."
            )
        }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw Files.unwritable(folder)
        }
        var password = try call.value(.passwordFile).map { try Files.password($0) }
        defer { if var secret = password.take() { Secret.wipe(&secret) } }
        if let password, password.isEmpty {
            throw Failure.usage(
                zh: "口令文件的首行是空的。", en: "The first line of the password file is empty.")
        }
        if password == nil {
            call.console.note(
                zh: "注意：私钥不加密，任何能读到\(keyPath)的人都能开标；建议使用--password-file。",
                en:
                    "Mind: the key is not encrypted, and whoever can read \(keyPath) can open the bids; better use --password-file."
            )
        }
        let key = try PrivateKey.generateP256()
        let certificate = try OpeningCertificate.make(
            for: key, tender: tender, lot: lot, from: try call.beginning())
        var pem = try key.pem(password: password)
        defer { Secret.wipe(&pem) }
        try Files.write(pem, to: keyPath, secret: true)
        try Files.write(try certificate.pem(), to: certificatePath)
        try Files.write(certificate.der, to: "\(folder)/opening.der")
        call.console.answer(
            [
                "key": .string(keyPath), "certificate": .string(certificatePath),
                "sha256": .string(certificate.fingerprint.hex),
            ],
            zh:
                "开标密钥：\(keyPath)\n开标证书：\(certificatePath)\nSHA-256：\(certificate.fingerprint.hex)（公告中的openingCertificate）",
            en:
                "Opening key: \(keyPath)\nOpening certificate: \(certificatePath)\nSHA-256: \(certificate.fingerprint.hex) (openingCertificate of the notice)"
        )
        return .done
    }
}

extension Call {
    /// The instant of `--from`, or a day ago, so that a hall whose clock is a little behind finds the
    /// certificate valid.
    fileprivate func beginning() throws(Failure) -> Int64 {
        guard let text = value(.from) else {
            return Int64(Date().timeIntervalSince1970 * 1000) - OpeningCertificate.day
        }
        guard let instant = Instant(text: text) else {
            throw .usage(
                zh: "--from应当是形如2026-03-02T09:00:00+08:00的时间。",
                en: "--from takes a time like 2026-03-02T09:00:00+08:00.")
        }
        return instant.milliseconds
    }
}

/// The certificate to which the bids of one lot are sealed.
enum OpeningCertificate {
    static let day: Int64 = 86_400_000

    /// Its own issuer: it is trusted because the notice names its digest.
    /// - Parameter from: milliseconds; it is valid for ten years from then.
    static func make(
        for key: PrivateKey, tender: String, lot: String, from: Int64
    ) throws(OpenSSLError) -> Certificate {
        try CertificateAuthority.selfSigned(
            CertificateProfile(
                subject: [("O", "开标证书 opening certificate"), ("OU", tender), ("CN", lot)],
                notBefore: from, notAfter: from + 3653 * day, keyUsage: .keyAgreement),
            key: key)
    }
}
