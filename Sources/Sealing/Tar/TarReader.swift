/// Reads a tar strictly, one file after the other, in constant memory.
///
/// Read are what GNU tar and bsdtar write as `ustar`, `pax` and `gnu`. Refused are names that lead out of the
/// folder, links, devices, sparse files, names that occur twice, padding that is not zero, and anything but
/// zeros after the end. Folders are passed over.
package final class TarReader {
    private let source: FileSource
    private let limits: TarLimits
    private let canonical: Bool
    private var names: TarNames
    /// The file whose contents come next, until they were read or passed over.
    private var current: TarMember?

    /// - Parameter requireCanonical: refuses every byte, other than in the contents of files, that `TarWriter` would
    ///   not have written, and says where.
    package convenience init(
        path: String, limits: TarLimits = TarLimits(), requireCanonical: Bool = false
    ) throws {
        self.init(try FileSource(path: path), limits, requireCanonical)
    }

    init(_ source: FileSource, _ limits: TarLimits, _ canonical: Bool) {
        self.source = source
        self.limits = limits
        self.canonical = canonical
        names = TarNames(limit: limits.files)
    }

    /// The next file, or nil after the last when the end was found in order.
    ///
    /// Throws `SealingRefusal` for what is wrong with the tar, `FileFault` when it cannot be read.
    package func next() throws -> TarMember? {
        try readingTar {
            if current != nil { try contents { _ in } }
            while true {
                let start = source.position
                guard let found = try TarEntry.read(source, limits) else {
                    try finish(start)
                    return nil
                }
                guard let path = try TarPath.read(found.name, isFolder: found.isFolder) else { continue }
                try names.add(path, isFolder: found.isFolder)
                if canonical { try checkCanonical(path, found, from: start) }
                guard !found.isFolder else { continue }
                let member = TarMember(path: path, size: found.size, offset: source.position)
                guard found.size <= source.remaining else {
                    throw SealingRefusal.tarTruncated(at: source.size)
                }
                current = member
                return member
            }
        }
    }

    /// Hands on the contents of the file that `next` gave last, in pieces.
    package func contents(_ body: (RawSpan) throws -> Void) throws {
        guard let member = current else { return }
        current = nil
        try readingTar {
            try source.stream(member.size, body)
            let padding = source.position
            let zeros = try source.bytes(TarHeader.padding(member.size))
            if let stray = zeros.firstIndex(where: { $0 != 0 }) {
                throw SealingRefusal.tarMalformed(
                    zh: "填充字节不为零", en: "its padding is not zero", at: padding + stray, member: member.path)
            }
        }
    }

    /// The whole contents of the file that `next` gave last, when they have at most `limit` bytes; otherwise nil,
    /// and they are still to be read.
    package func contents(atMost limit: Int) throws -> [UInt8]? {
        guard let size = current?.size, size <= limit else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size)
        try contents { piece in
            unsafe piece.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
        }
        return bytes
    }

    /// The end is two zero blocks, and whatever follows them is zero too, or nothing in the canonical form.
    private func finish(_ start: Int) throws {
        let second = source.position
        guard try source.bytes(TarHeader.blockSize).allSatisfy({ $0 == 0 }) else {
            throw SealingRefusal.tarGarbage(at: second)
        }
        if canonical, source.remaining > 0 {
            throw SealingRefusal.tarNotCanonical(member: "", at: source.position)
        }
        try source.stream(source.remaining) { piece in
            for index in 0..<piece.byteCount {
                let isZero = unsafe piece.unsafeLoad(fromByteOffset: index, as: UInt8.self) == 0
                guard isZero else { throw SealingRefusal.tarGarbage(at: second + TarHeader.blockSize) }
            }
        }
    }

    private func checkCanonical(_ path: String, _ found: TarEntry, from start: Int) throws {
        let end = source.position
        let expected = TarHeader.canonical(path, size: found.size)
        source.seek(to: start)
        let actual = try source.bytes(min(end - start, PaxRecords.limit * 2))
        guard !found.isFolder, actual == expected else {
            let first = zip(actual, expected).enumerated().first { $0.element.0 != $0.element.1 }?.offset
            throw SealingRefusal.tarNotCanonical(
                member: path, at: start + (first ?? min(actual.count, expected.count)))
        }
    }
}

/// The names that occurred so far. A name may occur once, in whichever of the ways Unicode has to write it, and
/// may not be both a file and the folder of another.
private struct TarNames {
    let limit: Int
    private var files: Set<String> = []
    private var folders: Set<String> = []

    init(limit: Int) { self.limit = limit }

    mutating func add(_ path: String, isFolder: Bool) throws(SealingRefusal) {
        let steps = path.split(separator: "/")
        for count in 1..<max(1, steps.count) {
            let folder = steps.prefix(count).joined(separator: "/")
            guard !files.contains(folder) else { throw .tarDuplicate(folder) }
            folders.insert(folder)
        }
        if isFolder {
            guard !files.contains(path) else { throw .tarDuplicate(path) }
            folders.insert(path)
        } else {
            guard !folders.contains(path), files.insert(path).inserted else { throw .tarDuplicate(path) }
        }
        guard files.count + folders.count <= limit else { throw .tarTooMany(limit) }
    }
}

/// Runs a reading of a tar, and turns a file that ends early into a refusal.
private func readingTar<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try body() } catch let end as FileSource.EndOfFile {
        throw SealingRefusal.tarTruncated(at: end.position)
    }
}
