/// Why bytes are not the BER that was expected. Turned into words by the layer that reads.
enum BERFault: Error, Equatable {
    /// The file ends before what it promises.
    case truncated(at: Int)
    /// Something else stands there than may; `what` says which part was being read.
    case malformed(what: String, at: Int)
}

/// Reads BER (X.690 §8) from a file of any size, as strictly as DER but for one thing: an element that holds
/// others may have an indefinite length, because stock tools write it so when they stream.
///
/// Refused are tags of several octets, lengths in more octets than needed, elements longer than the one around
/// them, and nesting deeper than `depthLimit`.
final class BERReader {
    struct Header: Equatable {
        let tag: UInt8
        /// Nil when the length is indefinite.
        let length: Int?
    }

    static let depthLimit = 12
    /// So many pieces of an OCTET STRING may be of any size; beyond them the mean must reach `meanPiece` bytes, or
    /// a file of single bytes would cost hours. Stock tools write 4096.
    private static let freePieces = 4_096
    private static let meanPiece = 64

    private let source: FileSource
    /// Of each open element, innermost last: where it ends, or nil when end-of-contents octets end it.
    private var open: [Int?] = []

    init(_ source: FileSource) { self.source = source }

    var position: Int { source.position }

    /// The end of the innermost element whose end is known; nothing inside may run over it.
    private var limit: Int { open.last { $0 != nil }.flatMap { $0 } ?? source.size }

    /// The tag of the next element without reading it; nil at the end of the open one.
    func nextTag() throws -> UInt8? {
        if try isAtEnd() { return nil }
        guard let tag = try source.peek(1).first else { throw BERFault.truncated(at: source.size) }
        return tag
    }

    /// Enters an element that holds others.
    func enter(_ tag: UInt8, _ what: String) throws {
        guard tag & 0x20 != 0, open.count < Self.depthLimit else { throw malformed(what) }
        let header = try header(tag, what)
        open.append(header.length.map { position + $0 })
    }

    /// Leaves the innermost element, which must have been read to its end.
    func leave(_ what: String) throws {
        guard let end = open.last else { throw malformed(what) }
        guard try isAtEnd() else { throw malformed(what) }
        if end == nil { try source.skip(2) }
        open.removeLast()
    }

    /// Whether the innermost open element has nothing more.
    func isAtEnd() throws -> Bool {
        guard let end = open.last else { return source.remaining == 0 }
        if let end { return position >= end }
        let next = try source.peek(2)
        guard next.count == 2 else { throw BERFault.truncated(at: source.size) }
        guard limit - position >= 2 else { throw malformed("the end of an element") }
        return next == [0, 0]
    }

    /// A whole element of definite length, at most `limit` bytes with its header, as it stands in the file.
    func element(_ tag: UInt8, limit: Int, _ what: String) throws -> [UInt8] {
        let start = position
        let header = try header(tag, what)
        guard let length = header.length, length <= limit else { throw malformed(what, at: start) }
        let head = position - start
        source.seek(to: start)
        return try source.bytes(head + length)
    }

    /// The content of an OCTET STRING under some tag, in pieces: primitive, or constructed of primitive ones.
    ///
    /// - Parameters:
    ///   - primitive: the tag of the primitive form; the constructed one has the bit 0x20 set besides.
    ///   - limit: the most content, in bytes.
    ///   - body: gets the pieces in order.
    /// - Returns: the number of bytes of content.
    func octets(
        primitive: UInt8, limit: Int, _ what: String, _ body: (RawSpan) throws -> Void
    ) throws -> Int {
        try octets(primitive, limit, what) { try source.stream($0, body) }
    }

    /// Passes over such a content, reading no more of it than the heads of its pieces.
    func skipOctets(primitive: UInt8, limit: Int, _ what: String) throws -> Int {
        try octets(primitive, limit, what) { try source.skip($0) }
    }

    private func octets(
        _ primitive: UInt8, _ most: Int, _ what: String, _ take: (Int) throws -> Void
    ) throws -> Int {
        guard try nextTag() == primitive | 0x20 else { return try piece(primitive, most, what, take) }
        var (count, pieces) = (0, 0)
        try enter(primitive | 0x20, what)
        while try !isAtEnd() {
            count += try piece(0x04, most - count, what, take)
            pieces += 1
            guard pieces <= Self.freePieces + count / Self.meanPiece else {
                throw malformed("\(what) in larger pieces")
            }
        }
        try leave(what)
        return count
    }

    private func piece(
        _ tag: UInt8, _ most: Int, _ what: String, _ take: (Int) throws -> Void
    ) throws -> Int {
        let start = position
        guard let length = try header(tag, what).length, length <= most else {
            throw malformed(what, at: start)
        }
        try take(length)
        return length
    }

    private func header(_ tag: UInt8, _ what: String) throws -> Header {
        let start = position
        guard try !isAtEnd() else {
            throw open.isEmpty ? BERFault.truncated(at: start) : malformed(what, at: start)
        }
        guard try byte() == tag else { throw malformed(what, at: start) }
        let first = try byte()
        let length: Int
        switch first {
        case 0x80:
            guard tag & 0x20 != 0 else { throw malformed(what, at: start) }
            return Header(tag: tag, length: nil)
        case 0..<0x80: length = Int(first)
        default:
            let count = Int(first & 0x7f)
            guard count <= 6 else { throw malformed(what, at: start) }
            var value = 0
            for index in 0..<count {
                let octet = try byte()
                if index == 0 && octet == 0 { throw malformed(what, at: start) }
                value = value << 8 | Int(octet)
            }
            guard value >= 0x80 else { throw malformed(what, at: start) }
            length = value
        }
        guard length <= limit - position else {
            // Within a definite element it is a lie; otherwise the file was cut.
            throw open.contains(where: { $0 != nil })
                ? malformed(what, at: start) : BERFault.truncated(at: source.size)
        }
        return Header(tag: tag, length: length)
    }

    private func byte() throws -> UInt8 {
        guard source.remaining > 0 else { throw BERFault.truncated(at: source.size) }
        guard position < limit else { throw malformed("an element") }
        return try source.byte()
    }

    private func malformed(_ what: String, at offset: Int? = nil) -> BERFault {
        .malformed(what: what, at: offset ?? position)
    }
}
