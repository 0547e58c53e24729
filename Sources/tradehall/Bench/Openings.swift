internal import Foundation
internal import Locks
internal import OpenSSL
internal import Procurement
internal import Sealing

extension Bench {
    /// A lot of many bids opened by two of three custodians: their partials with proofs, the check of all of them, the
    /// combination, and the decryption of every bid to a file.
    ///
    /// Making the bids is no part of it.
    func measureOpening(bids: Int = 10_000, size: Int = 100 * 1024) throws {
        report.section(
            zh: "开标：\(bids)份各\(size / 1024) KiB的投标，3名保管人中的2名（负载\(BenchReport.load)）",
            en: "Opening \(bids) bids of \(size / 1024) KiB, 2 of 3 custodians (load \(BenchReport.load))")
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let lot = try BenchLot()
        let limits = try openingLimits(lot, cores)

        report.note(zh: "正在制作投标……", en: "making the bids")
        // One file in many copies of its own: each envelope has its own key, nonce and ephemeral point.
        let plain = "\(folder)/plain"
        try Files.write(try Random.bytes(size), to: plain)
        let folder = folder
        _ = try Parallel.map(Array(0..<bids)) {
            try Envelope.seal(plain, to: "\(folder)/\($0).cms", for: lot.certificate)
        }

        let before = Load.Usage("self")
        let began = ContinuousClock.now
        let found = try Parallel.map(Array(0..<bids)) { index in
            let path = "\(folder)/\(index).cms"
            let header = try SealedBidHeader.inspect(path: path, for: lot.certificate)
            return (
                header,
                try SealedPoint(digest: try FileDigest.sha256(path), ephemeralPoint: header.ephemeralPoint)
            )
        }
        let read = ContinuousClock.now
        let posted = try Parallel.map(found.flatMap { entry in [0, 1].map { (entry.1, $0) } }) {
            place, which in
            (
                partial: try lot.shares[which].partial(
                    of: place, for: lot.opening.subject, under: lot.opening.key),
                envelope: place
            )
        }
        let made = ContinuousClock.now
        let findings = try lot.opening.check(posted)
        let proven = findings.compactMap { finding -> ProvenPartial? in
            if case .proven(let partial) = finding { partial } else { nil }
        }
        guard proven.count == 2 * bids else { throw Self.wrong }
        let checked = ContinuousClock.now
        let keys = try Parallel.map(Array(0..<bids)) { index in
            try lot.opening.contentKey(
                of: found[index].0, digest: found[index].1.digest,
                from: Array(proven[(2 * index)...(2 * index + 1)]))
        }
        let combined = ContinuousClock.now
        let digests = try Parallel.map(Array(0..<bids)) { index in
            let output = "\(folder)/\(index).plain"
            defer { Files.remove(output) }
            return try Envelope.open(
                "\(folder)/\(index).cms", to: output, key: keys[index], certificate: lot.certificate)
        }
        let ended = ContinuousClock.now
        guard Set(digests) == [try FileDigest.sha256(plain)] else { throw Self.wrong }
        let processor = Load.Usage("self").processor - before.processor

        let steps = [
            ("read", began, read, Words(zh: "读取信封和摘要", en: "envelopes read, digests")),
            ("partials", read, made, Words(zh: "两名保管人的部分结果与证明", en: "partials and proofs of two custodians")),
            ("check", made, checked, Words(zh: "成批核验", en: "proofs checked in batches")),
            ("combine", checked, combined, Words(zh: "合成内容密钥", en: "content keys combined")),
            ("decrypt", combined, ended, Words(zh: "解密到文件", en: "decrypted to files")),
        ]
        for (name, from, to, words) in steps {
            report.figure("opening.\(name)", (to - from).inSeconds, "s", zh: words.zh, en: words.en)
        }
        let total = (ended - began).inSeconds
        report.figure(
            "opening.total", total, "s", zh: "合计", en: "together",
            beside: Words(zh: "要求60秒以内", en: "the bound is 60 s"))
        report.figure("opening.processor", processor, "s", zh: "处理器时间", en: "processor time")
        // For each bid: of two custodians two multiplications and one of the generator each; to combine, two.
        let least =
            Double(bids) * (6 / limits.multiplications + 2 / limits.generators)
            + Double(bids * size) / limits.bytes
        report.figure(
            "opening.share", least / total * 100, "%", zh: "达到极限的比例", en: "share of the limit",
            beside: Words(
                zh: "每份6次乘法、2次基点乘法和AES-GCM，至少\(BenchReport.number(least))秒",
                en:
                    "6 multiplications, 2 of the generator and AES-GCM a bid take at least \(BenchReport.number(least)) s"
            ))
        guard total < 60 else {
            throw Failure("BENCH_FAILED", zh: "开标超过60秒。", en: "The opening took more than 60 s.")
        }
    }

