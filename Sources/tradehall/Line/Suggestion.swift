/// What somebody may have meant by a name that is not known.
enum Suggestion {
    /// The candidate that is fewest edits away, when it is near enough to be a slip.
    static func nearest(to text: String, among candidates: [String]) -> String? {
        let best = candidates.map { (distance(text, $0), $0) }.min { $0 < $1 }
        guard let best, best.0 <= max(1, text.count / 3) else {
            return candidates.filter { text.count >= 3 && $0.hasPrefix(text) }.min()
        }
        return best.1
    }

    /// Insertions, deletions, replacements and swaps of neighbours between two texts.
    static func distance(_ first: String, _ second: String) -> Int {
        let (a, b) = (Array(first.unicodeScalars.prefix(64)), Array(second.unicodeScalars.prefix(64)))
        guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
        var rows = [Array(0...b.count)]
        for i in 1...a.count {
            var row = [i]
            for j in 1...b.count {
                var best = min(
                    rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    best = min(best, rows[i - 2][j - 2] + 1)
                }
                row.append(best)
            }
            rows.append(row)
        }
        return rows[a.count][b.count]
    }
}
