internal import CCurl
internal import Glibc

/// What comes and goes during one request. libcurl calls it through the functions below, on the thread that
/// performs the request.
final class Transfer {
    private(set) var headers: [Reply.Header] = []
    private(set) var body: [UInt8] = []
    /// Why a callback stopped the request.
    private(set) var fault: ClientError?
    private let limit: Int
    private var headerBytes = 0
    private var status = 0
    /// Where the body of a 2xx answer goes, in place of memory.
    var destination: PartialFile?
    /// Takes the body of a 2xx answer as it comes; false has had enough.
    var listener: ((_ bytes: [UInt8]) -> Bool)?
    /// The listener has had enough.
    private(set) var isEnough = false
    var source: UploadFile?
    /// Told how many bytes of the file have moved, and of how many; false stops the request.
    var progress: ((_ moved: UInt64, _ total: UInt64) -> Bool)?

    /// Bytes of response headers.
    private static let headerLimit = 64 << 10

    init(limit: Int) { self.limit = limit }

    fileprivate func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
        if 200..<300 ~= status, let destination {
            fault = unsafe destination.write(bytes)
            return fault == nil
        }
        if 200..<300 ~= status, let listener {
            isEnough = !listener(unsafe Array(bytes))
            return !isEnough
        }
        guard bytes.count <= limit - body.count else {
            fault = ClientError(
                .tooLarge, "the answer is larger than \(limit) bytes; it was not read further")
            return false
        }
        unsafe body.append(contentsOf: bytes)
        return true
    }

    /// One header line. A status line starts over, because `100 Continue` comes before the answer.
    fileprivate func receive(headerLine line: UnsafeRawBufferPointer) -> Bool {
        headerBytes += line.count
        guard headerBytes <= Self.headerLimit else {
            fault = ClientError(.tooLarge, "the answer has more than \(Self.headerLimit) bytes of headers")
            return false
        }
        let text = unsafe String(decoding: line, as: UTF8.self)
        if text.hasPrefix("HTTP/") {
            headers = []
            let words = text.split(whereSeparator: \.isWhitespace)
            status = words.count > 1 ? Int(words[1]) ?? 0 : 0
        } else if let colon = text.firstIndex(of: ":") {
            headers.append(
                Reply.Header(
                    name: String(text[..<colon]), value: Self.trimmed(text[text.index(after: colon)...])))
        }
        return true
    }

    private static func trimmed(_ text: Substring) -> String {
        let start = text.drop(while: \.isWhitespace)
        let end = start.lastIndex { !$0.isWhitespace }
        return end.map { String(start[...$0]) } ?? ""
    }

    fileprivate func give(to buffer: UnsafeMutableRawBufferPointer) -> Int? {
        guard let source else { return 0 }
        switch unsafe source.read(into: buffer) {
        case .success(let count): return count
        case .failure(let error):
            fault = error
            return nil
        }
    }

    fileprivate func report(downloaded: Int64, of downloadTotal: Int64, uploaded: Int64) -> Bool {
        guard let progress else { return true }
        if let source { return progress(UInt64(clamping: uploaded), source.count) }
        return progress(UInt64(clamping: downloaded), UInt64(clamping: downloadTotal))
    }
}

private func transfer(_ context: UnsafeMutableRawPointer?) -> Transfer? {
    guard let context = unsafe context else { return nil }
    return unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
}

func receiveBody(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    let buffer = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
    // Any number but the whole length tells libcurl to stop; for an empty piece that is one.
    return unsafe transfer(context)?.receive(buffer) ?? false ? buffer.count : buffer.count == 0 ? 1 : 0
}

func receiveHeader(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    let buffer = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
    return unsafe transfer(context)?.receive(headerLine: buffer) ?? false ? buffer.count : 0
}

func giveBody(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    let buffer = unsafe UnsafeMutableRawBufferPointer(start: bytes, count: size * count)
    return unsafe transfer(context)?.give(to: buffer) ?? Int(CURL_READFUNC_ABORT)
}

/// libcurl goes back when it must send a body again on a new connection.
func seekBody(_ context: UnsafeMutableRawPointer?, _ offset: curl_off_t, _ origin: Int32) -> Int32 {
    guard origin == SEEK_SET, let source = unsafe transfer(context)?.source else { return CURL_SEEKFUNC_FAIL }
    source.sent = UInt64(clamping: offset)
    return CURL_SEEKFUNC_OK
}

func reportProgress(
    _ context: UnsafeMutableRawPointer?, _ downloadTotal: curl_off_t, _ downloaded: curl_off_t,
    _ uploadTotal: curl_off_t, _ uploaded: curl_off_t
) -> Int32 {
    let goOn = unsafe transfer(context)?.report(
        downloaded: Int64(downloaded), of: Int64(downloadTotal), uploaded: Int64(uploaded))
    return goOn ?? false ? 0 : 1
}
