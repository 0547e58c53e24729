extension Tile {
    /// Where the tile is found below the log's address: `tile/<level or entries>/<index>[.p/<width>]`.
    ///
    /// The index is written in groups of three digits, all but the last behind an `x`: 1234067 is `x001/x234/067`.
    package var path: String {
        let name =
            switch kind {
            case .hashes(let level): String(level)
            case .entries: "entries"
            }
        var groups = [Self.threeDigits(index % 1000)]
        var rest = index / 1000
        while rest > 0 {
            groups.insert("x" + Self.threeDigits(rest % 1000), at: 0)
            rest /= 1000
        }
        return "tile/\(name)/\(groups.joined(separator: "/"))" + (width < Self.full ? ".p/\(width)" : "")
    }

    /// Reads a path; any other spelling than that of `path` is refused.
    package init(path: String) throws(LedgerError) {
        let malformed = LedgerError(
            .tile,
            "A tile is asked for as tile/LEVEL/INDEX or tile/entries/INDEX, with .p/WIDTH behind it when it is not full."
        )
        guard path.utf8.count <= 64 else { throw malformed }
        var parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[0] == "tile" else { throw malformed }
        let kind: Kind
        if parts[1] == "entries" {
            kind = .entries
        } else {
            guard let level = Decimal.read(parts[1].utf8) else { throw malformed }
            kind = .hashes(level: Int(level))
        }
        var width = Self.full
        if let last = parts.last, parts.count >= 4, parts[parts.count - 2].hasSuffix(".p") {
            guard let part = Decimal.read(last.utf8), (1..<Int64(Self.full)).contains(part) else {
                throw malformed
            }
            width = Int(part)
            parts.removeLast()
            parts[parts.count - 1] = parts[parts.count - 1].dropLast(2)
        }
        var index: Int64 = 0
        for part in parts[2...] {
            let digits = part.hasPrefix("x") ? part.dropFirst() : part
            guard digits.utf8.count == 3, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let group = Int64(digits), index <= Int64.max / 2000
            else { throw malformed }
            index = index * 1000 + group
        }
        try self.init(kind, index: index, width: width)
        // One place, one path: this also catches an `x` too many or too few and leading groups of zeros.
        guard self.path == path else { throw malformed }
    }

    private static func threeDigits(_ number: Int64) -> String {
        let digits = String(number)
        return String(repeating: "0", count: 3 - digits.utf8.count) + digits
    }
}
