package import OpenSSL

/// What a partial opening is made for: the lot, and the checkpoint that froze its bids. A partial made for one
/// subject proves nothing for another.
package struct OpeningSubject: Sendable, Hashable {
    package let tender: String
    package let lot: String
    /// SHA-256 of the text of the checkpoint that the custodian read, 32 bytes.
    package let checkpoint: [UInt8]

    package init(tender: String, lot: String, checkpoint: [UInt8]) {
        self.tender = tender
        self.lot = lot
        self.checkpoint = checkpoint
    }
}

/// An envelope as a custodian meets it: the digest of the sealed file, and its ephemeral point R.
package struct SealedPoint: Sendable {
    /// SHA-256 of the sealed file, 32 bytes.
    package let digest: [UInt8]
    package let encoded: [UInt8]
    let point: P256Point

    /// - Throws: `SealingRefusal` when the point is none of the curve.
    package init(digest: [UInt8], ephemeralPoint: [UInt8]) throws(SealingRefusal) {
        guard let point = P256Point(ephemeralPoint) else { throw .pointOffCurve }
        (self.digest, encoded, self.point) = (digest, ephemeralPoint, point)
    }
}

/// A custodian's part in opening one envelope: s·R, and the proof that s is the share behind the custodian's
/// public point. It has been checked for form, and for nothing else.
package struct PartialOpening: Sendable {
    package let custodian: Int
    /// SHA-256 of the sealed file.
    package let envelope: [UInt8]
    package let encodedPoint: [UInt8]
    package let proof: EqualityProof
    let point: P256Point

    /// - Throws: `SealingRefusal` that names the custodian when the point or the proof has no right form.
    package init(
        custodian: Int, envelope: [UInt8], point: [UInt8], a: [UInt8], b: [UInt8], z: [UInt8]
    ) throws(SealingRefusal) {
        guard let product = P256Point(point), let proof = EqualityProof(a: a, b: b, z: z) else {
            throw .partialMalformed(custodian, envelope)
        }
        self.init(custodian, envelope, product, point, proof)
    }

    fileprivate init(
        _ custodian: Int, _ envelope: [UInt8], _ point: P256Point, _ encoded: [UInt8], _ proof: EqualityProof
    ) {
        self.custodian = custodian
        self.envelope = envelope
        self.point = point
        encodedPoint = encoded
        self.proof = proof
    }
}

extension CustodianShare {
    /// This custodian's part in opening an envelope: two multiplications of its point, in constant time.
    package func partial(
        of envelope: SealedPoint, for subject: OpeningSubject, under key: OpeningKey
    ) throws(OpenSSLError) -> PartialOpening {
        let product = try envelope.point.times(secret)
        let encoded = try product.encoded()
        let proof = try EqualityProof.make(
            secret, base: envelope.point, publicPoint: key.sharePoints[custodian - 1], product: encoded,
            subject.transcript(custodian: custodian, envelope: envelope.digest, key))
        return PartialOpening(custodian, envelope.digest, product, encoded, proof)
    }
}

extension OpeningSubject {
    /// Everything that a partial is bound to besides its own points.
    func transcript(custodian: Int, envelope: [UInt8], _ key: OpeningKey) -> ProofTranscript {
        var transcript = ProofTranscript("tradehall/opening/partial/v1")
        transcript.append(tender)
        transcript.append(lot)
        transcript.append(checkpoint)
        transcript.append(number: key.terms.threshold)
        transcript.append(number: key.terms.custodians)
        transcript.append(key.publicPoint)
        transcript.append(number: custodian)
        transcript.append(envelope)
        return transcript
    }
}
