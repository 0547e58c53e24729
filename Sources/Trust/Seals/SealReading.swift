internal import DER

extension SealObject {
    /// The largest file that is read, in bytes.
    package static let limit = 8 * 1024 * 1024
    private static let limits = DERLimits(depth: 24, elements: 8_192, size: limit)

    /// Reads an electronic seal or a seal signature, of any generation, from DER.
    ///
    /// - Throws: when the bytes are not canonical DER, are beyond the limits, or are neither.
    package init(der bytes: [UInt8]) throws(SealFault) {
        do {
            let whole = try DERReader.value(bytes, limits: Self.limits)
            // A seal begins with its header inside eSealInfo, a signature with a version inside TBS_Sign.
            var parts = try whole.reader(.sequence)
            let first = try parts.read(.sequence).reader().nextTag
            self =
                first == .integer
                ? .signature(try SealReading.signature(whole)) : .seal(try SealReading.seal(whole))
        } catch let fault as DERFault {
            throw .der(fault)
        } catch let fault as SealFault {
            throw fault
        } catch {
            throw .structure(chinese: "无法读取", english: "it cannot be read (\(error))", at: 0)
        }
    }
}

/// The structures of GM/T 0031-2014 and GB/T 38540-2020, element by element. The errors are `DERFault` and
/// `SealFault`.
enum SealReading {
    private static let mostHolders = 256
    private static let mostExtensions = 64
    private static let longestText = 4_096
    static let largestPicture = 4 * 1024 * 1024
    /// Millimetres.
    static let largestSide: Int64 = 1_000

    static func seal(_ value: DERValue) throws -> ElectronicSeal {
        var outer = try value.reader(.sequence)
        let info = try outer.read(.sequence)
        // GM/T 0031-2014 puts what the maker adds into one element, the later standards into three.
        let isFirst = outer.nextTag == .sequence
        var made = isFirst ? try outer.sequence() : outer
        let certificate = try made.read(.octetString)
        let algorithm = try made.read(.oid)
        let signature = try made.read(.bitString)
        var timestamp: DERValue?
        if isFirst {
            try made.finish()
            try outer.finish()
        } else {
            timestamp = try stamp(&made)
            try made.finish()
        }

        var inside = try info.reader()
        let header = try Header(inside.read(.sequence))
        let generation = try generation(isFirst: isFirst, header.version, at: info.offset)
        guard timestamp == nil || generation == .gmt0031v5 else {
            throw SealFault.structure(
                chinese: "第\(header.version)版印章里不应有时间戳",
                english: "a seal of version \(header.version) has no time stamp", at: value.offset)
        }
        let identifier = try text(inside.read(.ia5String))
        let property = try Property(inside.read(.sequence), generation)
        let picture = try picture(inside.read(.sequence))
        let extensions = try extensions(&inside)
        try inside.finish()

        let all = [UInt8].init(info.encoding)
        let withMaker = DERWriter.bytes { writer in
            writer.sequence {
                $0.raw(info.encoding)
                $0.raw(certificate.encoding)
                $0.raw(algorithm.encoding)
            }
        }
        let plain = SealSignedPart(name: "eSealInfo", bytes: all)
        let joined = SealSignedPart(name: "eSealInfo, cert, signatureAlgorithm", bytes: withMaker)
        return ElectronicSeal(
            generation: generation, version: header.version, vendor: header.vendor, identifier: identifier,
            type: property.type, name: property.name, holders: property.holders, created: property.created,
            validFrom: property.validFrom, validTo: property.validTo, picture: picture,
            extensions: extensions,
            makerCertificate: Array(try certificate.octets()),
            signature: SealSignatureValue(
                algorithm: try algorithm.oid(), value: Array(try signature.wholeBits())),
            signable: isFirst ? [joined, plain] : [plain],
            timestamp: try timestamp.map { Array(try $0.wholeBits(tagged: $0.tag)) },
            der: Array(value.encoding))
    }

    private static func generation(
        isFirst: Bool, _ version: Int64, at offset: Int
    ) throws(SealFault) -> SealGeneration {
        let candidates: [SealGeneration] = isFirst ? [.gmt0031] : [.gbt38540, .gmt0031v5]
        guard let found = candidates.first(where: { $0.versions.contains(version) }) else {
            throw .structure(
                chinese: "写明的版本\(version)与结构不符",
                english: "the version \(version) that it states does not go with its structure", at: offset)
        }
        return found
    }

    private struct Header {
        let version: Int64
        let vendor: String

