internal import OpenSSL
internal import StrictJSON

/// The contents of a bid, checked against its manifest.
package struct BidContents: Sendable, Equatable {
    package let manifest: BidManifest
    /// SHA-256 of the bytes of `bid.json`.
    package let manifestDigest: [UInt8]
    /// Where each file lies in the tar, in the order of the tar.
    package let members: [TarMember]
}

/// The tar of a bid: `bid.json` first, then the files that it lists, each once.
package enum BidPackage {
    /// A file to be packed: its name in the bid, and where it is on the disk.
    package struct Source: Sendable {
        package let path: String
        package let file: String

        package init(path: String, file: String) {
            self.path = path
            self.file = file
        }
    }

    /// Packs files into the canonical tar of a bid.
    ///
    /// Each file is read twice, for its digest and for the tar; one that changed meanwhile is a fault.
    ///
    /// - Parameters:
    ///   - files: in the order in which they shall stand.
    ///   - salt: 32 bytes; nil draws them at random, as a bidder should.
    ///   - output: where the tar goes; it takes this name when it is whole.
    /// - Returns: the manifest that went in.
    /// - Throws: `SealingRefusal` when the manifest or a name would be refused at the opening, `FileFault` when a
    ///   file cannot be read or written.
    @discardableResult
    package static func pack(
        tender: String, lot: String, bidder: String, prices: [BidManifest.Price], durationDays: Int64? = nil,
        replaces: String? = nil, files: [Source], salt: [UInt8]? = nil, to output: String
    ) throws -> BidManifest {
        var listed: [BidManifest.File] = []
        for source in files {
            let file = try FileSource(path: source.file)
            let digest = try RunningDigest()
            try file.stream(file.size) { digest.update($0) }
            listed.append(.init(path: source.path, size: file.size, sha256: try digest.value()))
        }
        let salt = try salt ?? Random.bytes(32)
        let manifest = BidManifest(
            tender: tender, lot: lot, bidder: bidder, salt: salt, replaces: replaces, prices: prices,
            durationDays: durationDays, files: listed)
        let bytes = manifest.bytes
        // What would be refused at the opening is refused here, while it can still be mended.
        _ = try read(bytes)
        let tar = try TarWriter(path: output)
        try tar.add(path: BidManifest.name, bytes: bytes)
        for (source, entry) in zip(files, listed) {
            let digest = try RunningDigest()
            try tar.add(path: source.path, file: source.file) { digest.update($0) }
            guard try digest.value() == entry.sha256 else {
                throw FileFault(operation: "pack \(source.file)", reason: "it changed while it was packed")
            }
        }
        try tar.finish()
        return manifest
    }

    /// Checks the tar of a bid: that its manifest names this tender, lot and bidder, and that manifest and tar
    /// agree on every file, none missing and none besides.
    ///
    /// - Parameter requireCanonical: also refuses a tar that `pack` would not have written.
    /// - Throws: `SealingRefusal`, with MANIFEST_OTHER_TENDER, MANIFEST_OTHER_LOT, MANIFEST_OTHER_BIDDER,
    ///   MANIFEST_FILE_MISMATCH among others; `FileFault` when the tar cannot be read.
    package static func check(
        _ tar: String, tender: String, lot: String, bidder: String, limits: TarLimits = TarLimits(),
        requireCanonical: Bool = false
    ) throws -> BidContents {
        let reader = try TarReader(path: tar, limits: limits, requireCanonical: requireCanonical)
        let bytes = try manifestBytes(reader)
        let manifest = try read(bytes)
        guard same(manifest.tender, tender) else {
            throw SealingRefusal.otherTender(manifest.tender, expected: tender)
        }
        guard same(manifest.lot, lot) else { throw SealingRefusal.otherLot(manifest.lot, expected: lot) }
        guard same(manifest.bidder, bidder) else {
            throw SealingRefusal.otherBidder(manifest.bidder, expected: bidder)
        }
        return BidContents(
            manifest: manifest, manifestDigest: Digest.sha256(bytes),
            members: try checkFiles(reader, manifest.files))
    }

    private static func manifestBytes(_ reader: TarReader) throws -> [UInt8] {
        guard let first = try reader.next(), first.path == BidManifest.name else {
            throw SealingRefusal.manifestMissing
        }
        guard let bytes = try reader.contents(atMost: BidManifest.limit) else {
            throw SealingRefusal.manifestTooLarge
        }
        return bytes
    }

    private static func read(_ bytes: [UInt8]) throws -> BidManifest {
        do throws(JSONError) { return try BidManifest(bytes) } catch {
            throw SealingRefusal.manifestMalformed(error)
        }
    }

    private static func checkFiles(_ reader: TarReader, _ files: [BidManifest.File]) throws -> [TarMember] {
        var listed = Dictionary(uniqueKeysWithValues: files.map { (Array($0.path.utf8), $0) })
        var members: [TarMember] = []
        while let member = try reader.next() {
            guard let entry = listed.removeValue(forKey: Array(member.path.utf8)) else {
                throw SealingRefusal.fileMismatch(
                    member.path, zh: "在压缩包中而不在清单中", en: "is in the tar and not in the manifest")
            }
            guard entry.size == member.size else {
                throw SealingRefusal.fileMismatch(
                    member.path, zh: "的大小为 \(member.size) 字节，清单为 \(entry.size) 字节",
                    en: "has \(member.size) bytes and the manifest says \(entry.size)")
            }
            let digest = try RunningDigest()
            try reader.contents { digest.update($0) }
            guard try digest.value() == entry.sha256 else {
                throw SealingRefusal.fileMismatch(
                    member.path, zh: "的摘要与清单不符", en: "does not have the digest that the manifest gives")
            }
            members.append(member)
        }
        if let missing = files.first(where: { listed[Array($0.path.utf8)] != nil }) {
            throw SealingRefusal.fileMismatch(
                missing.path, zh: "在清单中而不在压缩包中", en: "is in the manifest and not in the tar")
        }
        return members
    }

    /// By bytes, not by the equivalence of Unicode.
    private static func same(_ left: String, _ right: String) -> Bool { left.utf8.elementsEqual(right.utf8) }
}
