/// The public key that checks the notes of a log: a name and an Ed25519 key (C2SP `signed-note`).
///
/// Its text form, `name+hash+key`, is what existing verifiers take.
package struct LogKey: Sendable, Hashable {
    /// The key's name; the origin of the log it signs for. No white space, no plus sign.
    package let name: String
    /// The first four bytes of `SHA-256(name ‖ "\n" ‖ 0x01 ‖ key)`.
    package let id: [UInt8]
    /// The 32 bytes of RFC 8032.
    package let publicKey: [UInt8]

    /// The signature type of Ed25519 in C2SP `signed-note`.
    private static let ed25519: UInt8 = 1

    /// Throws when the name has a character that a note cannot carry, or the key is not 32 bytes long.
    package init(name: String, publicKey: [UInt8], _ hash: HashFunction) throws(LedgerError) {
        guard NoteText.isKeyName(name) else {
            throw LedgerError(
                .key,
                "A log key needs a name of at most \(NoteText.longestName) bytes without white space, control characters or plus signs."
            )
        }
        guard publicKey.count == 32 else {
            throw LedgerError(
                .key, "An Ed25519 public key has 32 bytes; the one for \(name) has \(publicKey.count).")
        }
        self.name = name
        self.publicKey = publicKey
        id = Array(hash(Array(name.utf8) + [0x0a, Self.ed25519] + publicKey).prefix(4))
    }

    /// Reads the text form; throws when any of its three parts is off, such as a hash that belongs to another key.
    package init(text: String, _ hash: HashFunction) throws(LedgerError) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard text.utf8.count <= 1024, parts.count == 3 else {
            throw LedgerError(.key, "A log key is written name+hash+key; this text is not.")
        }
        guard let id = Hex.decode(parts[1]), id.count == 4 else {
            throw LedgerError(.key, "The second part of a log key is eight lower-case hexadecimal digits.")
        }
        guard let key = Base64.decode(parts[2].utf8), key.count == 33, key.first == Self.ed25519 else {
            throw LedgerError(
                .key, "The third part of a log key is base64 of an Ed25519 key (33 bytes, the first 0x01).")
        }
        try self.init(name: String(parts[0]), publicKey: Array(key.dropFirst()), hash)
        guard self.id == id else {
            throw LedgerError(
                .key, "The hash in the log key of \(name) belongs to another key; copy the key again.")
        }
    }

    /// `name+hash+key`.
    package var text: String { "\(name)+\(Hex.encode(id))+\(Base64.encode([Self.ed25519] + publicKey))" }
}

/// Signs notes in the name of a log.
package struct LogSigner: Sendable {
    package let key: LogKey
    /// Ed25519 over the bytes it is given: 64 bytes.
    private let sign: @Sendable ([UInt8]) throws -> [UInt8]

    package init(key: LogKey, sign: @escaping @Sendable (_ message: [UInt8]) throws -> [UInt8]) {
        self.key = key
        self.sign = sign
    }

    /// The signature line's content for a note text. Throws what the signer throws.
    package func signature(of text: String) throws -> NoteSignature {
        let bytes = try sign(Array(text.utf8))
        guard bytes.count == 64 else {
            throw LedgerError(
                .signature,
                "The signer of \(key.name) made \(bytes.count) bytes; an Ed25519 signature has 64.")
        }
        return NoteSignature(name: key.name, id: key.id, bytes: bytes)
    }
}
