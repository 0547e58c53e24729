/// BER (X.690 §8) of indefinite length, as stock tools write it when they stream, made definite.
enum BER {
    private static let depth = 16
    /// So many elements may be of any size; beyond them the mean must reach `meanPiece` bytes.
    private static let freePieces = 16_384
    private static let meanPiece = 64

    /// The same message with definite lengths and with the pieces of each OCTET STRING joined. What begins with a
    /// definite length is handed back as it is, for a reader of DER to judge.
    static func definite(_ message: [UInt8], _ operation: String) throws(OpenSSLError) -> [UInt8] {
        guard message.count > 1, message[0] == 0x30, message[1] == 0x80 else { return message }
        var rewriter = Rewriter(message, limit: freePieces + message.count / meanPiece)
        guard let whole = rewriter.element(end: message.count, depth: 0), rewriter.at == message.count else {
            throw .refused(operation, "it is not well-formed BER, or bytes follow its end, or it is cut off")
        }
        return whole
    }

    private struct Rewriter {
        let bytes: [UInt8]
        var at = 0
        private var left: Int

        init(_ bytes: [UInt8], limit: Int) {
            self.bytes = bytes
            left = limit
        }

        /// The next element in definite form; nil when it is malformed.
        mutating func element(end: Int, depth: Int) -> [UInt8]? {
            left -= 1
            guard left >= 0, depth < BER.depth, end - at >= 2, bytes[at] & 0x1f != 0x1f else { return nil }
            let tag = bytes[at]
            let first = bytes[at + 1]
            at += 2
            let isConstructed = tag & 0x20 != 0
            if first == 0x80 {
                guard isConstructed, let parts = parts(until: nil, end: end, depth) else { return nil }
                return joined(tag, parts)
            }
            guard let count = length(first, end) else { return nil }
            let start = at
            // Only strings in pieces have to be looked into; everything else of definite length stays.
            guard tag == 0x24 else {
                at += count
                return DER.element(tag: tag, Array(bytes[start..<at]))
            }
            guard let parts = parts(until: start + count, end: start + count, depth) else { return nil }
            return joined(tag, parts)
        }

        private mutating func parts(until stop: Int?, end: Int, _ depth: Int) -> [[UInt8]]? {
            var found: [[UInt8]] = []
            while true {
                if let stop, at >= stop { return found }
                if stop == nil, end - at >= 2, bytes[at] == 0, bytes[at + 1] == 0 {
                    at += 2
                    return found
                }
                guard let next = element(end: end, depth: depth + 1) else { return nil }
                found.append(next)
            }
        }

        private func joined(_ tag: UInt8, _ parts: [[UInt8]]) -> [UInt8]? {
            guard tag == 0x24 else { return DER.element(tag: tag, Array(parts.joined())) }
            var content: [UInt8] = []
            for part in parts {
                guard let piece = DER.elements(part, in: part.indices, limit: 1)?.first, piece.tag == 0x04
                else { return nil }
                content += part[piece.body]
            }
            return DER.element(tag: 0x04, content)
        }

        private mutating func length(_ first: UInt8, _ end: Int) -> Int? {
            guard first >= 0x80 else { return Int(first) <= end - at ? Int(first) : nil }
            let octets = Int(first & 0x7f)
            guard (1...4).contains(octets), end - at >= octets, bytes[at] != 0 else { return nil }
            let count = bytes[at..<(at + octets)].reduce(0) { $0 << 8 | Int($1) }
            at += octets
            return count >= 0x80 && count <= end - at ? count : nil
        }
    }
}
