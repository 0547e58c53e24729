package import Procurement

/// A finished tender as one tar: docs/formats/tender-export.md says what stands where.
enum ExportFormat {
    static let readme = "README.txt"
    static let logKey = "log/key"
    static let checkpoint = "log/checkpoint"
    static let checkpointTimeStamp = "log/checkpoint.tst"
    static let timeStampCertificate = "log/tsa.pem"
    static let trust = "trust/"
    /// Holiday notices that the program does not carry, by year.
    static let calendar = "calendar/"
    static let entries = "entries/"
    static let files = "files/"
    /// Every member before it, one a line: digest, size, path.
    static let manifest = "manifest.txt"
    /// The last member: the digest of the manifest, signed with the log's key.
    static let seal = "manifest.note"
    static let manifestHead = "tradehall/tender-export/v1"

    /// The text of the last member.
    static func seal(of tender: String, _ manifest: ManifestLine) -> String {
        "\(manifestHead)\n\(tender)\n\(manifest.text)\n"
    }

    static func entry(_ seq: Int64) -> String { "\(entries)\(padded(seq)).json" }
    static func command(_ seq: Int64) -> String { "\(entries)\(padded(seq)).cms" }
    static func verdict(_ seq: Int64) -> String { "\(entries)\(padded(seq)).verdict.json" }

    private static func padded(_ seq: Int64) -> String {
        let digits = String(seq)
        return String(repeating: "0", count: max(0, 10 - digits.count)) + digits
    }

    static let readmeText = """
        Tradehall: one finished tender, complete. 一个完整的项目档案。

        Verify all of it:          tradehall tender verify FILE
        Verify a signed command:   openssl cms -verify -inform DER -in entries/N.cms -CAfile ROOT.pem -purpose any
        Verify the time stamp:     openssl ts -verify -data log/checkpoint -in log/checkpoint.tst -token_in -CAfile log/tsa.pem
        The digest of any member:  sha256sum MEMBER, beside its line in manifest.txt

        """
}

/// What is wrong with an exported tender, and where: the member, and the byte at which it begins.
package struct EvidenceFault: Error, Hashable, Sendable {
    package var place: String
    package var offset: Int
    package var words: Words

    package init(place: String, offset: Int, zh: String, en: String) {
        self.place = place
        self.offset = offset
        self.words = Words(zh: zh, en: en)
    }
}

/// One line of the manifest.
struct ManifestLine: Hashable, Sendable {
    var digest: String
    var size: Int
    var path: String

    var text: String { "\(digest) \(size) \(path)" }

    init(digest: String, size: Int, path: String) {
        self.digest = digest
        self.size = size
        self.path = path
    }

    init?(_ line: Substring) {
        let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 64, let size = Int(parts[1]), "\(size)" == parts[1]
        else { return nil }
        self.init(digest: String(parts[0]), size: size, path: String(parts[2]))
    }
}