        init(_ value: DERValue) throws {
            var parts = try value.reader()
            let mark = try parts.read(.ia5String)
            guard try mark.string() == "ES" else {
                throw SealFault.structure(
                    chinese: "头标识不是“ES”", english: "its header does not begin with \"ES\"", at: mark.offset)
            }
            version = try parts.read(.integer).smallInteger(in: 1...99)
            vendor = try text(parts.read(.ia5String))
            try parts.finish()
        }
    }

    private struct Property {
        let type: Int64
        let name: String
        let holders: SealHolders
        let created: Int64
        let validFrom: Int64
        let validTo: Int64

        init(_ value: DERValue, _ generation: SealGeneration) throws {
            var parts = try value.reader()
            type = try parts.read(.integer).smallInteger()
            name = try text(parts.read(.utf8String))
            switch generation {
            case .gmt0031: holders = try certificates(parts.read(.sequence))
            case .gbt38540, .gmt0031v5:
                let kind = try parts.read(.integer).smallInteger(in: 1...2)
                let list = try parts.read(.sequence)
                holders = kind == 1 ? try certificates(list) : try digests(list)
            }
            func time() throws -> Int64 {
                switch generation {
                // The standard says UTCTime; makers of that generation wrote either.
                case .gmt0031: try parts.read().time()
                case .gbt38540, .gmt0031v5: try parts.read(.generalizedTime).time()
                }
            }
            created = try time()
            validFrom = try time()
            validTo = try time()
            try parts.finish()
        }
    }

    private static func certificates(_ list: DERValue) throws -> SealHolders {
        let found = try list.sequence(limit: mostHolders).map { Array(try $0.octets()) }
        try refuseEmpty(found.isEmpty, list)
        return .certificates(found)
    }

    private static func digests(_ list: DERValue) throws -> SealHolders {
        let found = try list.sequence(limit: mostHolders).map { item in
            var parts = try item.reader(.sequence)
            let name = try text(parts.read(.printableString))
            let value = Array(try parts.read(.octetString).octets())
            try parts.finish()
            return SealHolderDigest(name: name, value: value)
        }
        try refuseEmpty(found.isEmpty, list)
        return .digests(found)
    }

    private static func refuseEmpty(_ isEmpty: Bool, _ list: DERValue) throws(SealFault) {
        guard isEmpty else { return }
        throw .structure(chinese: "没有列出任何签章人", english: "it lists nobody who may sign", at: list.offset)
    }

    private static func picture(_ value: DERValue) throws -> SealPicture {
        var parts = try value.reader()
        let type = try text(parts.read(.ia5String))
        let data = try parts.read(.octetString)
        guard data.contents.count <= largestPicture else {
            throw SealFault.structure(
                chinese: "图片超过\(largestPicture)字节",
                english: "its picture is larger than \(largestPicture) bytes", at: data.offset)
        }
        let width = try parts.read(.integer).smallInteger(in: 0...largestSide)
        let height = try parts.read(.integer).smallInteger(in: 0...largestSide)
        try parts.finish()
        return SealPicture(type: type, data: Array(data.contents), width: width, height: height)
    }

    /// `ExtensionDatas`: the standard's text has it both bare and under [0], and so have makers.
    static func extensions(_ reader: inout DERReader) throws -> [SealExtension] {
        let list: DERValue
        if let bare = try reader.optional(.sequence) {
            list = bare
        } else if let tagged = try reader.optionalExplicit(0) {
            list = tagged
        } else {
            return []
        }
        let found = try list.sequence(limit: mostExtensions).map { item in
            var parts = try item.reader(.sequence)
            let oid = try parts.read(.oid).oid()
            // A FALSE that is written out is not DER for a default, but common makers write it.
            let isCritical = try parts.optional(.boolean)?.boolean() ?? false
            let value = Array(try parts.read(.octetString).octets())
            try parts.finish()
            return SealExtension(oid: oid, isCritical: isCritical, value: value)
        }
        guard Set(found.map(\.oid)).count == found.count else {
            throw SealFault.structure(
                chinese: "同一扩展出现两次", english: "an extension occurs twice", at: list.offset)
        }
        return found
    }

    /// A time stamp in a BIT STRING under [0].
    static func stamp(_ reader: inout DERReader) throws -> DERValue? {
        guard let value = try reader.optional(.context(0)) else { return try reader.optional(.bitString) }
        let inner = value.isConstructed ? try value.explicit() : value
        _ = try inner.wholeBits(tagged: value.isConstructed ? .bitString : inner.tag)
        return inner
    }

    /// A text of bounded length.
    static func text(_ value: DERValue) throws -> String {
        guard value.contents.count <= longestText else {
            throw SealFault.structure(
                chinese: "文字超过\(longestText)字节", english: "a text is longer than \(longestText) bytes",
                at: value.offset)
        }
        return try value.string()
    }
}
