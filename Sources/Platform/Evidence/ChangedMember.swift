internal import Ledger
internal import OpenSSL
internal import Sealing

/// Finds the first member of an exported tender that is not as its signed manifest has it. Verification asks
/// only when something did not hold, to name the cause instead of what it broke.
struct ChangedMember {
    private var lines: [(line: ManifestLine, offset: Int)] = []
    /// The few members that say what the others must be, by path.
    private var read: [String: [UInt8]] = [:]

    private static let longest = 512 << 20

    /// - Parameter pinned: the log's key in its text form, when it was had from elsewhere.
    /// - Returns: nil when the file says nothing of that: the tar or the signature is broken, or every member
    ///   is as it was signed.
    /// - Throws: when the file cannot be read as a tar.
    static func find(in path: String, pinned: String?) throws -> EvidenceFault? {
        var found = ChangedMember()
        try found.gather(path)
        return try found.compare(pinned)
    }

    private mutating func gather(_ path: String) throws {
        let reader = try TarReader(path: path, limits: TarLimits(files: 2_000_000), requireCanonical: true)
        let kept = [ExportFormat.logKey, ExportFormat.manifest, ExportFormat.seal]
        while let member = try reader.next() {
            let hash = try RunningDigest()
            var bytes: [UInt8] = []
            let isKept = kept.contains(member.path) && member.size <= Self.longest
            try reader.contents { piece in
                hash.update(piece)
                if isKept { unsafe piece.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) } }
            }
            if isKept { read[member.path] = bytes }
            lines.append(
                (
                    ManifestLine(digest: try hash.value().hex, size: member.size, path: member.path),
                    member.offset
                ))
        }
    }

    private func compare(_ pinned: String?) throws -> EvidenceFault? {
        guard let key = read[ExportFormat.logKey], let manifest = read[ExportFormat.manifest],
            let seal = read[ExportFormat.seal],
            let own = lines.firstIndex(where: { $0.line.path == ExportFormat.manifest })
        else { return nil }
        let text = pinned ?? String(decoding: key.dropLast(), as: UTF8.self)
        let note = try SignedNote(seal)
        try note.verify(try LogKey(text: text, OpenSSL.Digest.sha256), ed25519Check)
        guard note.text.hasSuffix("\n\(lines[own].line.text)\n") else {
            return EvidenceFault(
                place: ExportFormat.manifest, offset: lines[own].offset, zh: "不是签名的那份清单",
                en: "it is not the manifest that was signed")
        }
        let listed = String(decoding: manifest, as: UTF8.self).split(separator: "\n")
        for (index, member) in lines[..<own].enumerated() {
            guard index < listed.count else { return Self.unlisted(member) }
            guard listed[index] != member.line.text else { continue }
            let expected = ManifestLine(listed[index])?.path ?? ""
            return expected == member.line.path ? Self.changed(member) : Self.misplaced(member, expected)
        }
        guard own < listed.count else { return nil }
        return Self.misplaced(lines[own], ManifestLine(listed[own])?.path ?? "")
    }

    private static func changed(_ member: (line: ManifestLine, offset: Int)) -> EvidenceFault {
        EvidenceFault(
            place: member.line.path, offset: member.offset, zh: "内容与签名的清单不符，已被改动",
            en: "it is not as the signed manifest has it: its bytes were changed")
    }

    private static func unlisted(_ member: (line: ManifestLine, offset: Int)) -> EvidenceFault {
        EvidenceFault(
            place: member.line.path, offset: member.offset, zh: "签名的清单中没有这个成员",
            en: "the signed manifest has no such member")
    }

    private static func misplaced(
        _ member: (line: ManifestLine, offset: Int), _ expected: String
    ) -> EvidenceFault {
        EvidenceFault(
            place: member.line.path, offset: member.offset, zh: "签名的清单在此处列出的是“\(expected)”",
            en: "the signed manifest has \"\(expected)\" in this place")
    }
}
