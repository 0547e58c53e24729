internal import CMicroHTTPD
internal import Glibc

/// An answer while the client still sends.
extension Exchange {
    /// libmicrohttpd has no call for this, so the answer goes straight to the socket, on which nothing else has
    /// been written for this request. Then a bounded part of the body is read and thrown away, because closing
    /// at once would reset the connection and the client could lose the answer. Only bytes can be sent so; a
    /// file or stream is left out.
    func answerEarly(_ response: Response) -> Outcome {
        let writable = response.madeWritable()
        writable.closeStream()
        let message = Self.message(writable)
        let sent = unsafe message.withUnsafeBytes { buffer in
            unsafe send(
                house_mhd_socket(connection), buffer.baseAddress, buffer.count,
                Int32(MSG_DONTWAIT | MSG_NOSIGNAL))
        }
        guard sent == message.count else { return .close }
        phase = .lingering(left: core.configuration.lingerBytes)
        return .consumed
    }

    private static func message(_ response: Response) -> [UInt8] {
        let reason = unsafe String(cString: MHD_get_reason_phrase_for(UInt32(response.status)))
        var body: [UInt8] = []
        if case .bytes(let bytes) = response.body { body = bytes }
        var head = "HTTP/1.1 \(response.status) \(reason)\r\nDate: \(date())\r\n"
        for (name, value) in response.headers { head += "\(name): \(value)\r\n" }
        head += "Content-Length: \(body.count)\r\nConnection: close\r\n\r\n"
        return Array(head.utf8) + body
    }

    /// Now, as HTTP writes it (RFC 9110, 5.6.7). The names are English whatever the language of the system,
    /// because nothing in this process calls `setlocale`.
    private static func date() -> String {
        var now = time(nil)
        var fields = unsafe tm()
        unsafe gmtime_r(&now, &fields)
        var text = [CChar](repeating: 0, count: 40)
        let count = unsafe strftime(&text, text.count, "%a, %d %b %Y %H:%M:%S GMT", &fields)
        return String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
