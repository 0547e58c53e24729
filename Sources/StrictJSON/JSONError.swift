/// Why a text is not acceptable JSON, or why an object does not have the fields that it should.
///
/// `english` and `chinese` are one sentence each and name the place. They quote names of fields (shortened),
/// never values, because a value may be secret.
package struct JSONError: Error, Equatable, Sendable {
    /// Where the fault is: a byte offset in the text, or a field by its name and the path of its parent
    /// (`lots[2]` in `body`). The document itself is the field with no name and no parent.
    package enum Place: Equatable, Sendable {
        case byte(Int)
        case field(String, in: String)
    }

    package enum Reason: Equatable, Sendable {
        case unexpectedEnd
        case unexpectedByte(UInt8)
        case byteOrderMark
        case trailingBytes
        case notAnInteger
        case leadingZero
        case negativeZero
        case outOfRange
        case invalidUTF8
        case loneSurrogate
        case badEscape
        case controlCharacter
        case duplicateKey(String)
        case tooDeep(limit: Int)
        case tooLong(limit: Int)
        case tooManyValues(limit: Int)
        case missing
        case unknown
        case wrongKind(expected: JSON.Kind, found: JSON.Kind)
        /// A rule of the caller: each text is the end of a sentence that begins with the field's path.
        case refused(english: String, chinese: String)
    }

    package let place: Place
    package let reason: Reason

    package init(_ reason: Reason, at place: Place) {
        self.place = place
        self.reason = reason
    }

    /// The offset of the offending byte, when the text itself is at fault.
    package var position: Int? {
        switch place {
        case .byte(let offset): offset
        case .field: nil
        }
    }

    /// The path of the offending field, such as `body.lots[2].price`, when a field is at fault.
    package var path: String? {
        switch place {
        case .byte: nil
        case .field(let name, let parent): Self.join(parent, name)
        }
    }

    static func join(_ parent: String, _ name: String) -> String {
        parent.isEmpty ? name : name.isEmpty ? parent : "\(parent).\(name)"
    }

    /// A name out of foreign bytes made fit for a log line: at most 60 characters, no control characters.
    static func display(_ name: String) -> String {
        let plain = String(String.UnicodeScalarView(name.unicodeScalars.prefix(61).map(visible)))
        return plain.unicodeScalars.count > 60 ? plain.dropLast() + "…" : plain
    }

    private static func visible(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
            "\u{FFFD}"
        default: scalar
        }
    }
}
