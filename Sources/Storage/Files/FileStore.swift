internal import Glibc
internal import OpenSSL
import Locks

/// Sealed files on the disk, named by their content.
///
///     incoming/OWNER/DIGEST.SIZE   a partial file of one owner
///     files/ab/DIGEST              a whole one, complete and durable from the instant its name exists
///     held/OWNER/DIGEST            the mark that this owner has sent that file
///
/// Owners are told apart by the hash of their name. Partial files of different owners never meet, and nothing an
/// owner is told depends on what others have sent: not even that the same file is there already.
package final class FileStore: Sendable {
    package struct Limits: Sendable {
        /// Bytes in one file.
        package var fileSize: Int64
        /// Partial files of one owner at a time, and the bytes announced for them together.
        package var partialsPerOwner: Int
        package var bytesPerOwner: Int64
        /// Partial files of all owners at a time.
        package var partials: Int

        package init(
            fileSize: Int64 = 4 << 30, partialsPerOwner: Int = 16, bytesPerOwner: Int64 = 16 << 30,
            partials: Int = 10_000
        ) {
            self.fileSize = fileSize
            self.partialsPerOwner = partialsPerOwner
            self.bytesPerOwner = bytesPerOwner
            self.partials = partials
        }
    }

    /// How far an upload is.
    package enum Progress: Sendable, Equatable {
        /// So many bytes are there; the next ones go to this offset.
        case partial(Int64)
        /// This owner has already sent the whole file.
        case complete
    }

    let folder: String
    private let limits: Limits
    /// Every partial file, by the hash of its owner's name.
    let uploads: Mutex<[String: [ContentDigest: Upload]]>

    /// Opens the files under `folder`, which is made when absent, and finds the partial ones left from before.
    package init(folder: String, limits: Limits = Limits()) throws(StorageError) {
        self.folder = folder
        self.limits = limits
        if !Disk.exists(folder) { try Disk.makeFolder(folder, in: "\(folder)/..") }
        for name in ["incoming", "files", "held"] { try Disk.makeFolder("\(folder)/\(name)", in: folder) }
        var found: [String: [ContentDigest: Upload]] = [:]
        for owner in try Disk.names(in: "\(folder)/incoming") {
            for name in try Disk.names(in: "\(folder)/incoming/\(owner)") {
                let parts = name.split(separator: ".", omittingEmptySubsequences: false)
                guard parts.count == 2, let digest = try? ContentDigest(String(parts[0])),
                    let size = Int64(parts[1])
                else { continue }
                found[owner, default: [:]][digest] = try Upload(
                    path: "\(folder)/incoming/\(owner)/\(name)", size: size, isNew: false)
            }
        }
        uploads = Mutex(found)
    }

    /// Begins an upload, or finds the one that was begun: ask this to learn where to resume.
    ///
    /// An upload of the same digest with another size is thrown away, since one of the two was a mistake. Throws
    /// `refused` when a limit is passed.
    package func begin(_ digest: ContentDigest, size: Int64, owner: String) throws(StorageError) -> Progress {
        guard size >= 0, size <= limits.fileSize else {
            throw .refused("A file may have at most \(limits.fileSize) bytes, not \(size).")
        }
        let owner = ownerName(owner)
        if Disk.exists(mark(digest, owner)) { return .complete }
        let upload = try uploads.withLock { (uploads) throws(StorageError) in
            if let upload = uploads[owner]?[digest] {
                if upload.size == size { return upload }
                _ = try upload.discard(unchangedSince: nil)
                uploads[owner]?[digest] = nil
            }
            try checkLimits(uploads, owner, size)
            let upload = try newUpload(digest, size, owner)
            uploads[owner, default: [:]][digest] = upload
            return upload
        }
        return .partial(try upload.length())
    }

    /// Adds bytes at the end of an upload, which must be at `offset`; returns its new length.
    ///
    /// Throws `refused` when the offset is another or the announced size would be passed, `absent` when the upload
    /// was not begun.
    package func write(
        _ bytes: [UInt8], at offset: Int64, of digest: ContentDigest, owner: String
    ) throws(StorageError) -> Int64 {
        let upload = try upload(digest, ownerName(owner))
        var result: Swift.Result<Int64, StorageError> = .success(0)
        unsafe bytes.withUnsafeBytes { bytes in
            result = Swift.Result { () throws(StorageError) in unsafe try upload.write(bytes, at: offset) }
        }
        return try result.get()
    }

    /// The same from memory that the caller keeps alive for the call.
    @unsafe package func write(
        _ bytes: UnsafeRawBufferPointer, at offset: Int64, of digest: ContentDigest, owner: String
    ) throws(StorageError) -> Int64 {
        unsafe try upload(digest, ownerName(owner)).write(bytes, at: offset)
    }

    /// Checks size and SHA-256 and makes the file a sealed one. When it returns, the file is on the disk under its
    /// name; after a crash at any point it is there as a whole or not at all. May be called again by its owner.
    ///
    /// Throws `refused` when bytes are missing or the digest is another; then the owner sends it again.
    package func finish(_ digest: ContentDigest, owner: String) throws(StorageError) {
        let owner = ownerName(owner)
        if Disk.exists(mark(digest, owner)) { return }
        let upload = try upload(digest, owner)
        let shelf = "\(folder)/files/\(digest.hex.prefix(2))"
        try Disk.makeFolder(shelf, in: "\(folder)/files")
        do throws(StorageError) {
            try upload.finish(as: digest, at: "\(shelf)/\(digest)")
        } catch {
            // An upload that was thrown away makes room; one that only lacks bytes stays.
            if (try? upload.length()) == nil { forget(digest, owner, upload) }
            throw error
        }
        forget(digest, owner, upload)
        try Disk.syncFolder(shelf)
        try Disk.makeFolder("\(folder)/held/\(owner)", in: "\(folder)/held")
        if let descriptor = try Disk.openFile(mark(digest, owner), O_WRONLY | O_CREAT) { close(descriptor) }
        try Disk.syncFolder("\(folder)/held/\(owner)")
    }

    /// Whether this owner has sent the whole file.
    package func holds(_ digest: ContentDigest, owner: String) -> Bool {
        Disk.exists(mark(digest, ownerName(owner)))
    }

    /// Opens a sealed file for reading. Who may do that is the caller's question. Throws `absent` when there is none.
    package func open(_ digest: ContentDigest) throws(StorageError) -> SealedFile {
        guard
            let descriptor = try Disk.openFile("\(folder)/files/\(digest.hex.prefix(2))/\(digest)", O_RDONLY)
        else { throw .absent("There is no file \(digest).") }
        do throws(StorageError) {
            return SealedFile(takingOwnershipOf: descriptor, size: try Disk.status(descriptor).size)
        } catch {
            close(descriptor)
            throw error
        }
    }

    /// Throws away the partial files that were last written before `instant` (milliseconds since 1970 UTC) and
    /// answers how many those were.
    package func removePartials(unchangedSince instant: Int64) throws(StorageError) -> Int {
        let all = uploads.withLock { $0 }
        var removed = 0
        for (owner, uploads) in all {
            for (digest, upload) in uploads where try upload.discard(unchangedSince: instant) {
                forget(digest, owner, upload)
                removed += 1
            }
        }
        return removed
    }

    // MARK: places

    func ownerName(_ owner: String) -> String { Digest.sha256(Array("owner\n\(owner)".utf8)).hex }

    private func mark(_ digest: ContentDigest, _ owner: String) -> String {
        "\(folder)/held/\(owner)/\(digest)"
    }

    private func upload(_ digest: ContentDigest, _ owner: String) throws(StorageError) -> Upload {
        guard let upload = uploads.withLock({ $0[owner]?[digest] }) else {
            throw .absent("There is no upload of \(digest); begin it first.")
        }
        return upload
    }

    private func newUpload(_ digest: ContentDigest, _ size: Int64, _ owner: String) throws(StorageError)
        -> Upload
    {
        try Disk.makeFolder("\(folder)/incoming/\(owner)", in: "\(folder)/incoming")
        let path = "\(folder)/incoming/\(owner)/\(digest).\(size)"
        if let descriptor = try Disk.openFile(path, O_WRONLY | O_CREAT | O_TRUNC) { close(descriptor) }
        return try Upload(path: path, size: size, isNew: true)
    }

    private func forget(_ digest: ContentDigest, _ owner: String, _ upload: Upload) {
        uploads.withLock { uploads in
            // Another upload of the same name may have begun since.
            guard uploads[owner]?[digest] === upload else { return }
            uploads[owner]?[digest] = nil
            if uploads[owner]?.isEmpty == true { uploads[owner] = nil }
        }
    }

    private func checkLimits(
        _ uploads: [String: [ContentDigest: Upload]], _ owner: String, _ size: Int64
    ) throws(StorageError) {
        let own = uploads[owner].map { Array($0.values) } ?? []
        guard own.count < limits.partialsPerOwner else {
            throw .refused("You have \(own.count) unfinished uploads, the most allowed; finish one first.")
        }
        guard own.reduce(size, { $0 + $1.size }) <= limits.bytesPerOwner else {
            throw .refused(
                "Your unfinished uploads would pass \(limits.bytesPerOwner) bytes; finish one first.")
        }
        guard uploads.reduce(0, { $0 + $1.value.count }) < limits.partials else {
            throw .refused("Too many uploads are unfinished at the moment; try again later.")
        }
    }
}
