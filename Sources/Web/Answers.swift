internal import HTTPServer
internal import Platform
internal import Procurement
internal import StrictJSON

/// How the hall answers, in one place: JSON, texts, and problems (RFC 9457).
enum Answer {
    static func json(_ value: JSON, status: Int = 200, cache: String = "no-store") -> Response {
        Response(
            status,
            headers: [
                ("Content-Type", "application/json; charset=utf-8"), ("Cache-Control", cache),
                ("X-Content-Type-Options", "nosniff"),
            ], bytes: value.canonicalBytes())
    }

    /// JSON that is text already.
    static func json(_ bytes: [UInt8]) -> Response {
        Self.bytes(bytes, type: "application/json; charset=utf-8")
    }

    static func checkpoint(_ note: [UInt8]) -> Response {
        bytes(note, type: "text/plain; charset=utf-8")
    }

    static func text(_ text: String, cache: String = "no-store") -> Response {
        Response(
            200,
            headers: [
                ("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", cache),
                ("X-Content-Type-Options", "nosniff"),
            ], text: text)
    }

    static func bytes(
        _ bytes: [UInt8], type: String, status: Int = 200, cache: String = "no-store"
    ) -> Response {
        Response(
            status,
            headers: [
                ("Content-Type", type), ("Cache-Control", cache), ("X-Content-Type-Options", "nosniff"),
            ], bytes: bytes)
    }

    /// The one place where an error becomes HTTP.
    static func problem(_ problem: Problem) -> Response {
        let status =
            switch problem.kind {
            case .malformed: 400
            case .unauthenticated: 401
            case .forbidden: 403
            case .notFound: 404
            case .conflict: 409
            case .tooLarge: 413
            case .refused: 422
            case .unavailable: 503
            }
        return switch problem.kind {
        case .unauthenticated: document(problem, status, ("WWW-Authenticate", "Bearer"))
        case .unavailable: document(problem, status, ("Retry-After", "1"))
        case .malformed, .forbidden, .notFound, .conflict, .tooLarge, .refused: document(problem, status)
        }
    }

    private static func document(_ problem: Problem, _ status: Int, _ more: (String, String)...) -> Response {
        let headers = [
            ("Content-Type", "application/problem+json"), ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ]
        return Response(
            status, headers: headers + more, bytes: problem.json(status: status).canonicalBytes())
    }

    static func unmatched(_ fault: Route.Unmatched) -> Response {
        switch fault {
        case .notFound:
            return problem(
                Problem(.notFound, "NO_SUCH_PAGE", zh: "没有这个地址。", en: "There is nothing at this address."))
        case .method(let allowed):
            let problem = Problem(
                .malformed, "METHOD_NOT_ALLOWED", zh: "该地址只接受\(allowed)。",
                en: "This address takes \(allowed).")
            return document(problem, 405, ("Allow", allowed))
        case .parameter(let name):
            return problem(
                Problem(
                    .malformed, "PARAMETER_INVALID", zh: "参数“\(name)”缺失或者格式不对。",
                    en: "The parameter \"\(name)\" is missing or not what it should be."))
        }
    }

    /// Something was asked for in a form that this address does not have.
    static var notAcceptable: Response {
        document(
            Problem(
                .malformed, "NOT_ACCEPTABLE", zh: "该地址只提供实时事件流（text/event-stream）。",
                en: "This address only gives an event stream (text/event-stream)."), 406)
    }

    /// What the server below refuses before the hall is asked.
    static func refusal(_ refusal: HTTPServer.Refusal) -> Response {
        switch refusal {
        case .bodyTooLarge(let limit):
            return problem(
                Problem(
                    .tooLarge, "BODY_TOO_LARGE", zh: "请求内容超过\(limit)字节。",
                    en: "The body has more than \(limit) bytes.",
                    demanded: "<= \(limit)"))
        case .busy, .stopping:
            return problem(
                Problem(.unavailable, "HALL_BUSY", zh: "平台繁忙或者正在停机，请稍后重试。", en: refusal.english))
        case .tooManyStreams:
            return problem(
                Problem(.unavailable, "STREAMS_FULL", zh: "实时事件流已达平台上限，请稍后重试。", en: refusal.english))
        case .tooManyStreamsForAddress(let limit):
            let problem = Problem(
                .refused, "STREAMS_PER_ADDRESS", zh: "您的地址已打开\(limit)个实时事件流，达到上限，请先关闭一个。",
                en: refusal.english)
            return document(problem, refusal.status, ("Retry-After", "10"))
        case .malformed, .tooManyHeaderFields, .tooSlow:
            let problem = Problem(
                .malformed, "REQUEST_MALFORMED", zh: "请求不符合HTTP规范或者传输过慢。", en: refusal.english)
            return document(problem, refusal.status)
        }
    }
}
