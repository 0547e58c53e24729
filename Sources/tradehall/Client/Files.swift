internal import Foundation
internal import Procurement

/// Files named on the command line: read with a bound, written whole or not at all.
enum Files {
    /// The longest document that a verb holds in memory, in bytes. Bids are streamed and have no part in this.
    static let limit = 4 << 20

    /// The bytes of a file, or of standard input for `-`.
    static func read(_ path: String, limit: Int = limit) throws(Failure) -> [UInt8] {
        do {
            let handle = try open(path)
            defer { if path != "-" { try? handle.close() } }
            var bytes: [UInt8] = []
            while let part = try handle.read(upToCount: 1 << 16), !part.isEmpty {
                bytes += part
                guard bytes.count <= limit else { throw tooLong(path, limit) }
            }
            return bytes
        } catch let failure as Failure {
            throw failure
        } catch {
            throw unreadable(path, error)
        }
    }

    /// A secret's file: its first line, without the line break.
    static func password(_ path: String) throws(Failure) -> [UInt8] {
        let bytes = try read(path, limit: 4096)
        return Array(bytes.prefix { $0 != 0x0A && $0 != 0x0D })
    }

    /// Writes a file through another one that takes its name when it is whole.
    /// - Parameter secret: readable by its owner alone.
    static func write(_ bytes: [UInt8], to path: String, secret: Bool = false) throws(Failure) {
        // A device or a folder is not replaced by a file of its name.
        if FileManager.default.fileExists(atPath: path) { _ = try size(path) }
        let partial = "\(path).partial"
        let made = FileManager.default.createFile(
            atPath: partial, contents: Data(bytes), attributes: secret ? [.posixPermissions: 0o600] : nil)
        guard made, unsafe rename(partial, path) == 0 else {
            try? FileManager.default.removeItem(atPath: partial)
            throw unwritable(path)
        }
    }

    /// The size of a regular file in bytes.
    static func size(_ path: String) throws(Failure) -> Int64 {
        do {
            let attributes = try FileManager.default.attributesOfItem(
                atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
            guard attributes[.type] as? FileAttributeType == .typeRegular,
                let size = attributes[.size] as? NSNumber
            else {
                throw Failure("FILE_IRREGULAR", zh: "“\(path)”不是普通文件。", en: "\"\(path)\" is no regular file.")
            }
            return size.int64Value
        } catch let failure as Failure {
            throw failure
        } catch {
            throw unreadable(path, error)
        }
    }

    private static func open(_ path: String) throws -> FileHandle {
        path == "-" ? .standardInput : try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    }

    static func unreadable(_ path: String, _ error: any Error) -> Failure {
        let isThere = FileManager.default.fileExists(atPath: path)
        return Failure(
            "FILE_UNREADABLE",
            zh: isThere ? "无法读取“\(path)”，请检查权限。" : "没有文件“\(path)”，请检查路径。",
            en: isThere
                ? "\"\(path)\" cannot be read; look at its permissions."
                : "There is no file \"\(path)\"; check the path.")
    }

    static func unwritable(_ path: String) -> Failure {
        Failure(
            "FILE_UNWRITABLE", zh: "无法写入“\(path)”，请检查文件夹、权限和磁盘空间。",
            en:
                "\"\(path)\" cannot be written; look at the folder, its permissions and the space on the disk."
        )
    }

    private static func tooLong(_ path: String, _ limit: Int) -> Failure {
        Failure(
            "FILE_TOO_LONG", zh: "“\(path)”超过\(limit)字节。", en: "\"\(path)\" is longer than \(limit) bytes.")
    }
}

extension Call {
    /// Puts the result into the file of `--out`, or on standard output.
    func deliver(_ bytes: [UInt8]) throws(Failure) {
        if let path = value(.out), path != "-" {
            try Files.write(bytes, to: path)
        } else {
            console.write(bytes)
        }
    }
}

extension Files {
    static func move(_ path: String, to other: String) throws(Failure) {
        guard unsafe rename(path, other) == 0 else { throw unwritable(other) }
    }

    static func remove(_ path: String) { _ = unsafe unlink(path) }

    static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    /// The first bytes of a file.
    static func head(_ path: String, _ count: Int) throws(Failure) -> [UInt8] {
        do {
            let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            defer { try? handle.close() }
            return Array(try handle.read(upToCount: count) ?? Data())
        } catch {
            throw unreadable(path, error)
        }
    }
}
