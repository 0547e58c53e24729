internal import OpenSSL
package import StrictJSON

/// The record of one lot's opening, from which anybody can replay it (docs/formats/opening-transcript.md).
package struct OpeningTranscript: Sendable {
    /// One envelope of the frozen set.
    package struct Envelope: Sendable {
        /// SHA-256 of the sealed file.
        package let sha256: [UInt8]
        package let header: SealedBidHeader
        /// Proven ones, at least as many as the threshold where the envelope was opened.
        package let partials: [PartialOpening]
        /// What came of it: the content key and the digest of the content, or why there is none.
        package let outcome: Outcome

        package init(
            sha256: [UInt8], header: SealedBidHeader, partials: [PartialOpening], outcome: Outcome
        ) {
            (self.sha256, self.header) = (sha256, header)
            (self.partials, self.outcome) = (partials, outcome)
        }
    }

    package enum Outcome: Sendable, Equatable {
        /// 32 bytes each.
        case opened(contentKey: [UInt8], plaintext: [UInt8])
        /// The code of the refusal, such as BID_KEY_NOT_RECOVERED.
        case refused(String)
    }

    package let subject: OpeningSubject
    package let key: OpeningKey
    /// The opening certificate, DER.
    package let certificate: [UInt8]
    /// The signed note whose text the subject names by its digest.
    package let checkpoint: [UInt8]
    /// The frozen set, in the order of their digests.
    package let envelopes: [Envelope]
    /// Partials that were not proven, kept as evidence.
    package let refused: [PartialOpening]
    /// What was found against custodians while the key was made.
    package let ceremony: [SealingRefusal]

    package static let type = "tradehall/opening-transcript"
    package static let limits = JSON.Limits(bytes: 256 << 20, depth: 8, values: 4_000_000)

    package init(
        subject: OpeningSubject, key: OpeningKey, certificate: [UInt8], checkpoint: [UInt8],
        envelopes: [Envelope], refused: [PartialOpening], ceremony: [SealingRefusal] = []
    ) {
        self.subject = subject
        self.key = key
        self.certificate = certificate
        self.checkpoint = checkpoint
        self.envelopes = envelopes.sorted { $0.sha256.lexicographicallyPrecedes($1.sha256) }
        self.refused = refused
        self.ceremony = ceremony
    }

    /// Canonical bytes.
    package func bytes() throws -> [UInt8] {
        JSON.object([
            "v": 1, "type": .string(Self.type), "tender": .string(subject.tender),
            "lot": .string(subject.lot), "threshold": .integer(Int64(key.terms.threshold)),
            "custodians": .integer(Int64(key.terms.custodians)),
            "commitments": .array(try key.commitments.encoded().map { .string($0.hex) }),
            "openingPublicKey": .string(key.publicPoint.hex),
            "certificate": .string(Base64.encode(certificate)),
            "checkpoint": .string(String(decoding: checkpoint, as: UTF8.self)),
            "envelopes": .array(envelopes.map(\.json)),
            "refused": .array(
                refused.map { $0.json(extra: ["envelope": .string($0.envelope.hex)]) }),
            "ceremony": .array(
                ceremony.map {
                    var members: [String: JSON] = [
                        "code": .string($0.code), "zh": .string($0.zh), "en": .string($0.en),
                    ]
                    if let custodian = $0.custodian { members["custodian"] = .integer(Int64(custodian)) }
                    return .object(members)
                }),
        ]).canonicalBytes()
    }
}

extension PartialOpening {
    /// `{"custodian","point","proof"}`, and what else is given.
    package func json(extra: [String: JSON] = [:]) -> JSON {
        var members = extra
        members["custodian"] = .integer(Int64(custodian))
        members["point"] = .string(encodedPoint.hex)
        members["proof"] = proof.json
        return .object(members)
    }

    /// Reads the fields that `json` writes.
    package static func read(_ fields: inout Fields, envelope: [UInt8]) throws(JSONError) -> PartialOpening {
        let number = Int(clamping: try fields.integer("custodian"))
        let point = try fields.bytes("point", 65...65)
        let proof = try EqualityProof.read("proof", &fields)
        do throws(SealingRefusal) {
            return try PartialOpening(
                custodian: number, envelope: envelope, point: point, a: proof.encodedA, b: proof.encodedB,
                z: proof.encodedZ)
        } catch {
            throw fields.refusal(of: "point", english: "is no point of P-256", chinese: "不是 P-256 曲线上的点")
        }
    }
}

extension OpeningTranscript.Envelope {
    fileprivate var json: JSON {
        var members: [String: JSON] = [
            "sha256": .string(sha256.hex), "ephemeralPublicKey": .string(header.ephemeralPoint.hex),
            "wrappedKey": .string(header.wrappedKey.hex), "nonce": .string(header.nonce.hex),
            "tag": .string(header.tag.hex), "size": .integer(Int64(header.size)),
            "contentLength": .integer(Int64(header.contentLength)),
            "partials": .array(partials.map { $0.json() }),
        ]
        if let material = header.keyingMaterial { members["ukm"] = .string(material.hex) }
        switch outcome {
        case .opened(let key, let plaintext):
            members["contentKey"] = .string(key.hex)
            members["plaintextSHA256"] = .string(plaintext.hex)
        case .refused(let code): members["refusal"] = .string(code)
        }
        return .object(members)
    }
}
