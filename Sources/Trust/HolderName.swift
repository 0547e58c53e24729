/// Comparing what a CA wrote as the name of an organisation with what the registry has.
///
/// People type the same name in different widths and with stray spaces, and both systems are right. So before the
/// comparison
/// - full-width forms (U+FF01…U+FF5E) become their half-width characters, and U+3000 a space: （有限） and (有限)
///   are one, and so are Ａ and A;
/// - the brackets 〔〕 and ﹙﹚ become ( and );
/// - the middle dots ・ ‧ • ∙ become ·;
/// - spaces at both ends go, spaces between Chinese characters or beside a bracket go, any other run of them
///   becomes one: they tell English words apart and nothing in Chinese;
/// - ASCII letters become upper case.
///
/// Nothing else is alike: no variant of a character, no abbreviation, no part of a name.
package enum HolderName {
    /// Whether two names are the same after that.
    package static func same(_ one: String, _ other: String) -> Bool {
        let normal = normalised(one)
        return !normal.isEmpty && normal.utf8.elementsEqual(normalised(other).utf8)
    }

    /// The form in which names are compared. Never for display.
    package static func normalised(_ name: String) -> String {
        var kept: [Unicode.Scalar] = []
        var isSpaced = false
        for scalar in name.unicodeScalars.lazy.map(plain) {
            if scalar == " " {
                isSpaced = true
                continue
            }
            if isSpaced, let before = kept.last, separates(before), separates(scalar) { kept.append(" ") }
            isSpaced = false
            kept.append(scalar)
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: kept)
        return String(view)
    }

    private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0xFF41...0xFF5A: return Unicode.Scalar(scalar.value - 0xFEE0 - 0x20) ?? scalar
        case 0xFF01...0xFF5E: return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
        case 0x61...0x7A: return Unicode.Scalar(scalar.value - 0x20) ?? scalar
        case 0x3000, 0x09, 0x0A, 0x0D, 0xA0: return " "
        case 0x3014, 0xFE59: return "("
        case 0x3015, 0xFE5A: return ")"
        case 0x30FB, 0x2027, 0x2022, 0x2219: return "·"
        default: return scalar
        }
    }

    /// Whether a space beside this character means something: beside letters and digits of ASCII and Latin.
    private static func separates(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x2E80 && scalar != "(" && scalar != ")" && scalar != "·"
    }
}

extension Holder {
    /// Whether the name in the certificate is the one that the registry has.
    package func isNamed(_ registered: String) -> Bool { HolderName.same(name, registered) }
}
