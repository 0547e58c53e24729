internal import HTTPServer
internal import Platform
internal import Procurement
internal import StrictJSON

/// A file on its way in: written to disk as it comes, whole only when its digest is right. What came of a
/// broken upload stays, and the next one goes on from there.
final class Upload: UploadSink, @unchecked Sendable {
    // One call at a time, in order: the server's promise. So nothing here needs a lock.
    private let service: Service
    private let digest: Digest
    private var party = PartyID("")
    private var total: Int64 = 0
    private var offset: Int64 = 0
    /// The file is there already: what comes is only read.
    private var isComplete = false

    init(_ service: Service, _ digest: Digest) {
        self.service = service
        self.digest = digest
    }

    func begin(_ request: Request) -> Response? {
        do throws(Problem) {
            party = try service.session(request).party
            let length = try Self.length(request.body)
            offset = try Self.number(request, "upload-offset") ?? 0
            let (end, overflow) = offset.addingReportingOverflow(length)
            total = try Self.number(request, "upload-length") ?? (overflow ? .max : end)
            guard !overflow, total <= Hall.largestFile else {
                throw Problem(
                    .tooLarge, "FILE_TOO_LARGE", zh: "文件超过\(Hall.largestFile)字节的上限，没有接收任何内容。",
                    en:
                        "The file is larger than the limit of \(Hall.largestFile) bytes; nothing of it was taken.",
                    found: "\(total)", demanded: "<= \(Hall.largestFile)")
            }
            guard end <= total else {
                throw Problem(
                    .malformed, "UPLOAD_BEYOND_END", zh: "这一段超出了所声明的文件长度。",
                    en: "The part reaches beyond the announced length of the file.")
            }
            guard let received = try service.hall.beginUpload(digest, size: total, by: party) else {
                isComplete = true
                return nil
            }
            guard offset <= received else {
                throw Problem(
                    .conflict, "UPLOAD_GAP", zh: "平台只收到\(received)字节，请从那里继续上传。",
                    en: "The hall has \(received) bytes of the file; go on from there.", found: "\(offset)",
                    demanded: "\(received)")
            }
            skip = received - offset
            return nil
        } catch {
            return Answer.problem(error)
        }
    }

    /// Bytes that come again although they are there: a client that did not ask where to go on.
    private var skip: Int64 = 0

    func receive(_ bytes: [UInt8]) -> Response? {
        guard !isComplete else { return nil }
        let again = Int(min(skip, Int64(bytes.count)))
        skip -= Int64(again)
        offset += Int64(again)
        guard again < bytes.count else { return nil }
        let fresh = again == 0 ? bytes : Array(bytes.dropFirst(again))
        do throws(Problem) {
            try service.hall.write(fresh, at: offset, of: digest, by: party)
            offset += Int64(fresh.count)
            return nil
        } catch {
            return Answer.problem(error)
        }
    }

    func finish() -> Response {
        do throws(Problem) {
            if !isComplete {
                guard offset >= total else { return Answer.json(["received": .integer(offset)], status: 202) }
                try service.hall.finishUpload(digest, by: party)
            }
            return Answer.json(["sha256": .string(digest.hex), "size": .integer(total)], status: 201)
        } catch {
            return Answer.problem(error)
        }
    }

    func abandon() {}

    private static func length(_ body: Request.AnnouncedBody) throws(Problem) -> Int64 {
        switch body {
        case .none: return 0
        case .bytes(let count): return Int64(clamping: count)
        case .unknown:
            throw Problem(
                .malformed, "LENGTH_REQUIRED", zh: "上传文件应当给出Content-Length。",
                en: "A file is sent with its Content-Length.")
        }
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
