import Foundation
import OpenSSL
import Storage
import Locks
import Testing

@Suite("Sealed files")
struct FileStoreTests {
    private let folder: TemporaryFolder
    private let files: FileStore
    private let limits = FileStore.Limits(
        fileSize: 1 << 22, partialsPerOwner: 3, bytesPerOwner: 1 << 23, partials: 5)

    init() throws {
        folder = try TemporaryFolder()
        files = try FileStore(folder: folder.path, limits: limits)
    }

    private func content(_ count: Int, seed: UInt8 = 1) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) ^ seed }
    }

    private func digest(_ bytes: [UInt8]) throws -> ContentDigest {
        try ContentDigest(bytes: Digest.sha256(bytes))
    }

    private func expectRefusal(
        _ words: String, sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Void
    ) {
        do {
            try body()
            Issue.record("nothing was refused", sourceLocation: sourceLocation)
        } catch StorageError.refused(let sentence) {
            #expect(sentence.contains(words), sourceLocation: sourceLocation)
        } catch {
            Issue.record(error, sourceLocation: sourceLocation)
        }
    }

    private func upload(_ bytes: [UInt8], owner: String, to files: FileStore) throws {
        let digest = try digest(bytes)
        #expect(try files.begin(digest, size: Int64(bytes.count), owner: owner) == .partial(0))
        #expect(try files.write(bytes, at: 0, of: digest, owner: owner) == Int64(bytes.count))
        try files.finish(digest, owner: owner)
    }

    private func read(_ digest: ContentDigest, from files: FileStore) throws -> [UInt8] {
        let file = try files.open(digest)
        return try file.read(Int(file.size), at: 0)
    }

    /// Names of everything under a folder of the store.
    private func listing(_ name: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: "\(folder.path)/\(name)").sorted()
    }

    @Test("a file sent in pieces is there under its digest, and nothing of it before it is whole")
    func pieces() throws {
        let bytes = content(300_001)
        let digest = try digest(bytes)
        _ = try files.begin(digest, size: Int64(bytes.count), owner: "a")
        var offset = 0
        for size in [1, 99_999, 0, 200_001] {
            #expect(throws: StorageError.absent("There is no file \(digest).")) { _ = try files.open(digest) }
            let end = try files.write(
                Array(bytes[offset..<offset + size]), at: Int64(offset), of: digest, owner: "a")
            offset += size
            #expect(end == Int64(offset))
            #expect(try files.begin(digest, size: Int64(bytes.count), owner: "a") == .partial(Int64(offset)))
        }
        #expect(!files.holds(digest, owner: "a"))
        try files.finish(digest, owner: "a")
        #expect(try read(digest, from: files) == bytes)
        #expect(files.holds(digest, owner: "a"))
        #expect(try listing("files") == [String(digest.hex.prefix(2)), "\(digest.hex.prefix(2))/\(digest)"])
        // An answer that was lost is asked for again.
        try files.finish(digest, owner: "a")
        #expect(try files.begin(digest, size: Int64(bytes.count), owner: "a") == .complete)
    }

    @Test("an empty file is a file")
    func empty() throws {
        try upload([], owner: "a", to: files)
        #expect(try read(digest([]), from: files) == [])
    }

    @Test("an upload goes on after a restart, at the length that is there")
    func resume() throws {
        let bytes = content(500_000)
        let digest = try digest(bytes)
        _ = try files.begin(digest, size: 500_000, owner: "a")
        _ = try files.write(Array(bytes[..<200_000]), at: 0, of: digest, owner: "a")
        let again = try FileStore(folder: folder.path, limits: limits)
        #expect(try again.begin(digest, size: 500_000, owner: "a") == .partial(200_000))
        _ = try again.write(Array(bytes[200_000...]), at: 200_000, of: digest, owner: "a")
        try again.finish(digest, owner: "a")
        #expect(try read(digest, from: again) == bytes)
    }

    @Test("a part that rotted between two runs is caught at the end")
    func rotted() throws {
        let bytes = content(5000)
        let digest = try digest(bytes)
        _ = try files.begin(digest, size: 5000, owner: "a")
        _ = try files.write(Array(bytes[..<4000]), at: 0, of: digest, owner: "a")
        let partial = try #require(try listing("incoming").last)
        let handle = try #require(FileHandle(forUpdatingAtPath: "\(folder.path)/incoming/\(partial)"))
        try handle.write(contentsOf: Data([0xee]))
        try handle.close()
        let again = try FileStore(folder: folder.path, limits: limits)
        _ = try again.write(Array(bytes[4000...]), at: 4000, of: digest, owner: "a")
        expectRefusal("send the file again") { try again.finish(digest, owner: "a") }
        #expect(try listing("files").filter { $0.contains("/") } == [])
        #expect(try again.begin(digest, size: 5000, owner: "a") == .partial(0))
    }

    @Test("bytes at any offset but the end are refused, and change nothing")
    func offsets() throws {
        let bytes = content(100)
        let digest = try digest(bytes)
        _ = try files.begin(digest, size: 100, owner: "a")
        _ = try files.write(Array(bytes[..<50]), at: 0, of: digest, owner: "a")
        for offset in [0, 49, 51, -1, .max] as [Int64] {
            expectRefusal("offset 50") { _ = try files.write([1], at: offset, of: digest, owner: "a") }
        }
        expectRefusal("longer") { _ = try files.write(content(51), at: 50, of: digest, owner: "a") }
        expectRefusal("50 of its 100") { try files.finish(digest, owner: "a") }
        _ = try files.write(Array(bytes[50...]), at: 50, of: digest, owner: "a")
        try files.finish(digest, owner: "a")
    }

    @Test("content with another digest is thrown away")
    func wrongContent() throws {
        let digest = try digest(content(10))
        _ = try files.begin(digest, size: 10, owner: "a")
        _ = try files.write(content(10, seed: 2), at: 0, of: digest, owner: "a")
        expectRefusal("send the file again") { try files.finish(digest, owner: "a") }
        #expect(throws: StorageError.self) { try files.finish(digest, owner: "a") }
        #expect(!files.holds(digest, owner: "a"))
        #expect(try listing("incoming").filter { $0.contains("/") } == [])
    }

    @Test(
        "only 64 lower-case hexadecimal digits name a file",
        arguments: [
            "", "..", "../../etc/passwd", String(repeating: "a", count: 63),
            String(repeating: "a", count: 65),
            String(repeating: "A", count: 64), String(repeating: "g", count: 64),
            "../" + String(repeating: "a", count: 61),
            String(repeating: "a", count: 63) + "/", String(repeating: "a", count: 63) + "\u{0}",
            String(repeating: "１", count: 64),
        ])
    func names(text: String) { expectRefusal("64 lower-case") { _ = try ContentDigest(text) } }

    @Test(
        "an owner cannot leave its folder, whatever it is called",
        arguments: ["", "..", "../../x", "a/b", "a\u{0}b", "桥"])
    func owners(owner: String) throws {
        try upload(content(10), owner: owner, to: files)
        #expect(try read(digest(content(10)), from: files) == content(10))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
                "files", "held", "incoming",
            ])
    }

    @Test("limits on size, number and bytes hold, for each owner and for all")
    func limited() throws {
        expectRefusal("at most") { _ = try files.begin(digest([0]), size: (1 << 22) + 1, owner: "a") }
        expectRefusal("at most") { _ = try files.begin(digest([0]), size: -1, owner: "a") }
        _ = try files.begin(digest([1]), size: 1 << 22, owner: "a")
        _ = try files.begin(digest([2]), size: 1 << 22, owner: "a")
        expectRefusal("would pass") { _ = try files.begin(digest([3]), size: 1, owner: "a") }
        _ = try files.begin(digest([3]), size: 0, owner: "a")
        expectRefusal("the most allowed") { _ = try files.begin(digest([4]), size: 0, owner: "a") }
        _ = try files.begin(digest([1]), size: 1, owner: "b")
        _ = try files.begin(digest([2]), size: 1, owner: "b")
        expectRefusal("at the moment") { _ = try files.begin(digest([1]), size: 1, owner: "c") }
        // One that was begun may be asked after at any time.
        #expect(try files.begin(digest([1]), size: 1 << 22, owner: "a") == .partial(0))
        _ = try files.write([2], at: 0, of: digest([2]), owner: "b")
        try files.finish(digest([2]), owner: "b")
        _ = try files.begin(digest([1]), size: 1, owner: "c")
    }

    @Test("an upload begun with another size starts over")
    func otherSize() throws {
        let digest = try digest(content(10))
        _ = try files.begin(digest, size: 11, owner: "a")
        _ = try files.write([1, 2, 3], at: 0, of: digest, owner: "a")
        #expect(try files.begin(digest, size: 10, owner: "a") == .partial(0))
        _ = try files.write(content(10), at: 0, of: digest, owner: "a")
        try files.finish(digest, owner: "a")
        #expect(try listing("incoming").filter { $0.contains("/") } == [])
    }

    @Test("two owners of one file learn nothing of each other, and neither spoils it for the other")
    func twoOwners() throws {
        let bytes = content(1000)
        let digest = try digest(bytes)
        _ = try files.begin(digest, size: 1000, owner: "a")
        _ = try files.write(Array(bytes[..<600]), at: 0, of: digest, owner: "a")
        #expect(try files.begin(digest, size: 1000, owner: "b") == .partial(0))
        _ = try files.write(content(1000, seed: 9), at: 0, of: digest, owner: "b")
        expectRefusal("send the file again") { try files.finish(digest, owner: "b") }
        _ = try files.write(Array(bytes[600...]), at: 600, of: digest, owner: "a")
        try files.finish(digest, owner: "a")
        // The file is whole now, and the other owner is still told nothing but what it has sent itself.
        #expect(!files.holds(digest, owner: "b"))
        #expect(throws: StorageError.self) { try files.finish(digest, owner: "b") }
        try upload(bytes, owner: "b", to: files)
        #expect(files.holds(digest, owner: "b"))
        #expect(try read(digest, from: files) == bytes)
    }

    @Test("many owners send one file at the same time, and each ends with the whole of it")
    func concurrent() throws {
        let folder = try TemporaryFolder()
        let files = try FileStore(folder: folder.path)
        let bytes = content(200_000)
        let digest = try digest(bytes)
        let faults = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 8) { worker in
            do {
                _ = try files.begin(digest, size: 200_000, owner: "\(worker)")
                for offset in stride(from: 0, to: 200_000, by: 10_000) {
                    _ = try files.write(
                        Array(bytes[offset..<offset + 10_000]), at: Int64(offset), of: digest,
                        owner: "\(worker)")
                }
                try files.finish(digest, owner: "\(worker)")
                if try read(digest, from: files) != bytes {
                    faults.withLock { $0.append("\(worker) read other bytes") }
                }
            } catch {
                faults.withLock { $0.append("\(error)") }
            }
        }
        #expect(faults.withLock { $0 } == [])
    }

    @Test("two connections of one owner take turns: each offset is written once")
    func sameOwner() throws {
        let bytes = content(100_000)
        let digest = try digest(bytes)
        _ = try files.begin(digest, size: 100_000, owner: "a")
        let written = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: 4) { _ in
            for offset in stride(from: 0, to: 100_000, by: 1000) {
                let done = try? files.write(
                    Array(bytes[offset..<offset + 1000]), at: Int64(offset), of: digest, owner: "a")
                if done != nil { written.withLock { $0 += 1 } }
            }
        }
        let length = try files.begin(digest, size: 100_000, owner: "a")
        #expect(length == .partial(Int64(written.withLock { $0 }) * 1000))
        if case .partial(let offset) = length {
            _ = try files.write(Array(bytes[Int(offset)...]), at: offset, of: digest, owner: "a")
        }
        try files.finish(digest, owner: "a")
    }

    @Test("stale partial files are removed by age, and their owner is told to begin again")
    func stale() throws {
        let digest = try digest(content(10))
        _ = try files.begin(digest, size: 10, owner: "a")
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        #expect(try files.removePartials(unchangedSince: now - 3_600_000) == 0)
        #expect(try files.removePartials(unchangedSince: now + 3_600_000) == 1)
        #expect(throws: StorageError.self) { _ = try files.write([1], at: 0, of: digest, owner: "a") }
        try upload(content(10), owner: "a", to: files)
    }

    @Test("a descriptor that was taken reads from the start and belongs to the taker")
    func descriptor() throws {
        try upload(content(10), owner: "a", to: files)
        let descriptor = try files.open(digest(content(10))).take()
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        #expect(try handle.readToEnd().map { Array($0) } == content(10))
    }

    @Test("a process killed while it sends files leaves each of them whole or absent", arguments: [15, 40])
    func killed(milliseconds: Int) async throws {
        let path = folder.path
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [path = path as String, milliseconds = milliseconds as Int] in
            let files = try FileStore(folder: path)
            Thread.detachNewThread {
                Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
                kill(getpid(), SIGKILL)
            }
            for number in 0... {
                let bytes = [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 50_000 + number)
                let digest = try ContentDigest(bytes: Digest.sha256(bytes))
                _ = try files.begin(digest, size: Int64(bytes.count), owner: "a")
                _ = try files.write(bytes, at: 0, of: digest, owner: "a")
                try files.finish(digest, owner: "a")
            }
        }
        let files = try FileStore(folder: path)
        for name in try listing("files") where name.contains("/") {
            let digest = try ContentDigest(String(name.split(separator: "/")[1]))
            #expect(try self.digest(read(digest, from: files)) == digest)
        }
        for name in try listing("held") where name.contains("/") {
            _ = try files.open(ContentDigest(String(name.split(separator: "/")[1])))
        }
    }
}
