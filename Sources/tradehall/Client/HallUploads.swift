internal import Foundation
internal import HTTPClient
internal import OpenSSL
internal import Procurement
internal import StrictJSON

extension Hall {
    /// Hands a file over under its digest, and goes on where an interrupted upload stopped. In constant memory.
    /// - Returns: SHA-256 in hexadecimal and the size in bytes.
    func upload(_ path: String, _ console: Console) throws(Failure) -> (sha256: String, size: Int64) {
        let size = try Files.size(path)
        let digest = try Self.digest(of: path, size: size, console)
        let progress = Progress(console, zh: "上传\(path)", en: "Uploading \(path)", unit: .bytes)
        var (offset, fruitless): (Int64, Int) = (try received(digest), 0)
        while true {
            var broken: Failure?
            do throws(Failure) {
                if try part(path, digest, from: offset, size: size, progress) { return (digest, size) }
            } catch {
                guard error.exit == .unreachable, fruitless < 3 else { throw error }
                broken = error
                Thread.sleep(forTimeInterval: Double(fruitless + 1))
            }
            let now = try received(digest)
            fruitless = now > offset ? 0 : fruitless + 1
            guard fruitless <= 3 else { throw broken ?? strange("/files/\(digest)") }
            offset = now
        }
    }

    /// Whether the file is whole now.
    private func part(
        _ path: String, _ digest: String, from offset: Int64, size: Int64, _ progress: Progress
    ) throws(Failure) -> Bool {
        let headers = [
            ("Content-Type", "application/octet-stream"), ("Upload-Length", "\(size)"),
            ("Upload-Offset", "\(offset)"),
        ]
        let reply: Reply
        do throws(ClientError) {
            reply = try client.upload(
                "PUT", "\(address)/files/\(digest)", headers: authorization + headers, file: path,
                from: UInt64(offset)
            ) { sent, _ in
                progress.advance(to: offset + Int64(sent), of: size)
                return true
            }
        } catch {
            throw Failure(error)
        }
        return try expect(200...202, reply).status != 202
    }

    /// How much of a file the hall has.
    private func received(_ digest: String) throws(Failure) -> Int64 {
        let reply = try send("GET", "/uploads/\(digest)")
        if reply.status == 404 { return 0 }
        guard case .integer(let count)? = try json(try expect(200, reply), "/uploads")["received"] else {
            throw strange("/uploads/\(digest)")
        }
        return count
    }

    /// SHA-256 of a file of any size.
    static func digest(of path: String, size: Int64, _ console: Console) throws(Failure) -> String {
        let progress = Progress(console, zh: "计算摘要\(path)", en: "Hashing \(path)", unit: .bytes)
        do {
            let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            defer { try? handle.close() }
            let digest = try RunningDigest()
            var done: Int64 = 0
            while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
                digest.update(Array(piece))
                done += Int64(piece.count)
                progress.advance(to: done, of: size)
            }
            guard done == size else {
                throw Failure(
                    "FILE_CHANGED", zh: "“\(path)”在读取时变化了，请重试。",
                    en: "\"\(path)\" changed while it was read; try again.")
            }
            return try digest.value().hex
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Files.unreadable(path, error)
        }
    }
}
