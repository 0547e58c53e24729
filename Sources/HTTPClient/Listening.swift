internal import CCurl

extension Client {
    /// Gets `url` and hands the body of a 2xx answer on as it comes, for as long as it comes: for answers without
    /// end. Any other answer is returned with its body.
    ///
    /// `each` is called on this thread with the next bytes, cut anywhere; false gives up, and the connection is
    /// closed. Throws ``ClientError`` when there is no answer, when the body breaks off before its end, and when
    /// nothing has come for ``Options/stalledSeconds``.
    package func listen(
        _ url: String, headers: [(String, String)] = [], each: @escaping (_ bytes: [UInt8]) -> Bool
    ) throws(ClientError) -> Reply {
        let transfer = Transfer(limit: options.responseBytes)
        transfer.listener = each
        let request = try prepare("GET", url, headers, transfer)
        set(CURLOPT_LOW_SPEED_LIMIT, 1)
        set(CURLOPT_LOW_SPEED_TIME, options.stalledSeconds)
        return try perform(request, transfer)
    }
}
