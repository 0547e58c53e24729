internal import Glibc
import Locks

extension FileStore {
    /// Where a sealed file lies, for readers that take a path: its name exists only while it is whole, and
    /// its bytes never change. Throws `absent` when there is none.
    package func path(of digest: ContentDigest) throws(StorageError) -> String {
        let path = "\(folder)/files/\(digest.hex.prefix(2))/\(digest)"
        guard Disk.exists(path) else { throw .absent("There is no file \(digest).") }
        return path
    }

    /// How many bytes of an upload are there, so that it can go on; nil when this owner has sent it whole,
    /// and 0 when nothing of it was sent.
    package func received(_ digest: ContentDigest, owner: String) throws(StorageError) -> Int64? {
        if holds(digest, owner: owner) { return nil }
        let upload = uploads.withLock { $0[ownerName(owner)]?[digest] }
        return try upload?.length() ?? 0
    }

    /// The bytes of a small sealed file. Throws `refused` when it has more than `limit` bytes.
    package func read(_ digest: ContentDigest, limit: Int) throws(StorageError) -> [UInt8] {
        let file = try open(digest)
        guard file.size <= Int64(limit) else {
            throw .refused(
                "The file \(digest) has \(file.size) bytes, more than the \(limit) that are read here.")
        }
        return try file.read(Int(file.size), at: 0)
    }

    /// Seals a file of the platform's own making, in constant memory, and removes the original.
    package func adopt(_ path: String, as digest: ContentDigest, owner: String) throws(StorageError) {
        guard let descriptor = try Disk.openFile(path, O_RDONLY) else {
            throw .absent("There is no file \(path).")
        }
        defer { close(descriptor) }
        if case .partial(var offset) = try begin(digest, size: try Disk.status(descriptor).size, owner: owner)
        {
            while true {
                let piece = try readBytes(descriptor, 1 << 20, at: offset)
                guard !piece.isEmpty else { break }
                offset = try write(piece, at: offset, of: digest, owner: owner)
            }
            try finish(digest, owner: owner)
        }
        try Disk.remove(path)
    }
}
