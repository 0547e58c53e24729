/// Writes a tar in the one canonical form of this house: the same files in the same order give the same bytes.
///
/// Plain files only, mode 0644, owner 0, time 0; long or non-ASCII names in a pax record; two zero blocks at the
/// end. Stock `tar` reads it. The caller chooses the order. The file takes its name at `finish`; dropped
/// before, nothing is left behind.
package final class TarWriter {
    private let sink: FileSink
    private var names: Set<String> = []
    /// Bytes of contents that the file begun last still lacks.
    private var missing = 0
    private var padding = 0

    /// Throws `FileFault` when no file can be made beside `path`.
    package init(path: String) throws { sink = try FileSink(path: path) }

    /// Begins a file whose contents, exactly `size` bytes, follow by `write`.
    ///
    /// Throws `SealingRefusal` for a name that the reader would refuse.
    package func add(path: String, size: Int) throws {
        try endMember()
        try TarPath.check(path)
        guard names.insert(path).inserted else { throw SealingRefusal.tarDuplicate(path) }
        try sink.write(TarHeader.canonical(path, size: size))
        missing = size
        padding = TarHeader.padding(size)
    }

    /// Adds to the contents of the file begun last. Throws `FileFault` when that is more than was announced.
    package func write(_ bytes: RawSpan) throws {
        guard bytes.byteCount <= missing else {
            throw FileFault(operation: "write a tar", reason: "a file is longer than was announced")
        }
        try sink.write(bytes)
        missing -= bytes.byteCount
    }

    /// A whole small file.
    package func add(path: String, bytes: [UInt8]) throws {
        try add(path: path, size: bytes.count)
        unsafe try write(bytes.span.bytes)
    }

    /// A whole file from the disk, in constant memory. `seen` gets its contents too.
    package func add(path: String, file: String, seen: (RawSpan) throws -> Void = { _ in }) throws {
        let source = try FileSource(path: file)
        try add(path: path, size: source.size)
        try source.stream(source.size) { piece in
            try seen(piece)
            try write(piece)
        }
    }

    /// Ends the tar and gives it its name. Returns its size in bytes.
    @discardableResult
    package func finish() throws -> Int {
        try endMember()
        try sink.write([UInt8](repeating: 0, count: TarHeader.blockSize * 2))
        try sink.commit()
        return sink.count
    }

    private func endMember() throws {
        guard missing == 0 else {
            throw FileFault(operation: "write a tar", reason: "a file is shorter than was announced")
        }
        try sink.write([UInt8](repeating: 0, count: padding))
        padding = 0
    }
}
