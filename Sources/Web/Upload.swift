internal import HTTPServer
internal import OpenSSL
internal import Platform
internal import Procurement
internal import Storage
internal import StrictJSON

/// A file on its way in: written to disk as it comes, whole only when its digest is right.
final class Upload: UploadSink, @unchecked Sendable {
    // One call at a time, in order: the server's promise. So nothing here needs a lock.
    private let service: Service
    private let digest: Procurement.Digest
    private var writing: FileStore.Upload?
    private var total: Int64 = 0
    private var offset: Int64 = 0

    init(_ service: Service, _ digest: Procurement.Digest) {
        self.service = service
        self.digest = digest
    }

    func begin(_ request: Request) -> Response? {
        do throws(Problem) {
            let session = try service.session(request)
            guard case .bytes(let length) = request.body, length <= UInt64(Int64.max) else {
                throw Problem(
                    .malformed, "LENGTH_REQUIRED", zh: "上传文件应当给出Content-Length。",
                    en: "A file is sent with its Content-Length.")
            }
            let start = try Self.number(request, "upload-offset") ?? 0
            let (end, overflow) = start.addingReportingOverflow(Int64(length))
            total = try Self.number(request, "upload-length") ?? (overflow ? .max : end)
            guard !overflow, total <= Hall.largestFile else {
                throw Problem(
                    .tooLarge, "FILE_TOO_LARGE", zh: "文件超过\(Hall.largestFile)字节的上限，没有接收。",
                    en: "The file is larger than the limit of \(Hall.largestFile) bytes; nothing was taken.",
                    found: "\(overflow ? Int64.max : max(total, end))", demanded: "<= \(Hall.largestFile)")
            }
            guard end <= total else {
                throw Problem(
                    .malformed, "UPLOAD_BEYOND_END", zh: "这一段超出了所声明的文件长度。",
                    en: "The part reaches beyond the announced length of the file.")
            }
            offset = start
            writing = try service.hall.beginUpload(digest, size: total, from: start, by: session.party)
            return nil
        } catch {
            return Answer.problem(error)
        }
    }

    func receive(_ bytes: [UInt8]) -> Response? {
        guard let writing else { return Answer.unmatched(.notFound) }
        do {
            try writing.write(bytes)
            offset += Int64(bytes.count)
            return nil
        } catch {
            writing.abandon()
            return Answer.problem(Problem(upload: error))
        }
    }

    func finish() -> Response {
        guard let writing else { return Answer.unmatched(.notFound) }
        do {
            guard offset >= total else {
                try writing.pause()
                return Answer.json(202, ["received": .integer(offset)])
            }
            try writing.finish()
            return Answer.json(201, ["sha256": .string(digest.hex), "size": .integer(total)])
        } catch {
            return Answer.problem(Problem(upload: error))
        }
    }

    /// What has come stays for a later resumption.
    func abandon() {
        try? writing?.pause()
    }

    private static func number(_ request: Request, _ header: String) throws(Problem) -> Int64? {
        guard let text = request.headers[header] else { return nil }
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int64(text) else {
            throw Problem(
                .malformed, "HEADER_INVALID", zh: "请求头\(header)应当是非负整数。",
                en: "The header \(header) must be a whole number.")
        }
        return value
    }
}
