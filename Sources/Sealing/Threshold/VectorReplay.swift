internal import OpenSSL
internal import StrictJSON

/// Replays a set of vectors of a threshold opening, in the form that docs/formats/opening-transcript.md gives:
/// every commitment, share, public key, partial, way to combine, content key and digest is worked out again.
package struct VectorReplay: Sendable {
    /// One thing that was looked at.
    package struct Finding: Sendable, Equatable {
        package let isRight: Bool
        package let zh: String
        package let en: String
    }

    package private(set) var findings: [Finding] = []
    package var isRight: Bool { findings.allSatisfy(\.isRight) }

    private let vector: Vector

    /// - Parameters:
    ///   - folder: where the envelopes lie.
    ///   - certificate: the opening certificate, PEM or DER.
    ///   - work: a folder for decrypted content, which is removed from it at once.
    /// - Throws: `JSONError` when the file is no set of vectors; `SealingRefusal` when its terms cannot be.
    package static func run(
        _ json: [UInt8], envelopes folder: String, certificate: [UInt8], work: String
    ) throws -> VectorReplay {
        var replay = VectorReplay(vector: try Vector(json))
        let key = try replay.checkKey()
        if let key {
            let opening = try Certificate(pemOrDER: certificate)
            replay.tell(
                opening.p256Point == key.publicPoint, "开标证书中的公钥与承诺之和一致",
                "the opening certificate is for the sum of the commitments",
                "开标证书中的公钥不是承诺之和", "the opening certificate is for another key than the sum of the commitments"
            )
            for envelope in replay.vector.envelopes {
                try replay.check(envelope, key, "\(folder)/\(envelope.file)", opening, work)
            }
        }
        return replay
    }

    private init(vector: Vector) { self.vector = vector }

    private mutating func tell(
        _ isRight: Bool, _ zh: String, _ en: String, _ wrongZh: String, _ wrongEn: String
    ) {
        findings.append(Finding(isRight: isRight, zh: isRight ? zh : wrongZh, en: isRight ? en : wrongEn))
    }

    private mutating func wrong(_ refusal: SealingRefusal, in file: String? = nil) {
        let place = file.map { "\($0): " } ?? ""
        findings.append(Finding(isRight: false, zh: place + refusal.zh, en: place + refusal.en))
    }

    // MARK: The key

    private mutating func checkKey() throws -> OpeningKey? {
        let terms = vector.terms
        var dealers: [Commitments] = []
        for (index, encoded) in vector.commitments.enumerated() {
            do {
                dealers.append(try Commitments(encoded, of: terms, dealer: index + 1))
            } catch {
                wrong(error)
            }
        }
        guard dealers.count == vector.commitments.count else { return nil }
        let polynomials = try checkPolynomials(dealers)
        let key: OpeningKey
        do { key = try OpeningKey(terms: terms, dealers: dealers) } catch let refusal as SealingRefusal {
            wrong(refusal)
            return nil
        }
        tell(
            key.publicPoint == vector.openingPublicKey, "开标公钥是 \(dealers.count) 名分发人承诺之和",
            "the opening public key is the sum of \(dealers.count) dealers", "开标公钥不是各分发人承诺之和",
            "the opening public key is not the sum of the dealers' commitments")
        for number in terms.numbers {
            if let told = vector.sharePublicKeys[number] {
                tell(
                    told == key.sharePoints[number - 1], "保管人 \(number) 的份额公钥正确",
                    "the share public key of custodian \(number) follows from the commitments",
                    "保管人 \(number) 的份额公钥与承诺不符",
                    "the share public key of custodian \(number) does not follow from the commitments")
            }
            guard let told = vector.shares[number] else { continue }
            let fits = try P256Scalar(told).map { try key.commitments.accept($0, for: number) } ?? false
            tell(
                fits, "保管人 \(number) 的份额与承诺相符", "the share of custodian \(number) fits the commitments",
                "保管人 \(number) 的份额与承诺不符", "the share of custodian \(number) does not fit the commitments")
            if polynomials.count == dealers.count, !polynomials.isEmpty {
                var sum = try P256Scalar.small(0)
                for polynomial in polynomials { sum = try sum.adding(polynomial.share(for: number)) }
                tell(
                    sum.bytes() == told, "保管人 \(number) 的份额是各多项式的值之和",
                    "the share of custodian \(number) is the sum of the polynomials there",
                    "保管人 \(number) 的份额不是各多项式的值之和",
                    "the share of custodian \(number) is not the sum of the polynomials there")
            }
        }
        return key
    }

    private mutating func checkPolynomials(_ dealers: [Commitments]) throws -> [Polynomial] {
        var polynomials: [Polynomial] = []
        for (index, coefficients) in vector.polynomials.enumerated() {
            let scalars = coefficients.compactMap { P256Scalar($0) }
            guard scalars.count == vector.terms.threshold, index < dealers.count else {
                tell(
                    false, "", "", "分发人 \(index + 1) 的多项式形式不对",
                    "the polynomial of dealer \(index + 1) has a wrong form")
                continue
            }
            let polynomial = Polynomial(coefficients: scalars)
            polynomials.append(polynomial)
            tell(
                try polynomial.commitments().encoded() == dealers[index].encoded(),
                "分发人 \(index + 1) 的承诺与多项式相符", "the commitments of dealer \(index + 1) are of its polynomial",
                "分发人 \(index + 1) 的承诺与多项式不符",
                "the commitments of dealer \(index + 1) are not of its polynomial")
        }
        return polynomials
    }

    // MARK: The envelopes

    private mutating func check(
        _ envelope: Vector.Envelope, _ key: OpeningKey, _ path: String, _ certificate: Certificate,
        _ work: String
    ) throws {
        let file = envelope.file
        let (header, digest): (SealedBidHeader, [UInt8])
        do {
            header = try SealedBidHeader.inspect(path: path, for: certificate)
            digest = try FileDigest.sha256(path)
        } catch let refusal as SealingRefusal {
            wrong(refusal, in: file)
            return
        }
        tell(
            header.ephemeralPoint == envelope.ephemeral, "\(file)：临时公钥一致",
            "\(file): its ephemeral key is the one told", "\(file)：临时公钥与所述不同",
            "\(file): its ephemeral key is another than the one told")
        var points: [Int: P256Point] = [:]
        for (number, told) in envelope.partials.sorted(by: { $0.key < $1.key }) {
            guard key.terms.numbers.contains(number), let point = P256Point(told) else {
                wrong(.partialMalformed(number, digest), in: file)
                continue
            }
            if try checkPartial(number, told, header, digest, key, file) { points[number] = point }
        }
        try checkCombinations(envelope, points, header, path, certificate, work)
    }

    /// Works the partial out again from the share, proves it, and has the proof checked as an opening does.
    private mutating func checkPartial(
        _ number: Int, _ told: [UInt8], _ header: SealedBidHeader, _ digest: [UInt8], _ key: OpeningKey,
        _ file: String
    ) throws -> Bool {
        guard let bytes = vector.shares[number], let secret = P256Scalar(bytes),
            let share = try? CustodianShare(custodian: number, secret: secret, of: key)
        else { return true }
        let opening = Opening(
            key: key, subject: OpeningSubject(tender: "vector", lot: file, checkpoint: digest))
        let place = try SealedPoint(digest: digest, ephemeralPoint: header.ephemeralPoint)
        let made = try share.partial(of: place, for: opening.subject, under: key)
        let claimed = try PartialOpening(
            custodian: number, envelope: digest, point: told, a: made.proof.encodedA, b: made.proof.encodedB,
            z: made.proof.encodedZ)
        let isProven = (try? opening.check(claimed, of: place)) != nil
        let isRight = isProven && made.encodedPoint == told
        tell(
            isRight, "\(file)：保管人 \(number) 的部分结果正确，证明成立",
            "\(file): the partial of custodian \(number) is right and proven",
            "\(file)：保管人 \(number) 的部分结果不是其份额与临时公钥之积",
            "\(file): the partial of custodian \(number) is not its share times the ephemeral key")
        return isRight
    }

    private mutating func checkCombinations(
        _ envelope: Vector.Envelope, _ points: [Int: P256Point], _ header: SealedBidHeader, _ path: String,
        _ certificate: Certificate, _ work: String
    ) throws {
        let (file, threshold) = (envelope.file, vector.terms.threshold)
        let numbers = points.keys.sorted()
        let groups = Subsets.of(numbers, size: threshold)
        var key: ContentKey?
        var failed: [[Int]] = []
        for group in groups {
            do {
                let x = try Lagrange.combined(points, group).x()
                let found = try Envelope.contentKey(fromSharedSecret: x, header)
                if found.reveal() == envelope.contentKey { key = found } else { failed.append(group) }
            } catch is SealingRefusal { failed.append(group) }
        }
        let names = failed.map { $0.map(String.init).joined(separator: "+") }.joined(separator: ", ")
        tell(
            failed.isEmpty && !groups.isEmpty, "\(file)：全部 \(groups.count) 种 \(threshold) 人组合都得到内容密钥",
            "\(file): each of the \(groups.count) sets of \(threshold) custodians gives the content key",
            groups.isEmpty ? "\(file)：正确的部分结果不足 \(threshold) 个" : "\(file)：这些组合得不到所述内容密钥：\(names)",
            groups.isEmpty
                ? "\(file): fewer than \(threshold) partials are right"
                : "\(file): these custodians together do not give the content key that is told: \(names)")
        let fewer = try (1..<threshold).flatMap { Subsets.of(numbers, size: $0) }.filter { group in
            let x = try Lagrange.combined(points, group).x()
            return (try? Envelope.contentKey(fromSharedSecret: x, header)) != nil
        }
        tell(
            fewer.isEmpty, "\(file)：少于 \(threshold) 人得不到任何密钥",
            "\(file): fewer than \(threshold) custodians get no key", "\(file)：少于 \(threshold) 人也得到了密钥",
            "\(file): fewer than \(threshold) custodians get a key")
        guard let key else { return }
        let output = "\(work)/\(try Random.bytes(8).hex)"
        defer { removeFile(output) }
        do {
            let digest = try Envelope.open(path, to: output, key: key, certificate: certificate)
            tell(
                digest == envelope.plaintextDigest, "\(file)：明文摘要一致",
                "\(file): the plaintext has the digest told",
                "\(file)：明文摘要与所述不同", "\(file): the plaintext has another digest than the one told")
        } catch let refusal as SealingRefusal {
            wrong(refusal, in: file)
        }
    }
}
