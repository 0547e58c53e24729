/// Bounds on a tar from outside.
package struct TarLimits: Sendable {
    /// The most files and folders.
    package var files: Int
    /// The most bytes in one file.
    package var fileSize: Int

    package init(files: Int = 10_000, fileSize: Int = 1 << 36) {
        self.files = files
        self.fileSize = fileSize
    }
}

/// One file in a tar.
package struct TarMember: Sendable, Equatable {
    package let path: String
    /// Bytes of contents.
    package let size: Int
    /// Where the contents begin, in bytes from the beginning of the tar.
    package let offset: Int

    /// Copies the contents out of the tar that this member was read from, in constant memory.
    ///
    /// Throws `FileFault` when a file cannot be read or written, or the tar is no longer as long as it was.
    package func extract(from tar: String, to output: String) throws {
        let source = try FileSource(path: tar)
        guard offset >= 0, size >= 0, size <= source.size - offset else {
            throw FileFault(operation: "read \(tar)", reason: "it has become shorter")
        }
        let sink = try FileSink(path: output)
        source.seek(to: offset)
        try source.stream(size) { try sink.write($0) }
        try sink.commit()
    }
}
