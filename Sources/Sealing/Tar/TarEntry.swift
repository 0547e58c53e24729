/// One file or folder of a tar, put together from its header and the extended headers before it.
struct TarEntry {
    let name: [UInt8]
    let size: Int
    let isFolder: Bool

    /// Reads the next entry up to its contents; nil when there is a zero block, which has been read then.
    static func read(_ source: FileSource, _ limits: TarLimits) throws -> TarEntry? {
        let start = source.position
        var records: PaxRecords?
        var longName: [UInt8]?
        while true {
            let at = source.position
            let block = try source.bytes(TarHeader.blockSize)
            if block.allSatisfy({ $0 == 0 }) {
                guard at == start else {
                    throw malformed("扩展头之后没有文件", "an extended header is followed by no file", at)
                }
                return nil
            }
            let header = try header(block, at)
            switch header.type {
            case UInt8(ascii: "x"):
                guard records == nil, longName == nil else {
                    throw malformed("扩展头重复", "an extended header is repeated", at)
                }
                records = try paxRecords(source, header, at)
            case UInt8(ascii: "L"):
                guard records == nil, longName == nil else {
                    throw malformed("扩展头重复", "an extended header is repeated", at)
                }
                longName = try gnuName(source, header, at)
            default:
                let name = records?.path ?? longName ?? header.name
                return try entry(header, name, records?.size ?? header.size, limits, at)
            }
        }
    }

    private static func entry(
        _ header: TarHeader, _ name: [UInt8], _ size: Int, _ limits: TarLimits, _ at: Int
    ) throws -> TarEntry {
        let shown = String(decoding: name.prefix(400), as: UTF8.self)
        let kind: (zh: String, en: String)
        switch header.type {
        case UInt8(ascii: "0"), 0:
            guard size <= limits.fileSize else {
                throw malformed("文件过大", "the file is larger than \(limits.fileSize) bytes", at, shown)
            }
            return TarEntry(name: name, size: size, isFolder: false)
        case UInt8(ascii: "5"):
            guard size == 0 else { throw malformed("目录带有内容", "a folder has contents", at, shown) }
            return TarEntry(name: name, size: 0, isFolder: true)
        case UInt8(ascii: "1"), UInt8(ascii: "2"), UInt8(ascii: "K"): kind = ("链接", "a link")
        case UInt8(ascii: "3"), UInt8(ascii: "4"), UInt8(ascii: "6"): kind = ("设备或管道", "a device or a pipe")
        case UInt8(ascii: "S"): kind = ("稀疏文件", "a sparse file")
        default: kind = ("其他类型", "of another kind")
        }
        throw SealingRefusal.tarKind(shown, zh: kind.zh, en: kind.en)
    }

    private static func header(_ block: [UInt8], _ at: Int) throws -> TarHeader {
        do throws(TarHeader.Fault) { return try TarHeader(block) } catch {
            switch error {
            case .checksum: throw malformed("文件头校验和不符", "the checksum of a header does not match", at)
            case .magic:
                throw malformed("不是 ustar 格式", "it is not of the ustar, pax or gnu format", at)
            case .number: throw malformed("文件大小无法识别", "the size of a file cannot be read", at)
            }
        }
    }

    private static func paxRecords(_ source: FileSource, _ header: TarHeader, _ at: Int) throws -> PaxRecords
    {
        let body = try extended(source, header, at)
        do throws(PaxRecords.Fault) { return try PaxRecords(body) } catch {
            throw malformed("扩展头无法识别", "an extended header holds what is not known", at)
        }
    }

    private static func gnuName(_ source: FileSource, _ header: TarHeader, _ at: Int) throws -> [UInt8] {
        let body = try extended(source, header, at)
        guard body.last == 0, !body.dropLast().contains(0), body.count > 1 else {
            throw malformed("长文件名有误", "a long name is not ended by one zero byte", at)
        }
        return Array(body.dropLast())
    }

    private static func extended(_ source: FileSource, _ header: TarHeader, _ at: Int) throws -> [UInt8] {
        guard (1...PaxRecords.limit).contains(header.size) else {
            throw malformed("扩展头过大", "an extended header is empty or too long", at)
        }
        let body = try source.bytes(header.size)
        guard try source.bytes(TarHeader.padding(header.size)).allSatisfy({ $0 == 0 }) else {
            throw malformed("填充字节不为零", "its padding is not zero", at)
        }
        return body
    }

    private static func malformed(
        _ zh: String, _ en: String, _ at: Int, _ member: String = ""
    ) -> SealingRefusal { .tarMalformed(zh: zh, en: en, at: at, member: member) }
}
