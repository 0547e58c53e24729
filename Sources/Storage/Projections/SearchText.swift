/// How text is cut for searching.
///
/// Chinese has no spaces, and its commonest words have two characters; so runs of Han, kana and hangul are indexed as
/// every pair of neighbours (and a single one by itself), and other letters and digits as whole lower-case words.
enum SearchText {
    /// The text as words for the index, separated by spaces.
    static func indexed(_ text: String) -> String {
        words(text, pairsOnly: false).joined(separator: " ")
    }

    /// An FTS5 query that asks for all words of the text; nil when it has none, and so cannot be searched.
    ///
    /// Words are letters and digits only, so they need no escape inside their quotation marks. A last Latin word is
    /// taken as a beginning, since people search while they type.
    static func query(_ text: String) -> String? {
        let words = words(text, pairsOnly: true)
        guard let last = words.last else { return nil }
        let isBeginning = last.unicodeScalars.allSatisfy { !isDense($0) }
        return words.map { "\"\($0)\"" }.joined(separator: " ") + (isBeginning ? "*" : "")
    }

    private static func words(_ text: String, pairsOnly: Bool) -> [String] {
        var words: [String] = []
        var run: [Unicode.Scalar] = []
        var runIsDense = false
        func end() {
            defer { run = [] }
            guard !run.isEmpty else { return }
            func word(_ scalars: some Sequence<Unicode.Scalar>) -> String {
                var view = String.UnicodeScalarView()
                view.append(contentsOf: scalars)
                return String(view)
            }
            guard runIsDense else { return words.append(word(run).lowercased()) }
            if run.count == 1 || !pairsOnly { words += run.map { word([$0]) } }
            words += zip(run, run.dropFirst()).map { word([$0, $1]) }
        }
        for scalar in text.unicodeScalars {
            let isWord = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            if !isWord || (isDense(scalar) != runIsDense && !run.isEmpty) { end() }
            guard isWord else { continue }
            runIsDense = isDense(scalar)
            run.append(scalar)
        }
        end()
        return words
    }

    /// Scripts written without spaces between words.
    private static func isDense(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2e80...0x2fdf, 0x3005...0x3007, 0x3040...0x30ff, 0x3400...0x4dbf, 0x4e00...0x9fff,
            0xac00...0xd7af, 0xf900...0xfaff, 0x20000...0x3ffff:
            true
        default: false
        }
    }
}
