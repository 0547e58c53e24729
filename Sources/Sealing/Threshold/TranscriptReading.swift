package import Ledger
internal import OpenSSL
internal import StrictJSON

extension OpeningTranscript {
    /// Reads a transcript strictly; says nothing yet about whether it is true.
    package init(_ bytes: [UInt8]) throws {
        var fields = try Fields(JSON.parse(bytes, limits: Self.limits))
        guard try fields.integer("v") == 1, try fields.string("type") == Self.type else {
            throw fields.refusal(
                of: "type", english: "must be \(Self.type), version 1", chinese: "必须为 \(Self.type) 第 1 版")
        }
        let (tender, lot) = (try fields.string("tender"), try fields.string("lot"))
        let terms = try Terms(
            threshold: Int(clamping: fields.integer("threshold")),
            custodians: Int(clamping: fields.integer("custodians")))
        let commitments = try Commitments(fields.list("commitments", 65...65), of: terms, dealer: nil)
        let key = try OpeningKey(terms: terms, sum: commitments)
        guard try fields.bytes("openingPublicKey", 65...65) == key.publicPoint else {
            throw fields.refusal(
                of: "openingPublicKey", english: "is not the first commitment", chinese: "与第一个承诺不同")
        }
        guard let certificate = Base64.decode(try fields.string("certificate")) else {
            throw fields.refusal(of: "certificate", english: "must be base64", chinese: "必须为 base64")
        }
        let checkpoint = Array(try fields.string("checkpoint").utf8)
        let envelopes = try fields.each("envelopes") { fields throws(JSONError) in try Self.envelope(&fields)
        }
        let refused = try fields.each("refused") { fields throws(JSONError) in
            let envelope = try fields.bytes("envelope", 32...32)
            return try PartialOpening.read(&fields, envelope: envelope)
        }
        let ceremony = try fields.each("ceremony") { fields throws(JSONError) in
            SealingRefusal(
                try fields.string("code"),
                custodian: try fields.optionalInteger("custodian").map { Int(clamping: $0) },
                zh: try fields.string("zh"), en: try fields.string("en"))
        }
        try fields.finish()
        self.init(
            subject: OpeningSubject(
                tender: tender, lot: lot,
                checkpoint: Digest.sha256(Array(try SignedNote(checkpoint).text.utf8))), key: key,
            certificate: certificate, checkpoint: checkpoint, envelopes: envelopes, refused: refused,
            ceremony: ceremony)
    }

    private static func envelope(_ fields: inout Fields) throws(JSONError) -> Envelope {
        let digest = try fields.bytes("sha256", 32...32)
        let header = SealedBidHeader(
            ephemeralPoint: try fields.bytes("ephemeralPublicKey", 65...65),
            keyingMaterial: try fields.optionalValue("ukm") == nil ? nil : fields.bytes("ukm", 0...1024),
            wrappedKey: try fields.bytes("wrappedKey", 40...40), nonce: try fields.bytes("nonce", 12...12),
            tag: try fields.bytes("tag", 16...16),
            contentLength: Int(try fields.integer("contentLength")), size: Int(try fields.integer("size")))
        let partials = try fields.each("partials") { fields throws(JSONError) in
            try PartialOpening.read(&fields, envelope: digest)
        }
        let outcome: Outcome =
            if let code = try fields.optionalString("refusal") {
                .refused(code)
            } else {
                .opened(
                    contentKey: try fields.bytes("contentKey", 32...32),
                    plaintext: try fields.bytes("plaintextSHA256", 32...32))
            }
        return Envelope(sha256: digest, header: header, partials: partials, outcome: outcome)
    }

    /// Replays everything: each partial's proof, each combination, each content key; that what was refused deserved
    /// it; and, where the sealed files are at hand, their digests, headers and contents.
    ///
    /// - Parameters:
    ///   - log: the log whose checkpoint it must be, with the check of its signature.
    ///   - sealed: the path of the sealed file of a digest, or nil where it is not at hand.
    ///   - work: a folder for decrypted content, which is removed from it at once.
    /// - Returns: what does not hold; empty when all does.
    package func faults(
        log: LogKey, sealed: @Sendable ([UInt8]) -> String?, work: String
    ) throws -> [SealingRefusal] {
        var faults: [SealingRefusal] = []
        do {
            _ = try Checkpoint.verified(checkpoint, key: log) { key, message, signature in
                (try? PublicKey(ed25519: key))?.verify(signature, of: message) ?? false
            }
        } catch {
            faults.append(.transcript("\(error)"))
        }
        let opening = Opening(key: key, subject: subject)
        let certificate = try Certificate(der: certificate)
        if certificate.p256Point != key.publicPoint {
            faults.append(.transcript("The opening certificate is for another key than the commitments'."))
        }
        if Set(envelopes.map(\.sha256)).count != envelopes.count {
            faults.append(.transcript("An envelope is in the frozen set twice."))
        }
        let found = try Parallel.map(envelopes) {
            try self.faults(of: $0, opening, certificate, sealed($0.sha256), work)
        }
        faults += found.flatMap { $0 }
        let places = Dictionary(envelopes.map { ($0.sha256, $0) }, uniquingKeysWith: { first, _ in first })
        for partial in refused {
            guard let envelope = places[partial.envelope] else {
                faults.append(.transcript("A refused partial is for an envelope that is not in the set."))
                continue
            }
            let place = try SealedPoint(
                digest: envelope.sha256, ephemeralPoint: envelope.header.ephemeralPoint)
            if (try? opening.check(partial, of: place)) != nil {
                faults.append(.refusedThoughProven(partial.custodian, partial.envelope))
            }
        }
        return faults
    }

