import Platform
import Procurement
import StrictJSON
import Testing

@testable import HTTPServer
@testable import Web

@Suite("Problems as HTTP has them (RFC 9457)")
struct AnswerTests {
    static let statuses: [(Problem.Kind, Int)] = [
        (.malformed, 400), (.unauthenticated, 401), (.forbidden, 403), (.notFound, 404), (.conflict, 409),
        (.tooLarge, 413), (.refused, 422), (.unavailable, 503),
    ]

    /// The body of an answer, which must be a problem of its own status.
    private func document(_ response: Response) throws -> JSON {
        #expect(header(response, "Content-Type") == "application/problem+json")
        guard case .bytes(let bytes) = response.body else { throw Strange() }
        let json = try JSON.parse(bytes)
        #expect(json["status"] == .integer(Int64(response.status)))
        return json
    }

    private struct Strange: Error {}

    private func header(_ response: Response, _ name: String) -> String? {
        response.headers.first { $0.name == name }?.value
    }

    @Test("each kind of problem has its status", arguments: statuses)
    func statusByKind(_ kind: Problem.Kind, _ status: Int) throws {
        let response = Answer.problem(Problem(kind, "SOME_CODE", zh: "不行。", en: "It cannot be."))
        #expect(response.status == status)
        let json = try document(response)
        #expect(json["type"] == "/problems/SOME_CODE")
        #expect(json["title"] == "SOME_CODE")
        #expect(json["code"] == "SOME_CODE")
        #expect(json["detail"] == "不行。")
        #expect(json["words"] == ["zh": "不行。", "en": "It cannot be."])
        #expect(json["citation"] == nil && json["earliest"] == nil)
        #expect(header(response, "Cache-Control") == "no-store")
        #expect((header(response, "WWW-Authenticate") == "Bearer") == (kind == .unauthenticated))
        #expect((header(response, "Retry-After") != nil) == (kind == .unavailable))
    }

    @Test("a refusal of the law carries its article in both languages, and the earliest instant")
    func lawfulRefusal() throws {
        let earliest = try #require(Instant(text: "2026-03-22T00:00:00+08:00"))
        let json = try document(
            Answer.problem(
                Problem(
                    Refusal(
                        "period.issueToDeadline", .biddingLaw(24), Words(zh: "太短。", en: "Too short."),
                        found: "19", demanded: "20", earliest: earliest))))
        #expect(json["status"] == 422)
        #expect(json["citation"]?["law"] == "biddingLaw")
        #expect(json["citation"]?["article"] == 24)
        #expect(json["citation"]?["words"]?["zh"] == "《招标投标法》第24条")
        #expect(json["citation"]?["words"]?["en"] == "Bidding Law (招标投标法) art. 24")
        #expect(json["found"] == "19" && json["demanded"] == "20")
        #expect(json["earliest"] == "2026-03-22T00:00:00.000+08:00")
    }

    @Test("a rule of the platform is never presented as law")
    func platformRule() throws {
        let refusal = Refusal("case.nameFree", .platform, Words(zh: "已被使用。", en: "It is in use."))
        #expect(try document(Answer.problem(Problem(refusal)))["citation"] == nil)
    }

    @Test("a wrong method says which are right, and a wrong address or parameter is a problem too")
    func unmatched() throws {
        let method = Answer.unmatched(.method(allowed: "GET, HEAD"))
        #expect(method.status == 405)
        #expect(header(method, "Allow") == "GET, HEAD")
        #expect(try document(method)["code"] == "METHOD_NOT_ALLOWED")
        let absent = Answer.unmatched(.notFound)
        #expect(absent.status == 404)
        #expect(try document(absent)["code"] == "NO_SUCH_PAGE")
        let parameter = Answer.unmatched(.parameter("limit"))
        #expect(parameter.status == 400)
        let words = try document(parameter)["words"]
        for language in ["zh", "en"] {
            guard case .string(let text)? = words?[language] else { throw Strange() }
            #expect(text.contains("limit"))
        }
    }

    @Test(
        "what the server below refuses is a problem in the hall's own form",
        arguments: [
            (.bodyTooLarge(limit: 10), 413, "BODY_TOO_LARGE"), (.busy, 503, "HALL_BUSY"),
            (.stopping, 503, "HALL_BUSY"), (.malformed(.target), 400, "REQUEST_MALFORMED"),
            (.tooManyHeaderFields(limit: 64), 431, "REQUEST_MALFORMED"),
            (.tooSlow(seconds: 60), 408, "REQUEST_MALFORMED"), (.tooManyStreams, 503, "STREAMS_FULL"),
            (.tooManyStreamsForAddress(limit: 5), 429, "STREAMS_PER_ADDRESS"),
        ] as [(HTTPServer.Refusal, Int, String)])
    func serverRefusals(_ refusal: HTTPServer.Refusal, _ status: Int, _ code: String) throws {
        let response = Answer.refusal(refusal)
        #expect(response.status == status)
        let json = try document(response)
        #expect(json["code"] == .string(code))
        #expect(header(response, "Cache-Control") == "no-store")
    }
}
