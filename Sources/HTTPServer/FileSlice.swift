internal import Glibc

/// A part of a regular file, held open, so that it can be sent even if its name goes away.
package final class FileSlice: Sendable {
    package let offset: UInt64
    package let length: UInt64
    private let descriptor: Int32

    /// Opens the whole file. Throws ``ServerError`` when it cannot be opened or is not a regular file.
    package convenience init(path: String) throws(ServerError) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw ServerError.system("could not open \(path)", errno) }
        var status = stat()
        let known = unsafe fstat(descriptor, &status) == 0
        guard known, status.st_mode & S_IFMT == S_IFREG else {
            Glibc.close(descriptor)
            throw ServerError("could not send \(path): it is not a regular file")
        }
        self.init(taking: descriptor, offset: 0, length: UInt64(status.st_size))
    }

    private init(taking descriptor: Int32, offset: UInt64, length: UInt64) {
        self.descriptor = descriptor
        self.offset = offset
        self.length = length
    }

    deinit { Glibc.close(descriptor) }

    /// `range` of this slice, counted from its start; nil when it does not lie within or no descriptor is
    /// left.
    package func slice(_ range: Range<UInt64>) -> FileSlice? {
        guard range.upperBound <= length, let copy = duplicate() else { return nil }
        return FileSlice(
            taking: copy, offset: offset + range.lowerBound, length: range.upperBound - range.lowerBound)
    }

    /// A second descriptor of the same file, for an owner that closes it.
    func duplicate() -> Int32? {
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        return copy >= 0 ? copy : nil
    }
}

extension Response {
    /// A file as the answer to `request`: whole (200), or the one range that it asks for (206, RFC 9110
    /// clause 14), or 416 when no byte of that range exists. More than one range, a range that cannot be
    /// read, and a range under an `If-Range` that is not the `ETag` among `headers` give the whole file.
    package static func file(
        _ file: FileSlice, for request: Request, headers: [(String, String)] = []
    ) -> Response {
        let headers = headers + [("Accept-Ranges", "bytes")]
        guard request.method == "GET", let text = request.headers["range"],
            isFresh(request.headers["if-range"], headers), let range = ByteRange(text)
        else { return Response(200, headers: headers, body: .file(file)) }
        guard let found = range.within(file.length), let slice = file.slice(found) else {
            return Response(416, headers: headers + [("Content-Range", "bytes */\(file.length)")])
        }
        let described = "bytes \(found.lowerBound)-\(found.upperBound - 1)/\(file.length)"
        return Response(206, headers: headers + [("Content-Range", described)], body: .file(slice))
    }

    private static func isFresh(_ ifRange: String?, _ headers: [(String, String)]) -> Bool {
        guard let ifRange else { return true }
        return headers.contains { $0.0.lowercased() == "etag" && $0.1 == ifRange && !ifRange.hasPrefix("W/") }
    }
}

/// One range of a `Range` header.
struct ByteRange: Equatable {
    enum Kind: Equatable {
        case from(UInt64, through: UInt64?)
        case last(UInt64)
    }

    let kind: Kind

    init?(_ text: String) {
        guard text.hasPrefix("bytes="), !text.contains(",") else { return nil }
        let parts = text.dropFirst(6).split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        switch (Self.number(parts[0]), Self.number(parts[1])) {
        case (let first?, let last?) where first <= last: kind = .from(first, through: last)
        case (let first?, nil) where parts[1].isEmpty: kind = .from(first, through: nil)
        case (nil, let count?) where parts[0].isEmpty: kind = .last(count)
        case (_?, _), (nil, _): return nil
        }
    }

    /// The bytes that exist of this range in a file of `length` bytes; nil when none does.
    func within(_ length: UInt64) -> Range<UInt64>? {
        switch kind {
        case .from(let first, let last):
            first < length ? first..<(last.map { min($0, length - 1) + 1 } ?? length) : nil
        case .last(let count):
            count > 0 && length > 0 ? (length - min(count, length))..<length : nil
        }
    }

    private static func number(_ text: Substring) -> UInt64? {
        text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } ? UInt64(text) : nil
    }
}