    private func faults(
        of envelope: Envelope, _ opening: Opening, _ certificate: Certificate, _ path: String?, _ work: String
    ) throws -> [SealingRefusal] {
        do {
            let place = try SealedPoint(
                digest: envelope.sha256, ephemeralPoint: envelope.header.ephemeralPoint)
            if let path {
                guard try FileDigest.sha256(path) == envelope.sha256 else {
                    return [.envelopeDiffers(envelope.sha256)]
                }
                guard try SealedBidHeader.inspect(path: path, for: certificate) == envelope.header else {
                    return [.envelopeDiffers(envelope.sha256)]
                }
            }
            let found = try opening.check(envelope.partials.map { ($0, place) })
            let proven = found.compactMap { finding -> ProvenPartial? in
                if case .proven(let partial) = finding { partial } else { nil }
            }
            let refusals = found.compactMap(\.refusal)
            guard refusals.isEmpty else { return refusals }
            switch envelope.outcome {
            case .refused(let code):
                do {
                    _ = try opening.contentKey(of: envelope.header, digest: envelope.sha256, from: proven)
                    return code == "BID_KEY_NOT_RECOVERED" ? [.opensAfterAll(envelope.sha256)] : []
                } catch let refusal as SealingRefusal {
                    return refusal.code == code ? [] : [refusal]
                }
            case .opened(let told, let plaintext):
                let key = try opening.contentKey(
                    of: envelope.header, digest: envelope.sha256, from: proven)
                guard key.reveal() == told else { return [.otherContentKey(envelope.sha256)] }
                guard let path else { return [] }
                let output = "\(work)/\(try Random.bytes(8).hex)"
                defer { removeFile(output) }
                let digest = try Sealing.Envelope.open(path, to: output, key: key, certificate: certificate)
                return digest == plaintext ? [] : [.otherContent(envelope.sha256)]
            }
        } catch let refusal as SealingRefusal { return [refusal] }
    }
}

extension SealingRefusal {
    fileprivate static func transcript(_ sentence: String) -> SealingRefusal {
        SealingRefusal("TRANSCRIPT_WRONG", zh: "开标记录不成立：\(sentence)", en: sentence)
    }

    fileprivate static func refusedThoughProven(_ custodian: Int, _ envelope: [UInt8]) -> SealingRefusal {
        SealingRefusal(
            "PARTIAL_REFUSED_WRONGLY", custodian: custodian,
            zh: "保管人 \(custodian) 对 \(short(envelope)) 的部分结果证明成立，却被记为不予采用。",
            en: "The partial of custodian \(custodian) for \(short(envelope)) is proven, yet was refused.")
    }

    fileprivate static func envelopeDiffers(_ envelope: [UInt8]) -> SealingRefusal {
        SealingRefusal(
            "ENVELOPE_DIFFERS", zh: "投标文件 \(short(envelope)) 与开标记录不符。",
            en: "The sealed file \(short(envelope)) is not the one in the record.")
    }

    fileprivate static func opensAfterAll(_ envelope: [UInt8]) -> SealingRefusal {
        SealingRefusal(
            "ENVELOPE_OPENS", zh: "投标文件 \(short(envelope)) 记为未能开启，却可以开启。",
            en: "The envelope \(short(envelope)) is recorded as spoilt, yet its key is recovered.")
    }

    fileprivate static func otherContentKey(_ envelope: [UInt8]) -> SealingRefusal {
        SealingRefusal(
            "CONTENT_KEY_DIFFERS", zh: "投标文件 \(short(envelope)) 的内容密钥与部分结果不符。",
            en: "The content key of \(short(envelope)) is not the one that the partials give.")
    }

    fileprivate static func otherContent(_ envelope: [UInt8]) -> SealingRefusal {
        SealingRefusal(
            "CONTENT_DIFFERS", zh: "投标文件 \(short(envelope)) 的内容摘要与开标记录不符。",
            en: "The content of \(short(envelope)) has another digest than the record tells.")
    }
}
