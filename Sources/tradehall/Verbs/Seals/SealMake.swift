internal import Foundation
internal import OpenSSL
internal import Procurement
internal import Trust

extension Verb {
    /// Makes an electronic seal of GB/T 38540-2020.
    static let sealMake = Verb(
        "seal", "make", group: .bidder, zh: "制作电子印章（GB/T 38540-2020）",
        en: "make an electronic seal (GB/T 38540-2020)",
        options: [
            SealOptions.maker.needed, .key.needed, .passwordFile, SealOptions.pictureIn.needed,
            SealOptions.name.needed, SealOptions.holder.needed, SealOptions.from.needed,
            SealOptions.to.needed, SealOptions.identifier, .out.needed,
        ]
    ) { call in
        let signer = try call.sealSigner(SealOptions.maker)
        let picture = try Files.read(try call.needed(SealOptions.pictureIn), limit: Files.limit)
        let name = try call.needed(SealOptions.name)
        let holders = try call.certificates(SealOptions.holder).map(\.der)
        let created = Int64(Date().timeIntervalSince1970) * 1_000
        let from = try call.instant(SealOptions.from)
        let to = try call.instant(SealOptions.to)
        let usual = OpenSSL.Digest.sha256(
            Array("\(name)\n\(created)\n".utf8) + holders.flatMap { $0 } + picture)
        let seal = try SealMaking.make(
            SealDescription(
                identifier: call.value(SealOptions.identifier) ?? String(usual.hex.prefix(32)), name: name,
                created: created, validFrom: from, validTo: to, holders: holders,
                pictureType: SealPicture.apparentType(of: picture) ?? "OTHER", picture: picture),
            maker: signer.identity.certificate, key: signer.identity.key)
        try call.deliver(seal.der)
        call.console.note(
            zh: "已制作印章“\(seal.name)”（\(seal.identifier)）。",
            en: "Made the seal \"\(seal.name)\" (\(seal.identifier)).")
        return .done
    }

    /// Puts a seal to a document.
    static let sealSign = Verb(
        "seal", "sign", group: .bidder, zh: "用电子印章签章（GB/T 38540-2020）",
        en: "put a seal to a document (GB/T 38540-2020)",
        options: [
            SealOptions.seal.needed, SealOptions.content.needed, SealOptions.signer.needed, .key.needed,
            .passwordFile, SealOptions.property, SealOptions.stampCertificate, SealOptions.stampKey,
            .out.needed,
        ],
        notes: Words(
            zh: "给出--tsa-cert和--tsa-key时，对签名值加盖RFC 3161时间戳。",
            en: "With --tsa-cert and --tsa-key the signature gets an RFC 3161 time stamp.")
    ) { call in
        guard case .seal(let seal) = try call.sealObject(try call.needed(SealOptions.seal)) else {
            throw Failure.usage(zh: "--seal应当是印章，而不是签章。", en: "--seal takes a seal, not a seal signature.")
        }
        let signer = try call.sealSigner(SealOptions.signer)
        let path = try call.needed(SealOptions.content)
        let content = try Files.read(path, limit: Evidence.mostBytes)
        let name = URL(fileURLWithPath: path).lastPathComponent
        let usual = name.utf8.allSatisfy { (0x20..<0x7f).contains($0) } ? name : "document"
        let time = Int64(Date().timeIntervalSince1970 * 1_000)
        let authority = try call.stampAuthority()
        let signature = try SealMaking.sign(
            seal, content: content, property: call.value(SealOptions.property) ?? usual, at: time,
            signer: signer.identity.certificate, key: signer.identity.key,
            stamp: authority.map { authority in
                { digest in
                    try authority.token(for: digest, at: time, serial: .random(in: 1...(.max)))
                }
            })
        try call.deliver(signature)
        call.console.note(zh: "已用印章“\(seal.name)”签章。", en: "Sealed with \"\(seal.name)\".")
        return .done
    }
}

extension Call {
    /// The key of `--key` with the certificate of an option.
    fileprivate func sealSigner(_ certificate: Option) throws(Failure) -> Signer {
        try Signer(
            key: try needed(.key), certificate: try needed(certificate), chain: nil,
            passwordFile: value(.passwordFile))
    }

    /// The authority that stamps; nil when none was named.
    fileprivate func stampAuthority() throws -> TimeStampAuthority? {
        guard let certificate = value(SealOptions.stampCertificate) else { return nil }
        let signer = try Signer(
            key: try needed(SealOptions.stampKey), certificate: certificate, chain: nil,
            passwordFile: nil)
        return try TimeStampAuthority(
            key: signer.identity.key, certificate: signer.identity.certificate,
            policy: "1.3.6.1.4.1.99999.1.1", accuracy: 1_000)
    }
}
