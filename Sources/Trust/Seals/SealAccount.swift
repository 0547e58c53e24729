internal import OpenSSL
package import StrictJSON

/// What is told of a seal: data for machines, and lines for people.
package enum SealAccount {
    /// The sections of a judgement.
    static func facts(_ facts: SealFacts) -> [String: JSON] {
        var sections: [String: JSON] = ["seal": seal(facts.seal)]
        if case .good(let part) = facts.makerState { sections["makerSigned"] = .string(part) }
        if let signature = facts.signature { sections["signature"] = self.signature(signature) }
        sections["controlTime"] = .integer(facts.controlTime)
        return sections
    }

    /// The metadata of a seal. The picture is described, not given.
    package static func seal(_ seal: ElectronicSeal) -> JSON {
        [
            "standard": .string(seal.generation.rawValue), "version": .integer(seal.version),
            "vendor": .string(seal.vendor), "identifier": .string(seal.identifier),
            "type": .integer(seal.type), "name": .string(seal.name),
            "created": .integer(seal.created), "validFrom": .integer(seal.validFrom),
            "validTo": .integer(seal.validTo), "maker": party(seal.makerCertificate),
            "algorithm": .string(seal.signature.algorithm), "holders": holders(seal.holders),
            "picture": [
                "type": .string(seal.picture.type),
                "apparentType": seal.picture.apparentType.map { .string($0) } ?? .null,
                "bytes": .integer(Int64(seal.picture.data.count)), "width": .integer(seal.picture.width),
                "height": .integer(seal.picture.height),
                "sha256": .string(Digest.sha256(seal.picture.data).hex),
            ],
            "extensions": extensions(seal.extensions), "hasTimestamp": .bool(seal.timestamp != nil),
            "sha256": .string(Digest.sha256(seal.der).hex),
        ]
    }

    /// The metadata of a seal signature, without the seal.
    package static func signature(_ signature: SealSignature) -> JSON {
        [
            "version": .integer(signature.version), "signer": party(signature.signerCertificate),
            "claimedTime": signature.claimedTime.map { .integer($0) } ?? .null,
            "contentDigest": .string(signature.contentDigest.hex), "property": .string(signature.property),
            "algorithm": .string(signature.signature.algorithm),
            "extensions": extensions(signature.extensions), "hasTimestamp": .bool(signature.timestamp != nil),
        ]
    }

    private static func party(_ der: [UInt8]) -> JSON {
        guard let certificate = try? Certificate(der: der) else {
            return ["sha256": .string(Digest.sha256(der).hex)]
        }
        return [
            "subject": .string(certificate.subject), "issuer": .string(certificate.issuer),
            "serial": .string(certificate.serial), "sha256": .string(certificate.fingerprint.hex),
        ]
    }

    private static func holders(_ holders: SealHolders) -> JSON {
        switch holders {
        case .certificates(let all): .array(all.map(party))
        case .digests(let all):
            .array(all.map { ["algorithm": .string($0.name), "digest": .string($0.value.hex)] })
        }
    }

    private static func extensions(_ all: [SealExtension]) -> JSON {
        .array(
            all.map {
                [
                    "oid": .string($0.oid), "critical": .bool($0.isCritical),
                    "bytes": .integer(Int64($0.value.count)),
                ]
            })
    }

    /// The same as lines of text.
    package static func lines(_ object: SealObject, chinese: Bool) -> [String] {
        func say(_ zh: String, _ en: String) -> String { chinese ? zh : en }
        func name(_ der: [UInt8]) -> String {
            (try? Certificate(der: der))?.subject ?? say("无法读取", "unreadable")
        }
        let seal = object.seal
        let picture = seal.picture
        var lines = [
            say("印章", "Seal") + ": \(seal.name) (\(seal.identifier))",
            say("标准", "Standard") + ": \(seal.generation.rawValue), \(seal.version), \(seal.vendor)",
            say("制作", "Made") + ": \(Instant.words(seal.created))",
            say("有效期", "Valid") + ": \(Instant.words(seal.validFrom)) – \(Instant.words(seal.validTo))",
            say("制章者", "Maker") + ": \(name(seal.makerCertificate))",
            say("签章人", "Holders") + ": \(seal.holders.count)",
            say("图片", "Picture")
                + ": \(picture.type), \(picture.data.count) B, \(picture.width) × \(picture.height) mm",
        ]
        if case .signature(let signature) = object {
            lines += [
                say("签章者", "Signer") + ": \(name(signature.signerCertificate))",
                say("自称签章于", "Says it signed at")
                    + ": \(signature.claimedTime.map(Instant.words) ?? "–")",
                say("原文属性", "Of the document") + ": \(signature.property)",
                say("原文杂凑值", "Digest of the document") + ": \(signature.contentDigest.hex)",
            ]
        }
        return lines
    }
}
