internal import CCurl

/// What must live until a request is over: the header list and the buffer for libcurl's explanation.
@safe final class Prepared {
    /// `http://127.0.0.1:8080`, for error sentences: never the path, a query or a password.
    let server: String
    fileprivate var list: UnsafeMutablePointer<curl_slist>?
    fileprivate let explanation: UnsafeMutablePointer<CChar>

    fileprivate init(server: String) {
        self.server = server
        unsafe explanation = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe explanation.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        unsafe curl_slist_free_all(list)
        unsafe explanation.deallocate()
    }

    /// What libcurl says went wrong.
    var detail: String { unsafe String(cString: explanation) }

    fileprivate func append(_ line: String) throws(ClientError) {
        guard let longer = unsafe curl_slist_append(list, line) else {
            throw ClientError(.library, "could not send the request: out of memory")
        }
        unsafe list = longer
    }
}

extension Client {
    /// Forgets the options of the last request, not its connection, and sets those that all requests share.
    func prepare(
        _ method: String, _ url: String, _ headers: [(String, String)], _ transfer: Transfer
    ) throws(ClientError) -> Prepared {
        unsafe curl_easy_reset(handle)
        let address = try Address(url)
        let prepared = Prepared(server: address.server)
        for (name, value) in headers {
            // An empty value is written with a semicolon; a colon would take the header away.
            guard Self.isSafe(name), Self.isSafe(value), !name.isEmpty else {
                throw ClientError(.request, "could not send the request: a header has a forbidden character")
            }
            try prepared.append(value.isEmpty ? "\(name);" : "\(name): \(value)")
        }
        // libcurl would say that the body is a form.
        if !headers.contains(where: { $0.0.lowercased() == "content-type" }) {
            try prepared.append("Content-Type:")
        }
        set(CURLOPT_URL, url)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_CONNECTTIMEOUT_MS, options.connectMilliseconds)
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        if let authorities = options.authorities { set(CURLOPT_CAINFO, authorities) }
        if address.isLoopback { set(CURLOPT_PROXY, "") }
        unsafe house_curl_set_pointer(handle, CURLOPT_HTTPHEADER, prepared.list)
        unsafe house_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, prepared.explanation)
        let context = unsafe Unmanaged.passUnretained(transfer).toOpaque()
        unsafe house_curl_set_transfer(handle, CURLOPT_WRITEFUNCTION, receiveBody)
        unsafe house_curl_set_pointer(handle, CURLOPT_WRITEDATA, context)
        unsafe house_curl_set_transfer(handle, CURLOPT_HEADERFUNCTION, receiveHeader)
        unsafe house_curl_set_pointer(handle, CURLOPT_HEADERDATA, context)
        return prepared
    }

    /// Lets a transfer take as long as it moves, and tells `transfer` how far it is.
    func prepareForLength(_ transfer: Transfer) {
        set(CURLOPT_LOW_SPEED_LIMIT, 1)
        set(CURLOPT_LOW_SPEED_TIME, options.stalledSeconds)
        set(CURLOPT_NOPROGRESS, 0)
        unsafe house_curl_set_progress(handle, reportProgress)
        unsafe house_curl_set_pointer(
            handle, CURLOPT_XFERINFODATA, Unmanaged.passUnretained(transfer).toOpaque())
    }

    private static func isSafe(_ text: String) -> Bool { text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } }

    func set(_ option: CURLoption, _ value: Int) { unsafe house_curl_set_long(handle, option, value) }

    func set(_ option: CURLoption, _ value: String) { unsafe house_curl_set_string(handle, option, value) }

    func set(size option: CURLoption, _ value: UInt64) {
        unsafe house_curl_set_size(handle, option, curl_off_t(clamping: value))
    }
}

/// Where a URL leads.
struct Address {
    let server: String
    let isLoopback: Bool

    /// Throws when `url` is not an http or https URL.
    init(_ url: String) throws(ClientError) {
        guard let parsed = unsafe curl_url() else {
            throw ClientError(.library, "could not send the request: out of memory")
        }
        defer { unsafe curl_url_cleanup(parsed) }
        guard unsafe curl_url_set(parsed, CURLUPART_URL, url, 0) == CURLUE_OK,
            let scheme = unsafe Self.part(parsed, CURLUPART_SCHEME), ["http", "https"].contains(scheme),
            let host = unsafe Self.part(parsed, CURLUPART_HOST)
        else {
            throw ClientError(.request, "could not send the request: its address is not an http or https URL")
        }
        let port = unsafe Self.part(parsed, CURLUPART_PORT).map { ":\($0)" } ?? ""
        server = "\(scheme)://\(host)\(port)"
        isLoopback = host == "localhost" || host == "[::1]" || host.hasPrefix("127.")
    }

    private static func part(_ url: OpaquePointer, _ part: CURLUPart) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard unsafe curl_url_get(url, part, &text, 0) == CURLUE_OK, let text = unsafe text else {
            return nil
        }
        defer { unsafe curl_free(text) }
        return unsafe String(cString: text)
    }
}
