internal import CMicroHTTPD
internal import Glibc

/// What happens on the event thread as the body arrives and when it is complete.
extension Exchange {
    /// What the access handler tells libmicrohttpd: all bytes were taken, none was, or close the connection.
    enum Outcome { case consumed, untouched, close }

    /// Every call of the access handler. `bytes` is empty at the head and at the end of the request.
    func advance(
        method: UnsafePointer<CChar>?, version: UnsafePointer<CChar>?, _ bytes: UnsafeRawBufferPointer
    ) -> Outcome {
        switch whereabouts {
        case .abandoned: return .close
        case .withWorker: return .untouched
        case .here: break
        }
        if case .fresh = phase {
            return open(
                method: unsafe method.map { unsafe String(cString: $0) } ?? "",
                isVersion10: unsafe version.map { unsafe strcmp($0, "HTTP/1.0") == 0 } ?? false)
        }
        return unsafe bytes.isEmpty ? reachedEnd() : receive(bytes)
    }

    private func receive(_ bytes: UnsafeRawBufferPointer) -> Outcome {
        switch phase {
        case .discarding:
            return .consumed
        case .lingering(let left):
            guard bytes.count <= left else { return .close }
            phase = .lingering(left: left - bytes.count)
            return .consumed
        case .gathering(let limit, var body, let work):
            phase = .sending  // so that `body` has one owner and grows in place
            guard bytes.count <= limit - body.count else {
                return answerEarly(core.configuration.refuse(.bodyTooLarge(limit: limit)))
            }
            let seconds = core.configuration.gatherSeconds
            guard started.duration(to: .now) <= .seconds(seconds) else {
                return answerEarly(core.configuration.refuse(.tooSlow(seconds: seconds)))
            }
            unsafe body.append(contentsOf: bytes)
            phase = .gathering(limit: limit, body: body, work: work)
            return .consumed
        case .uploading(let upload):
            if let refusal = upload.refusal { return answerEarly(refusal) }
            unsafe upload.take(bytes)
            // A worker is sent when a good piece has come together, or nothing more is here: two changes of
            // threads for each 32 KiB would cost more than the work itself.
            if upload.held < core.configuration.pieceBytes, moreIsHere { return .consumed }
            return handOver(evenIfFull: true) ? .consumed : .close
        case .fresh, .working, .deferred, .ready, .sending, .producing:
            return .close
        }
    }

    /// Whether the client has sent more than libmicrohttpd has read.
    private var moreIsHere: Bool {
        var byte: UInt8 = 0
        return unsafe recv(house_mhd_socket(connection), &byte, 1, Int32(MSG_PEEK | MSG_DONTWAIT)) > 0
    }

    private func reachedEnd() -> Outcome {
        switch phase {
        case .discarding(let response), .ready(let response):
            return queue(response)
        case .gathering(_, let body, let work):
            phase = .working(body: body, work: work)
            return handOver(evenIfFull: false) ? .untouched : queue(core.configuration.refuse(.busy))
        case .working:
            return handOver(evenIfFull: false) ? .untouched : queue(core.configuration.refuse(.busy))
        case .uploading(let upload):
            return reachedEnd(of: upload)
        case .fresh, .lingering, .deferred, .sending, .producing:
            return .close
        }
    }

    /// The sink was asked at the head, so libmicrohttpd calls once more for the head before it goes on.
    private func reachedEnd(of upload: Upload) -> Outcome {
        if upload.isAtHead {
            upload.isAtHead = false
            return upload.refusal.map { settle($0) } ?? .untouched
        }
        if let answer = upload.answer ?? upload.refusal { return queue(answer) }
        upload.bodyIsComplete()
        return handOver(evenIfFull: true) ? .untouched : .close
    }

    /// Gives the answer to libmicrohttpd. Before the body was read this also closes the connection after it.
    func queue(_ response: Response) -> Outcome {
        phase = .sending
        let writable = admit(response.madeWritable())
        if let native = native(writable) { return queue(writable.status, native) }
        // Memory or descriptors are short.
        return native(.unwritable).map { queue(500, $0) } ?? .close
    }

    /// The response, or a refusal in place of a live stream for which there is no room.
    private func admit(_ response: Response) -> Response {
        guard case .live = response.body else { return response }
        let refusal: Refusal
        switch core.streams.open(clientAddress) {
        case .room: return response
        case .full: refusal = .tooManyStreams
        case .addressIsFull:
            refusal = .tooManyStreamsForAddress(limit: core.configuration.streamsPerAddress)
        }
        response.closeStream()
        return core.configuration.refuse(refusal).madeWritable()
    }

    private func queue(_ status: Int, _ native: NativeResponse) -> Outcome {
        unsafe MHD_queue_response(connection, UInt32(status), native.pointer) == .YES ? .untouched : .close
    }

    private var clientAddress: ClientAddress { unsafe ClientAddress(house_mhd_client_address(connection)) }

    /// The stream is over. Heard once or twice.
    func leave(_ stream: LiveStream) {
        if lane.streams.remove(stream) { core.streams.close(clientAddress) }
    }

    private func native(_ response: Response) -> NativeResponse? {
        if let native = response.native { return native }
        switch response.body {
        case .bytes(let bytes):
            return NativeResponse(bytes: bytes, headers: response.headers)
        case .file(let file):
            return NativeResponse(file: file, headers: response.headers)
        case .stream(let length, let source):
            return NativeResponse(
                outflow: Outflow(exchange: self, source: source), length: length, headers: response.headers)
        case .live(let past, let stream):
            lane.streams.add(stream, self)
            let native = NativeResponse(
                outflow: Outflow(exchange: self, source: past, live: stream), length: nil,
                headers: response.headers)
            if native == nil { leave(stream) }
            return native
        }
    }
}
