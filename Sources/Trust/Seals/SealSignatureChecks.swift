internal import OpenSSL

/// The checks on a seal that was put to a document. They come before those on the seal itself.
enum SealSignatureChecks {
    static let all: [Check<SealFacts>] = [
        value, algorithm, usage, dates, path, listed, time, content, contentGiven, timestamp, timestampPath,
    ]

    static let value = Check<SealFacts>(
        "seal.signature.value", .signature, source: "GB/T 38540-2020, signature value"
    ) { facts in
        guard let state = facts.signerState else { return none }
        return SealChecks.signatureResult(state, zh: "签章者", en: "signer", object: facts.signer)
    }

    static let algorithm = Check<SealFacts>(
        "seal.signature.algorithm", .algorithm, source: "GB/T 38540-2020, signatureAlgID"
    ) { facts in
        guard let state = facts.signerState else { return none }
        return SealChecks.algorithmResult(state, zh: "签章者", en: "signer")
    }

    static let usage = Check<SealFacts>("seal.signer.usage", .seal, source: "RFC 5280 §4.2.1.3") { facts in
        facts.signature == nil ? none : SealChecks.usageResult(facts.signer, zh: "签章者", en: "signer")
    }

    static let dates = Check<SealFacts>(
        "seal.signer.dates", .seal, source: "GB/T 38540-2020, signer's certificate at timeInfo"
    ) { facts in
        guard let time = facts.signingTime else { return none }
        return SealChecks.certificateDates(
            facts.signer, at: time, zh: "签章者证书在签章时", en: "signer's certificate when it signed")
    }

    static let path = Check<SealFacts>(
        "seal.signer.path", .path, source: "GB/T 38540-2020, signer's certificate"
    ) { facts in
        facts.signature == nil ? none : facts.signerPath ?? .notRun("no anchors were given")
    }

    static let listed = Check<SealFacts>(
        "seal.signer.listed", .seal, source: "GB/T 38540-2020, certList"
    ) { facts in
        guard let signature = facts.signature else { return none }
        guard !signature.seal.holders.contain(signature.signerCertificate) else { return .fine }
        return .wrong([
            Remark(
                .sealSignerNotListed, object: facts.signer?.fingerprint,
                chinese: "签章者的证书不在印章“\(signature.seal.name)”的签章人名单内。",
                english:
                    "The signer's certificate is not among those that may use the seal \"\(signature.seal.name)\"."
            )
        ])
    }

    static let time = Check<SealFacts>(
        "seal.signature.time", .seal, source: "GB/T 38540-2020, seal valid at timeInfo"
    ) { facts in
        guard facts.signature != nil else { return none }
        let seal = facts.seal
        guard let time = facts.signingTime else {
            return .wrong([unproven("签章没有写明可以读取的时间。", "The signature tells no time that can be read.")])
        }
        guard time <= facts.at else {
            return .wrong([
                Remark(
                    .sealDates, chinese: "签章写明的时间\(Instant.words(time))晚于所问的时间。",
                    english:
                        "The signature says it was made at \(Instant.words(time)), later than the time asked about."
                )
            ])
        }
        guard time >= seal.created else {
            return .wrong([
                Remark(
                    .sealDates, chinese: "签章写明的时间\(Instant.words(time))早于印章制作的时间。",
                    english:
                        "The signature says it was made at \(Instant.words(time)), before the seal itself was made."
                )
            ])
        }
        let then = SealChecks.periodResult(seal, at: time, zh: "签章时", en: "when it signed")
        guard then == .fine else { return then }
        guard facts.controlTime <= seal.validTo else {
            return .wrong([
                unproven(
                    "签章自称作于印章有效期内，但印章已于\(Instant.words(seal.validTo))过期，又没有可信的时间戳为证。",
                    "The signature claims a time within the seal's validity, but the seal ended at \(Instant.words(seal.validTo)) and no trusted time stamp proves the claim."
                )
            ])
        }
        return .fine
    }

    static let content = Check<SealFacts>(
        "seal.content", .signature, source: "GB/T 38540-2020, dataHash"
    ) { facts in
        guard let signature = facts.signature else { return none }
        guard let digests = facts.contentDigests else { return .notRun("the document was not given") }
        guard !digests.values.contains(signature.contentDigest) else { return .fine }
        return .wrong([
            Remark(
                .contentChanged, chinese: "所给文件不是被签章的文件：其杂凑值与签章中的不同。",
                english: "The document that was given is not the one that was sealed: its digest is another.")
        ])
    }

    static let contentGiven = Check<SealFacts>(
        "seal.content.given", .signature, source: "GB/T 38540-2020, dataHash"
    ) { facts in
        guard facts.signature != nil else { return none }
        guard facts.contentDigests == nil else { return .fine }
        return .wrong([
            Remark(
                .contentNotGiven, chinese: "没有给出被签章的文件，因此没有比对其杂凑值。",
                english: "The sealed document was not given, so its digest was not compared.",
                remedy: .init(chinese: "用--content给出文件。", english: "Give the document with --content."))
        ])
    }

    static let timestamp = Check<SealFacts>(
        "seal.signature.timestamp", .timestamp, source: "GB/T 38540-2020, timeStamp"
    ) { facts in
        guard let signature = facts.signature else { return none }
        return SealChecks.stampResult(
            facts.signatureStamp, notBefore: signature.claimedTime, zh: "签章", en: "seal signature")
    }

    static let timestampPath = Check<SealFacts>(
        "seal.timestamp.path", .path, source: "RFC 3161 §2.3"
    ) { facts in
        guard case .token? = facts.signatureStamp else { return none }
        return facts.stampPath ?? .notRun("no anchors were given")
    }

    private static let none = CheckResult.notRun("this is a seal by itself")

    private static func unproven(_ chinese: String, _ english: String) -> Remark {
        Remark(
            .sealTimeUnproven, chinese: chinese, english: english,
            remedy: .init(
                chinese: "附上签章时的RFC 3161时间戳及其信任锚。",
                english:
                    "Bring an RFC 3161 time stamp from the time of signing, and the anchor of its authority.")
        )
    }
}
