/// Everything that keeps a tar from being taken, by name. Offsets are bytes from its beginning.
extension SealingRefusal {
    static func tarMalformed(zh: String, en: String, at offset: Int, member: String) -> SealingRefusal {
        let (place, name) = (describe(member), TarPath.display(member))
        return SealingRefusal(
            "TAR_MALFORMED", zh: "压缩包（tar）第 \(offset) 字节处\(place.zh)有误：\(zh)。",
            en: "The tar is wrong at byte \(offset)\(name.isEmpty ? "" : ", at \(name)"): \(en).")
    }

    static func tarTruncated(at offset: Int) -> SealingRefusal {
        SealingRefusal(
            "TAR_TRUNCATED", zh: "压缩包（tar）不完整：在第 \(offset) 字节处中断。",
            en: "The tar is cut off at byte \(offset).")
    }

    static func tarGarbage(at offset: Int) -> SealingRefusal {
        SealingRefusal(
            "TAR_GARBAGE", zh: "压缩包（tar）结尾之后第 \(offset) 字节处有多余内容。",
            en: "The tar has something after its end, at byte \(offset).")
    }

    static func tarPath(_ path: String, zh: String, en: String) -> SealingRefusal {
        SealingRefusal(
            "TAR_PATH", zh: "压缩包（tar）中的文件名“\(TarPath.display(path))”不允许：\(zh)。",
            en: "The tar holds a file with a name that is not allowed, \(TarPath.display(path)): \(en).")
    }

    static func tarDuplicate(_ path: String) -> SealingRefusal {
        SealingRefusal(
            "TAR_DUPLICATE", zh: "压缩包（tar）中“\(TarPath.display(path))”出现多次。",
            en: "The tar holds \(TarPath.display(path)) more than once.")
    }

    static func tarKind(_ path: String, zh: String, en: String) -> SealingRefusal {
        SealingRefusal(
            "TAR_KIND", zh: "压缩包（tar）中的“\(TarPath.display(path))”是\(zh)，只允许普通文件。",
            en: "The tar holds \(TarPath.display(path)), which is \(en); only plain files are allowed.")
    }

    static func tarTooMany(_ limit: Int) -> SealingRefusal {
        SealingRefusal(
            "TAR_TOO_MANY", zh: "压缩包（tar）中的文件超过 \(limit) 个。",
            en: "The tar holds more than \(limit) files.")
    }

    static func tarNotCanonical(member: String, at offset: Int) -> SealingRefusal {
        SealingRefusal(
            "TAR_NOT_CANONICAL",
            zh: "压缩包（tar）第 \(offset) 字节处\(describe(member).zh)不是规范写法，可能被改动。",
            en: "The tar is not in its one canonical form at byte \(offset)\(describe(member).en).")
    }

    private static func describe(_ member: String) -> (zh: String, en: String) {
        let name = TarPath.display(member)
        return name.isEmpty ? ("", "") : ("（\(name)）", ", at \(name)")
    }
}
