/// One signature line of a note. Lines of keys that nobody here knows are kept, and mean nothing.
package struct NoteSignature: Sendable, Equatable {
    package let name: String
    /// Four bytes that tell the keys of one name apart.
    package let id: [UInt8]
    package let bytes: [UInt8]
}

/// Text signed by one or more keys (C2SP `signed-note`): the text, a blank line, one line a signature.
package struct SignedNote: Sendable, Equatable {
    /// Ends in a newline, which is part of what is signed.
    package let text: String
    package let signatures: [NoteSignature]

    /// The greatest note this house reads, in bytes, and the most signature lines in it.
    package static let longest = 16 * 1024
    package static let mostSignatures = 32

    /// Signs a text with each signer. Throws when the text cannot be a note, or a signer fails.
    package init(signing text: String, by signers: [LogSigner]) throws {
        guard text.hasSuffix("\n"), NoteText.isPlain(text.utf8) else {
            throw LedgerError(
                .note, "The text of a note ends in a newline and has no other control character.")
        }
        self.text = text
        signatures = try signers.map { signer in try signer.signature(of: text) }
    }

    /// Reads a note; any byte out of place is refused. Says nothing yet about its signatures.
    package init(_ bytes: [UInt8]) throws(LedgerError) {
        guard bytes.count <= Self.longest else {
            throw LedgerError(
                .note, "A note of \(bytes.count) bytes is too long; at most \(Self.longest) are read.")
        }
        guard let all = String(validating: bytes, as: UTF8.self), NoteText.isPlain(bytes) else {
            throw LedgerError(.note, "A note is UTF-8 text without control characters other than newline.")
        }
        let newline = UInt8(ascii: "\n")
        let lines = all.utf8.split(separator: newline, omittingEmptySubsequences: false)
        // What follows the last newline must be nothing; before it stand the signatures, up to the last empty line.
        guard let tail = lines.last, tail.isEmpty,
            let blank = lines.dropLast().lastIndex(where: \.isEmpty), blank > 0, blank < lines.count - 2
        else {
            throw LedgerError(
                .note,
                "A note is text, an empty line, and at least one signature line, each ended by a newline.")
        }
        let signatureLines = lines[(blank + 1)..<(lines.count - 1)]
        guard signatureLines.count <= Self.mostSignatures else {
            throw LedgerError(
                .note,
                "A note with \(signatureLines.count) signatures is refused; at most \(Self.mostSignatures) are read."
            )
        }
        var signatures: [NoteSignature] = []
        for line in signatureLines { signatures.append(try NoteSignature(line: Array(line))) }
        text = String(decoding: lines[..<blank].joined(separator: [newline]) + [newline], as: UTF8.self)
        self.signatures = signatures
    }

    /// The note as it is stored and served.
    package var bytes: [UInt8] {
        var all = text + "\n"
        for signature in signatures {
            all += "\u{2014} \(signature.name) \(Base64.encode(signature.id + signature.bytes))\n"
        }
        return Array(all.utf8)
    }

    /// Checks that `key` signed the text. Every line that claims this key must hold; lines of other keys are
    /// passed over.
    package func verify(_ key: LogKey, _ check: SignatureCheck) throws(LedgerError) {
        let claimed = signatures.filter { $0.name == key.name && $0.id == key.id }
        guard !claimed.isEmpty else {
            throw LedgerError(
                .signature,
                "The note is not signed by \(key.name) with the expected key (\(Hex.encode(key.id))).")
        }
        let message = Array(text.utf8)
        guard claimed.allSatisfy({ $0.bytes.count == 64 && check(key.publicKey, message, $0.bytes) }) else {
            throw LedgerError(
                .signature,
                "The signature of \(key.name) does not fit the text of the note; one of the two was changed.")
        }
    }
}

extension NoteSignature {
    /// Reads "— name base64" without its newline.
    fileprivate init(line: [UInt8]) throws(LedgerError) {
        let dash = Array("\u{2014} ".utf8)
        let malformed = LedgerError(
            .note, "A signature line of a note is an em dash, a space, a key name, a space and base64.")
        guard line.starts(with: dash) else { throw malformed }
        let words = line.dropFirst(dash.count).split(separator: 0x20, omittingEmptySubsequences: false)
        guard words.count == 2, let name = String(validating: words[0], as: UTF8.self),
            NoteText.isKeyName(name),
            let bytes = Base64.decode(words[1]), bytes.count > 4
        else { throw malformed }
        self.init(name: name, id: Array(bytes.prefix(4)), bytes: Array(bytes.dropFirst(4)))
    }
}

/// What characters a note may carry.
enum NoteText {
    static let longestName = 256

    /// No control character below U+0020 other than newline.
    static func isPlain(_ bytes: some Sequence<UInt8>) -> Bool {
        bytes.allSatisfy { $0 >= 0x20 || $0 == 0x0a }
    }

    static func isKeyName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= longestName
            && name.unicodeScalars.allSatisfy {
                $0.value >= 0x20 && $0 != "+" && !$0.properties.isWhitespace
            }
    }
}
