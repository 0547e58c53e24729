internal import CMicroHTTPD
internal import Synchronization

/// What happens on the event thread when the head of a request is complete.
extension Exchange {
    /// The first call for a request: reads the head, asks the handler, and decides what becomes of the body.
    func open(method: String, isVersion10: Bool) -> Outcome {
        isCounted = true
        started = .now
        core.active.add(1, ordering: .relaxed)
        let request: Request
        do {
            request = try readHead(method: method, isVersion10: isVersion10)
        } catch {
            // Where this request ends is not certain, so nothing after it can be trusted: answer and close.
            return queue(core.configuration.refuse(error.refusal))
        }
        self.request = request
        if core.stopping.load(ordering: .relaxed) { return settle(core.configuration.refuse(.stopping)) }
        switch core.handler.accept(request) {
        case .answer(let response):
            return settle(response)
        case .gather(let limit, let work):
            return gather(request.body, limit, .answer(work))
        case .gatherThenDefer(let limit, let work):
            return gather(request.body, limit, .defer(work))
        case .stream(let sink):
            phase = .uploading(Upload(sink))
            return handOver(evenIfFull: false) ? .untouched : settle(core.configuration.refuse(.busy))
        }
    }

    private func gather(
        _ announced: Request.AnnouncedBody, _ limit: Int, _ work: Work
    ) -> Outcome {
        var body: [UInt8] = []
        switch announced {
        case .none:
            phase = .working(body: [], work: work)
            return .untouched
        case .bytes(let count) where count > UInt64(max(limit, 0)):
            return settle(core.configuration.refuse(.bodyTooLarge(limit: limit)))
        case .bytes(let count):
            // Memory is taken as bytes arrive, not as they are announced.
            body.reserveCapacity(Int(min(count, 16 << 10)))
        case .unknown: break
        }
        phase = .gathering(limit: limit, body: body, work: work)
        return .untouched
    }

    /// An answer is known before the body: decides whether the body is read at all.
    func settle(_ response: Response) -> Outcome {
        guard let request, request.body != .none else {
            phase = .ready(response)
            return .untouched
        }
        if request.waitsForContinue { return queue(response) }
        if case .bytes(let count) = request.body, count <= UInt64(core.configuration.discardBytes) {
            phase = .discarding(response)
            return .untouched
        }
        return answerEarly(response)
    }

    private struct Refused: Error { let refusal: Refusal }

    private func readHead(method: String, isVersion10: Bool) throws(Refused) -> Request {
        let headers = readHeaders()
        guard headers.count <= core.configuration.headerFields else {
            throw Refused(refusal: .tooManyHeaderFields(limit: core.configuration.headerFields))
        }
        guard headers.namesAreTokens, method.utf8.allSatisfy(Headers.isTokenByte) else {
            throw Refused(refusal: .malformed(.headerName))
        }
        let hosts = headers.indices(of: "host").count
        guard hosts == 1 || hosts == 0 && isVersion10 else { throw Refused(refusal: .malformed(.host)) }
        let target: Target
        do {
            target = try Target(rawTarget)
        } catch {
            throw Refused(refusal: .malformed(error.part))
        }
        return Request(
            method: method, target: target, headers: headers,
            client: unsafe ClientAddress(house_mhd_client_address(connection)),
            body: try announcedBody(headers))
    }

    /// RFC 9112, clause 6, without its leniency: two lengths, or a length beside a transfer coding, are how
    /// requests are smuggled past a proxy.
    private func announcedBody(_ headers: Headers) throws(Refused) -> Request.AnnouncedBody {
        let lengths = headers.indices(of: "content-length")
        let codings = headers.indices(of: "transfer-encoding")
        if let coding = codings.first {
            guard codings.count == 1, lengths.isEmpty,
                headers.value(coding).elementsEqual("chunked".utf8, by: sameIgnoringCase)
            else { throw Refused(refusal: .malformed(.transferEncoding)) }
            return .unknown
        }
        guard let length = lengths.first else { return .none }
        let digits = headers.value(length)
        guard lengths.count == 1, digits.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }),
            let count = UInt64(String(decoding: digits, as: UTF8.self))
        else { throw Refused(refusal: .malformed(.contentLength)) }
        return count == 0 ? .none : .bytes(count)
    }

    private func readHeaders() -> Headers {
        var headers = Headers()
        unsafe withUnsafeMutablePointer(to: &headers) { pointer in
            _ = unsafe MHD_get_connection_values_n(connection, .HEADER_KIND, collectHeader, pointer)
        }
        return headers
    }
}

private func collectHeader(
    _ context: UnsafeMutableRawPointer?, _ kind: MHD_ValueKind, _ name: UnsafePointer<CChar>?,
    _ nameCount: Int, _ value: UnsafePointer<CChar>?, _ valueCount: Int
) -> MHD_Result {
    guard let context = unsafe context else { return .NO }
    unsafe context.assumingMemoryBound(to: Headers.self).pointee.append(
        name: UnsafeRawBufferPointer(start: name, count: nameCount),
        value: UnsafeRawBufferPointer(start: value, count: valueCount))
    return .YES
}