    private func openingLimits(
        _ lot: BenchLot, _ cores: Int
    ) throws -> (multiplications: Double, generators: Double, bytes: Double) {
        let scalar = try P256Scalar.random()
        let point = try P256Point.base(times: P256Scalar.random())
        let one = try rate(1) { _ in _ = try point.times(scalar) }
        let all = try rate(cores) { _ in _ = try point.times(scalar) }
        let base = try rate(cores) { _ in _ = try P256Point.base(times: scalar) }
        let key = try Random.bytes(32)
        let block = [UInt8](repeating: 0x5A, count: 256 * 1024)
        let blocks = try rate(cores) { _ in
            let cipher = try EnvelopeCipher(.open, key: key, nonce: [UInt8](repeating: 1, count: 12))
            var output = block
            unsafe try cipher.update(block.span.bytes, into: &output, at: 0)
        }
        report.figure("p256.multiply.1", one, "/s", zh: "P-256点乘，单核", en: "P-256 multiplications, one core")
        report.figure(
            "p256.multiply.n", all, "/s", zh: "P-256点乘，\(cores)核", en: "P-256 multiplications, \(cores) cores"
        )
        report.figure(
            "p256.generator.n", base, "/s", zh: "P-256基点乘，\(cores)核",
            en: "P-256 multiples of the generator, \(cores) cores")
        report.figure(
            "aes256gcm.n", blocks * Double(block.count) / 1e6, "MB/s", zh: "AES-256-GCM，\(cores)核",
            en: "AES-256-GCM, \(cores) cores")
        return (all, base, blocks * Double(block.count))
    }
}

/// A lot whose key three custodians share. TEST ONLY: one process plays all three.
private struct BenchLot: Sendable {
    let opening: Opening
    let shares: [CustodianShare]
    let certificate: Certificate

    init() throws {
        let terms = try Terms(threshold: 2, custodians: 3)
        let dealers = try terms.numbers.map { _ in try Polynomial(of: terms) }
        let key = try OpeningKey(terms: terms, dealers: dealers.map { try $0.commitments() })
        shares = try terms.numbers.map { number in
            try CustodianShare(custodian: number, dealt: dealers.map { try $0.share(for: number) }, of: key)
        }
        opening = Opening(
            key: key,
            subject: OpeningSubject(tender: "bench", lot: "1", checkpoint: [UInt8](repeating: 0, count: 32)))
        guard let point = EnvelopeKeys.publicKey(point: key.publicPoint) else { throw Bench.wrong }
        let root = try PrivateKey.generateP256()
        func profile(_ name: String, _ usage: KeyUsage, _ isAuthority: Bool) -> CertificateProfile {
            CertificateProfile(
                subject: [("CN", "\(name) TEST ONLY")], notBefore: 1_700_000_000_000,
                notAfter: 4_000_000_000_000, keyUsage: usage, isAuthority: isAuthority)
        }
        let authority = try CertificateAuthority(
            key: root,
            certificate: CertificateAuthority.selfSigned(profile("root", .keyCertSign, true), key: root))
        certificate = try authority.issue(profile("opening", .keyAgreement, false), for: point)
    }
}
