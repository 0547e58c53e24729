internal import CCurl
internal import Glibc

extension Client {
    /// Sends a file from `offset` to its end as the body, in constant memory. A body above 1 MiB waits for
    /// `100 Continue` for a second, so that a server can refuse it unsent.
    ///
    /// `progress` is told how many bytes of the rest have been sent, and of how many; false gives up. Throws as
    /// ``send(_:_:headers:body:)`` does, and when the file cannot be read or `offset` is past its end.
    package func upload(
        _ method: String = "PUT", _ url: String, headers: [(String, String)] = [], file path: String,
        from offset: UInt64 = 0, progress: ((_ sent: UInt64, _ total: UInt64) -> Bool)? = nil
    ) throws(ClientError) -> Reply {
        let source = try UploadFile(path: path, offset: offset)
        let transfer = Transfer(limit: options.responseBytes)
        transfer.source = source
        transfer.progress = progress
        let request = try prepare(method, url, headers, transfer)
        prepareForLength(transfer)
        set(CURLOPT_UPLOAD, 1)
        set(CURLOPT_CUSTOMREQUEST, method)
        set(CURLOPT_UPLOAD_BUFFERSIZE, 256 << 10)
        set(size: CURLOPT_INFILESIZE_LARGE, source.count)
        unsafe house_curl_set_transfer(handle, CURLOPT_READFUNCTION, giveBody)
        unsafe house_curl_set_seek(handle, seekBody)
        let context = unsafe Unmanaged.passUnretained(transfer).toOpaque()
        unsafe house_curl_set_pointer(handle, CURLOPT_READDATA, context)
        unsafe house_curl_set_pointer(handle, CURLOPT_SEEKDATA, context)
        return try perform(request, transfer)
    }

    /// Gets `url` and writes the body of a 2xx answer to `path`, in constant memory. The file appears whole or
    /// not at all: it is written beside `path`, flushed to the disk, then renamed over it. Any other answer is
    /// returned with its body and no file is touched.
    ///
    /// `progress` is told how many bytes have come, and of how many (zero while unknown); false gives up.
    package func download(
        _ url: String, headers: [(String, String)] = [], to path: String,
        progress: ((_ received: UInt64, _ total: UInt64) -> Bool)? = nil
    ) throws(ClientError) -> Reply {
        let file = try PartialFile(path: path)
        let transfer = Transfer(limit: options.responseBytes)
        transfer.destination = file
        transfer.progress = progress
        let request = try prepare("GET", url, headers, transfer)
        prepareForLength(transfer)
        set(CURLOPT_BUFFERSIZE, 256 << 10)
        let reply = try perform(request, transfer)
        if 200..<300 ~= reply.status { try file.finish() }
        return reply
    }
}

/// A file that is being sent.
final class UploadFile {
    let count: UInt64
    var sent: UInt64 = 0
    private let offset: UInt64
    private let path: String
    private let descriptor: Int32

    init(path: String, offset: UInt64) throws(ClientError) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ClientError.file("could not open \(path)", errno) }
        let end = lseek(descriptor, 0, SEEK_END)
        guard end >= 0, offset <= UInt64(end) else {
            close(descriptor)
            throw ClientError(.file, "could not send \(path) from byte \(offset): the file ends before that")
        }
        count = UInt64(end) - offset
        self.offset = offset
        self.path = path
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// The next bytes; zero at the end, and never more than the size that was announced.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Result<Int, ClientError> {
        let wanted = Int(min(UInt64(buffer.count), count - min(sent, count)))
        let got = unsafe pread(descriptor, buffer.baseAddress, wanted, off_t(offset + sent))
        guard got >= 0 else { return .failure(.file("could not read \(path)", errno)) }
        guard got > 0 || wanted == 0 else {
            return .failure(ClientError(.file, "could not read \(path): it became shorter while it was sent"))
        }
        sent += UInt64(got)
        return .success(got)
    }
}

/// A file that is being received under a name of its own, until it is whole.
final class PartialFile {
    private let path: String
    private let partial: String
    private let descriptor: Int32
    private var isFinished = false

    init(path: String) throws(ClientError) {
        partial = "\(path).partial-\(String(UInt64.random(in: .min ... .max), radix: 36))"
        descriptor = unsafe open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw ClientError.file("could not write beside \(path)", errno) }
        self.path = path
    }

    deinit {
        close(descriptor)
        if !isFinished { unsafe unlink(partial) }
    }

    func write(_ bytes: UnsafeRawBufferPointer) -> ClientError? {
        var rest = unsafe bytes
        while let start = rest.baseAddress, unsafe !rest.isEmpty {
            let count = unsafe Glibc.write(descriptor, start, rest.count)
            if count < 0 {
                if errno == EINTR { continue }
                return ClientError.file("could not write \(path)", errno)
            }
            unsafe rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
        }
        return nil
    }

    /// Gives the file its name, once its bytes are on the disk.
    func finish() throws(ClientError) {
        guard fdatasync(descriptor) == 0, unsafe rename(partial, path) == 0 else {
            throw ClientError.file("could not write \(path)", errno)
        }
        isFinished = true
    }
}
