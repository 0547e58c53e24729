internal import OpenSSL
package import StrictJSON

/// `bid.json`, the first file in the tar of a bid: what is offered, for what, by whom, and what else is inside.
package struct BidManifest: Sendable, Equatable {
    package struct Price: Sendable, Equatable {
        package let name: String
        /// In fen, hundredths of a yuan.
        package let fen: Int64

        package init(name: String, fen: Int64) {
            self.name = name
            self.fen = fen
        }
    }

    package struct File: Sendable, Equatable {
        package let path: String
        /// Bytes.
        package let size: Int
        /// SHA-256 of the contents, 32 bytes.
        package let sha256: [UInt8]

        package init(path: String, size: Int, sha256: [UInt8]) {
            self.path = path
            self.size = size
            self.sha256 = sha256
        }
    }

    /// The name in the tar.
    package static let name = "bid.json"
    /// The name of the price that is compared.
    package static let total = "total"
    /// The longest manifest that is read, in bytes.
    package static let limit = 4 * 1024 * 1024

    package let tender: String
    package let lot: String
    /// The unified social credit code of the bidder.
    package let bidder: String
    /// 32 random bytes, so that nobody can guess a short bid from its digest.
    package let salt: [UInt8]
    /// The bid that this one takes the place of, by its id or digest.
    package let replaces: String?
    package let prices: [Price]
    /// How long the work is offered to take, in days.
    package let durationDays: Int64?
    package let files: [File]

    package init(
        tender: String, lot: String, bidder: String, salt: [UInt8], replaces: String? = nil, prices: [Price],
        durationDays: Int64? = nil, files: [File]
    ) {
        self.tender = tender
        self.lot = lot
        self.bidder = bidder
        self.salt = salt
        self.replaces = replaces
        self.prices = prices
        self.durationDays = durationDays
        self.files = files
    }

    /// The price named `total`, in fen. Every manifest that was read has one.
    package var totalFen: Int64? { prices.first { $0.name == Self.total }?.fen }

    /// Reads a manifest strictly: every field known, none missing, names and paths once each, one price named
    /// `total`. Throws `JSONError` with the place of the fault.
    package init(_ bytes: [UInt8]) throws(JSONError) {
        let json = try JSON.parse(bytes, limits: JSON.Limits(bytes: Self.limit))
        self = try Fields.read(json) { fields throws(JSONError) in
            guard try fields.integer("version") == 1 else {
                throw fields.refusal(of: "version", english: "must be 1", chinese: "必须为 1")
            }
            let manifest = BidManifest(
                tender: try Self.word("tender", &fields), lot: try Self.word("lot", &fields),
                bidder: try Self.word("bidder", &fields), salt: try Self.digest("salt", &fields),
                replaces: try Self.replaces(&fields), prices: try Self.prices(&fields),
                durationDays: try Self.duration(&fields), files: try Self.files(&fields))
            return manifest
        }
    }

    /// The canonical bytes.
    package var bytes: [UInt8] {
        var members: [String: JSON] = [
            "version": 1, "tender": .string(tender), "lot": .string(lot), "bidder": .string(bidder),
            "salt": .string(salt.hex), "replaces": replaces.map { .string($0) } ?? .null,
            "prices": .array(prices.map { ["name": .string($0.name), "fen": .integer($0.fen)] }),
            "files": .array(
                files.map {
                    [
                        "path": .string($0.path), "size": .integer(Int64($0.size)),
                        "sha256": .string($0.sha256.hex),
                    ]
                }),
        ]
        if let durationDays { members["durationDays"] = .integer(durationDays) }
        return JSON.object(members).canonicalBytes()
    }
}

extension BidManifest {
    private static func word(_ name: String, _ fields: inout Fields) throws(JSONError) -> String {
        let text = try fields.string(name)
        guard (1...200).contains(text.utf8.count) else {
            throw fields.refusal(
                of: name, english: "must have 1 to 200 bytes", chinese: "长度必须为 1 至 200 字节")
        }
        return text
    }

    private static func digest(_ name: String, _ fields: inout Fields) throws(JSONError) -> [UInt8] {
        let text = try fields.string(name)
        guard text.utf8.count == 64, let bytes = [UInt8](hex: text), bytes.hex == text else {
            throw fields.refusal(
                of: name, english: "must be 64 lower-case hexadecimal digits",
                chinese: "必须为 64 位小写十六进制数")
        }
        return bytes
    }

    private static func replaces(_ fields: inout Fields) throws(JSONError) -> String? {
        if case .null = try fields.value("replaces") { return nil }
        return try word("replaces", &fields)
    }

    private static func prices(_ fields: inout Fields) throws(JSONError) -> [Price] {
        let prices = try fields.each("prices") { price throws(JSONError) in
            Price(name: try word("name", &price), fen: try price.integer("fen"))
        }
        var names: Set<String> = []
        guard prices.count <= 10_000, prices.allSatisfy({ names.insert($0.name).inserted }) else {
            throw fields.refusal(of: "prices", english: "must name each price once", chinese: "每项报价只能出现一次")
        }
        guard let total = prices.first(where: { $0.name == Self.total }), total.fen >= 0 else {
            throw fields.refusal(
                of: "prices", english: "must have one named total, not below zero",
                chinese: "必须有一项名为 total 且不小于零的总价")
        }
        return prices
    }

    private static func duration(_ fields: inout Fields) throws(JSONError) -> Int64? {
        guard let days = try fields.optionalInteger("durationDays") else { return nil }
        guard (1...100_000).contains(days) else {
            throw fields.refusal(
                of: "durationDays", english: "must be between 1 and 100000", chinese: "必须在 1 至 100000 之间")
        }
        return days
    }

    private static func files(_ fields: inout Fields) throws(JSONError) -> [File] {
        let files = try fields.each("files") { file throws(JSONError) in
            let path = try file.string("path")
            do throws(SealingRefusal) { try TarPath.check(path) } catch {
                throw file.refusal(
                    of: "path", english: "is no name that a file may have", chinese: "不是允许的文件名")
            }
            let size = try file.integer("size")
            guard size >= 0, path != name else {
                throw file.refusal(
                    of: "size", english: "must not be below zero, and bid.json lists others only",
                    chinese: "不能小于零，且不能列出 bid.json 自身")
            }
            return File(path: path, size: Int(size), sha256: try digest("sha256", &file))
        }
        var paths: Set<String> = []
        guard files.count <= 10_000, files.allSatisfy({ paths.insert($0.path).inserted }) else {
            throw fields.refusal(of: "files", english: "must list each file once", chinese: "每个文件只能列出一次")
        }
        return files
    }
}
