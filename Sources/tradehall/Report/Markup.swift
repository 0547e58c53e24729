/// Text that is safe to stand in a page: made from literals of this program, and from foreign text only by escaping.
struct Markup: Sendable, ExpressibleByStringInterpolation {
    private(set) var text: String

    init(stringLiteral value: String) { text = value }
    init(stringInterpolation: Interpolation) { text = stringInterpolation.text }
    init(joining parts: [Markup], by separator: Markup = "") {
        text = parts.map(\.text).joined(separator: separator.text)
    }

    /// What is interpolated is escaped, unless it is markup already.
    struct Interpolation: StringInterpolationProtocol {
        var text = ""
        init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }
        mutating func appendLiteral(_ literal: String) { text += literal }
        mutating func appendInterpolation(_ markup: Markup) { text += markup.text }
        mutating func appendInterpolation(_ number: Int) { text += "\(number)" }
        mutating func appendInterpolation(_ foreign: String) {
            for character in foreign.unicodeScalars {
                switch character {
                case "&": text += "&amp;"
                case "<": text += "&lt;"
                case ">": text += "&gt;"
                case "\"": text += "&quot;"
                case "'": text += "&#39;"
                // A page shows no control character, and none that turns the direction of the text around it.
                case "\u{0}"..."\u{8}", "\u{b}"..."\u{1f}", "\u{7f}"..."\u{9f}", "\u{202a}"..."\u{202e}",
                    "\u{2066}"..."\u{2069}":
                    text += "\u{fffd}"
                default: text.unicodeScalars.append(character)
                }
            }
        }
    }
}
