internal import StrictJSON

/// The proof, good without the platform, that an entry is in the log.
///
/// A JSON object, format 1. With stock tools: `jq -j .entry` gives the bytes of the entry, `jq -j .checkpoint`
/// the signed note, and `openssl ts -verify -data CHECKPOINT -in TOKEN -token_in` checks the time stamp, which is over exactly
/// the bytes of that note.
package struct Receipt: Sendable, Equatable {
    /// The canonical bytes of the entry, UTF-8.
    package let entry: [UInt8]
    /// What the entry was hidden with, 32 bytes.
    package let salt: [UInt8]
    /// The entry's place in the log: its leaf, from 0.
    package let seq: Int64
    /// The audit path, from the leaf's sibling upwards.
    package let proof: [[UInt8]]
    /// The signed checkpoint that the proof leads to.
    package let checkpoint: [UInt8]
    /// An RFC 3161 token (DER) over the bytes of `checkpoint`; nil while no authority has answered.
    package let timeStamp: [UInt8]?

    package static let format: Int64 = 1
    private static let type = "tradehall/receipt"
    /// The greatest receipt that is read, in bytes: an entry of which each byte needs an escape, and the rest.
    package static let longest = 6 * Entry.longest + (1 << 17)
    /// The greatest time-stamp token that is read, in bytes.
    package static let longestTimeStamp = 32 * 1024

    /// Throws when a part cannot be one of a receipt; says nothing yet about whether they fit together.
    package init(
        entry: [UInt8], salt: [UInt8], seq: Int64, proof: [[UInt8]], checkpoint: [UInt8], timeStamp: [UInt8]?
    ) throws(LedgerError) {
        guard entry.count <= Entry.longest, String(validating: entry, as: UTF8.self) != nil else {
            throw LedgerError(
                .entry, "The entry of a receipt is UTF-8 text of at most \(Entry.longest) bytes.")
        }
        guard salt.count == Commitment.saltSize else {
            throw LedgerError(.salt, "The salt of a receipt has 32 bytes, not \(salt.count).")
        }
        guard seq >= 0, proof.count <= InclusionProof.longest, proof.allSatisfy({ $0.count == hashSize })
        else {
            throw LedgerError(
                .inclusionProof,
                "The inclusion proof of a receipt has at most \(InclusionProof.longest) hashes of 32 bytes.")
        }
        guard checkpoint.count <= SignedNote.longest, String(validating: checkpoint, as: UTF8.self) != nil
        else {
            throw LedgerError(
                .checkpoint,
                "The checkpoint of a receipt is a signed note of at most \(SignedNote.longest) bytes.")
        }
        guard timeStamp?.count ?? 0 <= Self.longestTimeStamp else {
            throw LedgerError(
                .timeStamp, "The time-stamp token is longer than \(Self.longestTimeStamp) bytes.")
        }
        self.entry = entry
        self.salt = salt
        self.seq = seq
        self.proof = proof
        self.checkpoint = checkpoint
        self.timeStamp = timeStamp
    }

    /// Reads a receipt. White space and the order of members are free, as a holder may have had it laid out
    /// anew; an unknown, missing or repeated member is refused.
    package static func parse(_ bytes: [UInt8]) throws(LedgerError) -> Receipt {
        let read: (entry: String, salt: String, seq: Int64, proof: [String], note: String, token: String?)
        do throws(JSONError) {
            let json = try JSON.parse(bytes, limits: .init(bytes: longest, depth: 4, values: 100))
            read = try Fields.read(json) { (fields) throws(JSONError) in
                guard try fields.string("type") == type else {
                    throw fields.refusal(
                        of: "type", english: "must be \(type)", chinese: "必须为 \(type)")
                }
                guard try fields.integer("v") == format else {
                    throw fields.refusal(
                        of: "v", english: "must be 1; use a newer program for this receipt",
                        chinese: "必须为 1；请使用新版程序读取该回执")
                }
                return (
                    try fields.string("entry"), try fields.string("salt"), try fields.integer("seq"),
                    try fields.strings("proof"), try fields.string("checkpoint"),
                    try fields.optionalString("timeStamp")
                )
            }
        } catch {
            throw LedgerError(.receipt, "The receipt cannot be read: \(error.english).")
        }
        guard let salt = Hex.decode(read.salt) else {
            throw LedgerError(.salt, "The salt of a receipt is 64 lower-case hexadecimal digits.")
        }
        var proof: [[UInt8]] = []
        for text in read.proof {
            guard let hash = Hex.decode(text) else {
                throw LedgerError(
                    .inclusionProof, "Each hash of the proof is 64 lower-case hexadecimal digits.")
            }
            proof.append(hash)
        }
        var timeStamp: [UInt8]?
        if let token = read.token {
            guard let bytes = Base64.decode(token.utf8) else {
                throw LedgerError(
                    .timeStamp, "The time-stamp token of a receipt is base64 without line breaks.")
            }
            timeStamp = bytes
        }
        return try Receipt(
            entry: Array(read.entry.utf8), salt: salt, seq: read.seq, proof: proof,
            checkpoint: Array(read.note.utf8), timeStamp: timeStamp)
    }

    /// The receipt as canonical JSON.
    package var bytes: [UInt8] {
        var members: [String: JSON] = [
            "type": .string(Self.type), "v": .integer(Self.format),
            "entry": .string(String(decoding: entry, as: UTF8.self)), "salt": .string(Hex.encode(salt)),
            "seq": .integer(seq), "proof": .array(proof.map { .string(Hex.encode($0)) }),
            "checkpoint": .string(String(decoding: checkpoint, as: UTF8.self)),
        ]
        if let timeStamp { members["timeStamp"] = .string(Base64.encode(timeStamp)) }
        return JSON.object(members).canonicalBytes()
    }

    /// The same proof in the text form of C2SP `tlog-proof`, for log verifiers that are not ours. They need the
    /// commitment, which `Commitment.of` makes from the entry and the salt.
    package var tlogProof: String {
        var lines = ["c2sp.org/tlog-proof@v1", "index \(seq)"]
        lines += proof.map(Base64.encode)
        return lines.joined(separator: "\n") + "\n\n" + String(decoding: checkpoint, as: UTF8.self)
    }
}
