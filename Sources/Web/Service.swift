internal import Glibc
internal import HTTPServer
package import Platform
internal import Ledger
internal import Procurement
internal import Storage
package import StrictJSON

/// The hall over HTTP.
package final class Service: Sendable {
    let hall: Hall
    private let server: Server
    private let log: @Sendable (JSON) -> Void

    /// - Parameters:
    ///   - host: what to listen on; `port` 0 takes a free one.
    ///   - streams: event streams in all; `streamsPerAddress` to one address, 0 for no bound: a service behind a
    ///     proxy, which is one address.
    ///   - log: takes one object for each request that failed in the hall itself.
    /// - Throws: when the address cannot be listened on.
    package init(
        _ hall: Hall, host: String, port: UInt16, streams: Int = 4096, streamsPerAddress: Int = 512,
        log: @escaping @Sendable (JSON) -> Void
    ) throws {
        self.hall = hall
        self.log = log
        var configuration = Configuration()
        configuration.host = host
        configuration.port = port
        // A command does not keep its worker while it waits for the disk. More than cores, because uploads,
        // openings and exports do.
        configuration.workers = 24
        configuration.queue = 4096
        configuration.streams = streams
        configuration.streamsPerAddress = streamsPerAddress
        configuration.refuse = Answer.refusal
        let front = Front()
        server = try Server(configuration, handler: front)
        front.open(self)
    }

    package var port: UInt16 { server.port }

    /// Takes no more requests, finishes those that run, and returns.
    package func stop() {
        server.stop(within: .seconds(30))
        hall.close()
    }

    func accept(_ request: Request) -> Acceptance {
        let route: Route
        do throws(Route.Unmatched) {
            route = try Route(request)
        } catch {
            return .answer(Answer.unmatched(error))
        }
        switch route {
        case .uploadFile(let digest): return .stream(Upload(self, digest))
        case .time: return .answer(Answer.text(hall.clock.now().text + "\n"))
        case .health: return .answer(Answer.text("ok\n"))
        case .command:
            return .gatherThenDefer(limit: 1 << 20) { request, body, deferral in
                self.hall.submit(body, from: request.client.description) { taken in
                    deferral.answer { self.respond(to: request, taken) }
                }
            }
        case .session: return .gather(limit: 1 << 20) { self.respond(route, $0, $1) }
        case .challenge, .moveClock: return .gather(limit: 4096) { self.respond(route, $0, $1) }
        case .tender, .tenders, .checkpoint:
            // From memory at once, on this thread, when nothing has changed since the last reader.
            if request.body == .none, let answer = kept(route) { return .answer(answer) }
            return .gather(limit: 0) { self.respond(route, $0, $1) }
        case .events where !request.takesEventStream: return .answer(Answer.notAcceptable)
        case .home, .file, .uploadState, .events, .actions, .tenderEntry, .openingCertificate, .sealedBids,
            .export,
            .receipt,
            .checkpointTimeStamp, .logKey, .timeStampCertificate, .inclusion, .consistency, .tile, .problem:
            return .gather(limit: 0) { self.respond(route, $0, $1) }
        }
    }

    private func kept(_ route: Route) -> Response? {
        switch route {
        case .tender(let id): hall.keptView(id).map { Answer.json($0) }
        case .tenders(let after, let limit): hall.keptList(after: after, limit: limit).map { Answer.json($0) }
        case .checkpoint: hall.keptCheckpoint.map { Answer.checkpoint($0.note) }
        case .home, .time, .health, .command, .challenge, .session, .file, .uploadFile, .uploadState,
            .events, .actions, .tenderEntry, .openingCertificate, .sealedBids, .export, .receipt,
            .checkpointTimeStamp, .logKey,
            .timeStampCertificate, .inclusion, .consistency, .tile, .problem, .moveClock:
            nil
        }
    }

    private func respond(_ route: Route, _ request: Request, _ body: [UInt8]) -> Response {
        do throws(Problem) {
            let response = try answer(route, request, body)
            if case .session = route { note(route, request, nil) }
            return response
        } catch {
            note(route, request, error)
            return Answer.problem(error)
        }
    }

    private func respond(to request: Request, _ taken: Hall.Taken) -> Response {
        do throws(Problem) {
            let (receipt, again) = try taken.receipt()
            return Answer.bytes(receipt, type: "application/json; charset=utf-8", status: again ? 200 : 201)
        } catch {
            note(.command, request, error)
            return Answer.problem(error)
        }
    }

    /// From where each session and each refused act came, and what failed in the hall itself. Acts that were
    /// taken are noted by the hall, with their place in the log.
    private func note(_ route: Route, _ request: Request, _ problem: Problem?) {
        let isAct: Bool =
            switch route {
            case .command, .session, .moveClock: true
            case .home, .time, .health, .challenge, .file, .uploadFile, .uploadState, .tenders, .tender,
                .events, .actions, .tenderEntry, .openingCertificate, .sealedBids, .export, .receipt,
                .checkpoint,
                .checkpointTimeStamp, .logKey, .timeStampCertificate, .inclusion, .consistency, .tile,
                .problem:
                false
            }
        guard isAct || problem?.kind == .unavailable else { return }
        log([
            "event": "request", "path": .string(String(request.path)),
            "from": .string(request.client.description), "code": .string(problem?.code ?? "OK"),
        ])
    }

    private func answer(_ route: Route, _ request: Request, _ body: [UInt8]) throws(Problem) -> Response {
        switch route {
        case .home: return Answer.json(home())
        case .time: return Answer.text(hall.clock.now().text + "\n")
        case .health: return Answer.text("ok\n")
        case .command: return Answer.unmatched(.method(allowed: "POST"))
        case .challenge:
            return Answer.json(
                ["challenge": .string(try hall.sessions.challenge(at: hall.clock.now()))], status: 201)
        case .session:
            let (token, session) = try hall.signIn(body)
            return Answer.json(
                ["token": .string(token), "expires": .string(session.expires.text)], status: 201)
        case .uploadFile: return Answer.unmatched(.method(allowed: "PUT"))
        case .uploadState(let digest):
            let session = try session(request)
            return Answer.json(["received": .integer(try hall.received(digest, by: session.party))])
        case .file(let digest): return try file(digest, request)
        case .tenders(let after, let limit): return Answer.json(hall.list(after: after, limit: limit))
        case .tender(let id): return Answer.json(try hall.view(id))
        case .actions(let id): return Answer.json(try hall.actions(on: id, for: try session(request).party))
        case .events(let id, let after): return try EventStream(hall, id, after: after).response
        case .tenderEntry(let id, let version):
            return Answer.bytes(
                try hall.receipt(of: id, version: version, viewer: try viewer(request)),
                type: "application/json; charset=utf-8")
        case .openingCertificate(let id, let lot):
            return Answer.bytes(try hall.openingCertificate(id, lot), type: "application/x-pem-file")
        case .sealedBids(let id, let lot):
            return Answer.json(try hall.sealedBids(id, lot, for: try session(request).party))
        case .export(let id): return try export(id, request)
        case .receipt(let id):
            return Answer.bytes(
                try hall.receipt(ofCommand: id, by: try session(request).party),
                type: "application/json; charset=utf-8")
        case .checkpoint: return Answer.checkpoint(try hall.checkpoint().note)
        case .checkpointTimeStamp:
            guard let token = try hall.checkpoint().timeStamp else { return Answer.unmatched(.notFound) }
            return Answer.bytes(token, type: "application/timestamp-token")
        case .logKey: return Answer.text(hall.seals.key.text + "\n")
        case .timeStampCertificate:
            return Answer.bytes(try hall.timeStampCertificatePEM(), type: "application/x-pem-file")
        case .inclusion(let seq, let size): return Answer.json(try hall.inclusion(of: seq, in: size))
        case .consistency(let from, let to): return Answer.json(try hall.consistency(from: from, to: to))
        case .tile(let path):
            return Answer.bytes(
                try hall.tile(path), type: "application/octet-stream",
                cache: "public, max-age=31536000, immutable")
        case .problem(let code): return Answer.json(try hall.explain(code))
        case .moveClock: return try moveClock(body)
        }
    }

    private func home() -> JSON {
        let founding = hall.peek { $0.founding }
        return .members([
            "name": founding.map { .string($0.centre.name) }, "origin": .string(hall.seals.origin),
            "now": .string(hall.clock.now().text), "rehearsal": .bool(hall.clock.isRehearsal),
            "tenders": "/tenders", "checkpoint": "/checkpoint", "logKey": "/log/key",
        ])
    }

    private func file(_ digest: Digest, _ request: Request) throws(Problem) -> Response {
        let viewer = try viewer(request)
        guard hall.peek({ $0.mayRead(digest, viewer) }) else { throw Self.noFile }
        return .file(
            try slice(hall.path(of: digest)), for: request,
            headers: [
                ("Content-Type", "application/octet-stream"), ("Content-Disposition", "attachment"),
                ("Cache-Control", viewer == nil ? "public, max-age=31536000, immutable" : "no-store"),
                ("X-Content-Type-Options", "nosniff"),
            ])
    }

    /// The same words whether the file is absent or not for this reader: existence is told to nobody.
    private static let noFile = Problem(
        .notFound, "NO_SUCH_FILE", zh: "没有这个文件，或者您无权查看。",
        en: "There is no such file, or it is not for you to read; sign in if it is yours.")

    private func export(_ id: TenderID, _ request: Request) throws(Problem) -> Response {
        let path = try hall.export(id, for: try viewer(request))
        // Held open by the answer; its name goes at once, so nothing is left whatever becomes of the client.
        defer { unsafe unlink(path) }
        let source = try slice(path)
        return Response(
            200,
            headers: [
                ("Content-Type", "application/x-tar"), ("Cache-Control", "no-store"),
                ("Content-Disposition", "attachment; filename=\"tender.tar\""),
                ("X-Content-Type-Options", "nosniff"),
            ], body: .file(source))
    }

    private func slice(_ path: String) throws(Problem) -> FileSlice {
        do throws(ServerError) {
            return try FileSlice(path: path)
        } catch {
            throw Problem(
                .unavailable, "STORE_FAILED", zh: "平台存储暂时不可用，请稍后重试。",
                en: "The store failed; try again in a moment.")
        }
    }

    private func moveClock(_ body: [UInt8]) throws(Problem) -> Response {
        let text: String
        do throws(JSONError) {
            text = try Fields.read(try JSON.parse(body)) { f throws(JSONError) in try f.string("now") }
        } catch {
            throw Problem(error, code: "CLOCK_MALFORMED")
        }
        guard let instant = Instant(text: text) else {
            throw Problem(
                .malformed, "CLOCK_MALFORMED", zh: "“now”应当是形如2026-03-02T09:00:00+08:00的时间。",
                en: "\"now\" must be a time like 2026-03-02T09:00:00+08:00.")
        }
        try hall.moveClock(to: instant)
        return Answer.json(["now": .string(hall.clock.now().text)])
    }

    /// The session that a request carries.
    /// - Throws: `Problem` when it carries none, or one that is over.
    func session(_ request: Request) throws(Problem) -> Sessions.Session {
        guard let header = request.headers["authorization"], header.hasPrefix("Bearer ") else {
            throw Problem(
                .unauthenticated, "SESSION_REQUIRED", zh: "请先用证书登录（/challenges、/sessions），并携带会话令牌。",
                en:
                    "Sign in with your certificate first (/challenges, /sessions), and send the session's token."
            )
        }
        return try hall.sessions.session(String(header.dropFirst("Bearer ".count)), at: hall.clock.now())
    }

    private func viewer(_ request: Request) throws(Problem) -> Viewer? {
        guard request.headers["authorization"] != nil else { return nil }
        let party = try session(request).party
        return hall.peek { $0.parties[party] }.map(Viewer.init)
    }
}

/// Stands before the service while it is being built: a server needs its handler first.
private final class Front: Handler, @unchecked Sendable {
    // Written once, before the first caller knows the port.
    private weak var service: Service?

    func open(_ service: Service) { self.service = service }

    func accept(_ request: Request) -> Acceptance {
        guard let service else { return .answer(Answer.refusal(.busy)) }
        return service.accept(request)
    }
}
