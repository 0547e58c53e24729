internal import CCurl
internal import Glibc

/// An HTTP client that keeps its connections open between requests. One thread at a time uses it; a program
/// with many threads makes one for each. Only http and https; redirects are told, not followed; certificates
/// are verified. See docs/decisions/0003-libcurl-for-clients.md.
@safe package final class Client {
    /// Bounds and trust of a client.
    package struct Options: Sendable {
        /// Until the connection stands, TLS included.
        package var connectMilliseconds = 5_000
        /// For a whole ``Client/send(_:_:headers:body:)``; uploads and downloads may take longer.
        package var totalMilliseconds = 60_000
        /// An upload or download that moves nothing for so long is given up.
        package var stalledSeconds = 30
        /// The largest response body that is kept in memory.
        package var responseBytes = 16 << 20
        /// A PEM file of the authorities to trust, in place of those of the system.
        package var authorities: String?

        package init() {}
    }

    let handle: UnsafeMutableRawPointer
    let options: Options

    /// Throws when libcurl cannot start, which means that memory is short.
    package init(_ options: Options = Options()) throws(ClientError) {
        guard libraryIsReady, let handle = unsafe curl_easy_init() else {
            throw ClientError(.library, "could not start the HTTP client: libcurl did not start")
        }
        unsafe self.handle = handle
        self.options = options
    }

    deinit { unsafe curl_easy_cleanup(handle) }

    /// Sends `body` (empty is none) and returns the whole answer, whatever its status.
    ///
    /// Throws ``ClientError`` when there is no answer, when it is larger than ``Options/responseBytes``, or when
    /// it takes longer than ``Options/totalMilliseconds``. The request may have been carried out all the same.
    package func send(
        _ method: String, _ url: String, headers: [(String, String)] = [], body: [UInt8] = []
    ) throws(ClientError) -> Reply {
        let transfer = Transfer(limit: options.responseBytes)
        let request = try prepare(method, url, headers, transfer)
        set(CURLOPT_TIMEOUT_MS, options.totalMilliseconds)
        if method == "HEAD" {
            set(CURLOPT_NOBODY, 1)
        } else if method != "GET" || !body.isEmpty {
            set(CURLOPT_POST, 1)
            set(size: CURLOPT_POSTFIELDSIZE_LARGE, UInt64(body.count))
            set(CURLOPT_CUSTOMREQUEST, method)
        }
        let result = unsafe body.withUnsafeBytes { bytes in
            // libcurl reads the body in place, until `perform` has returned.
            if method != "HEAD", unsafe method != "GET" || !bytes.isEmpty {
                let start = unsafe UnsafeMutableRawPointer(mutating: bytes.baseAddress)
                unsafe house_curl_set_pointer(handle, CURLOPT_POSTFIELDS, start ?? emptyBody)
            }
            return Result { () throws(ClientError) in try perform(request, transfer) }
        }
        return try result.get()
    }

    /// Performs what is prepared and turns the result into a reply or one sentence.
    func perform(_ request: Prepared, _ transfer: Transfer) throws(ClientError) -> Reply {
        let code = withExtendedLifetime((request, transfer)) { unsafe curl_easy_perform(handle) }
        if let fault = transfer.fault { throw fault }
        guard code == CURLE_OK || transfer.isEnough else {
            let system = Int32(unsafe house_curl_get_long(handle, CURLINFO_OS_ERRNO))
            throw ClientError(code, system, server: request.server, detail: request.detail, options)
        }
        let status = unsafe house_curl_get_long(handle, CURLINFO_RESPONSE_CODE)
        return Reply(status: status, headers: transfer.headers, body: transfer.body)
    }
}

/// The answer of a server.
package struct Reply: Equatable, Sendable {
    package let status: Int
    package let headers: [Header]
    package let body: [UInt8]

    package struct Header: Equatable, Sendable {
        package let name: String
        package let value: String
    }

    /// The value of the first header field of this name; case does not matter.
    package func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.name.lowercased() == wanted }?.value
    }

    /// The body as text, with replacement characters for what is not UTF-8.
    package var text: String { String(decoding: body, as: UTF8.self) }
}

/// libcurl's own start, which must happen once and before any handle is made.
private let libraryIsReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

/// What an empty body points at: for libcurl, no pointer would mean that it should ask for the body.
nonisolated(unsafe) private let emptyBody = UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 1)
