/// Which names a file in a tar may have.
enum TarPath {
    static let limit = 1_024
    private static let componentLimit = 255
    private static let depthLimit = 32

    /// Reads the bytes of a name: UTF-8, relative, with no step that leads out of the folder it is unpacked in.
    ///
    /// A leading `./`, which stock tar writes for `tar cf x.tar .`, is dropped; the folder itself gives nil.
    static func read(_ bytes: [UInt8], isFolder: Bool) throws(SealingRefusal) -> String? {
        guard bytes.count <= limit, let whole = String(validating: bytes, as: UTF8.self) else {
            let shown = String(decoding: bytes.prefix(64), as: UTF8.self)
            throw .tarPath(
                shown, zh: "必须是不超过 \(limit) 字节的 UTF-8", en: "it must be UTF-8 of at most \(limit) bytes")
        }
        var rest = bytes[...]
        if isFolder, rest.count > 1, rest.last == UInt8(ascii: "/") { rest.removeLast() }
        while rest.starts(with: [UInt8(ascii: "."), UInt8(ascii: "/")]) { rest = rest.dropFirst(2) }
        if isFolder, rest.isEmpty || Array(rest) == [UInt8(ascii: ".")] { return nil }
        let path = String(decoding: rest, as: UTF8.self)
        try check(path, shown: whole)
        return path
    }

    /// Throws unless the path may stand in a tar of ours.
    static func check(_ path: String, shown: String? = nil) throws(SealingRefusal) {
        let shown = shown ?? path
        guard !path.isEmpty else { throw .tarPath(shown, zh: "为空", en: "it is empty") }
        guard path.utf8.count <= limit else {
            throw .tarPath(shown, zh: "超过 \(limit) 字节", en: "it is longer than \(limit) bytes")
        }
        guard !path.utf8.starts(with: "/".utf8) else {
            throw .tarPath(shown, zh: "是绝对路径", en: "it is absolute")
        }
        guard !path.unicodeScalars.contains(where: { isForeign($0) }) else {
            throw .tarPath(
                shown, zh: "含有控制字符或反斜杠", en: "it holds a control character or a backslash")
        }
        let steps = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard steps.count <= depthLimit, steps.allSatisfy({ $0.count <= componentLimit }) else {
            throw .tarPath(shown, zh: "层数过深或单级名称过长", en: "it is too deep or one step of it too long")
        }
        let isFree = steps.allSatisfy { step in
            !step.isEmpty && !step.elementsEqual(".".utf8) && !step.elementsEqual("..".utf8)
        }
        guard isFree else {
            throw .tarPath(shown, zh: "含有空的、“.”或“..”的一级", en: "it has an empty step, or `.` or `..`")
        }
    }

    /// A foreign name made fit to be shown: without control characters, at most 80 characters.
    static func display(_ path: String) -> String {
        let plain = path.unicodeScalars.prefix(81).map { isForeign($0) ? "\u{FFFD}" : $0 }
        let text = String(String.UnicodeScalarView(plain.prefix(80)))
        return plain.count > 80 ? text + "…" : text
    }

    private static func isForeign(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: true
        default: scalar == "\\"
        }
    }
}
