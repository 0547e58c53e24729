import Foundation
import HTTPServer
import OpenSSL
import Platform
import Procurement
import StrictJSON
import Synchronization
import Testing

@testable import tradehall

/// A hall that answers as a test tells it, and remembers what it was asked.
private final class FakeHall: Handler, Sendable {
    struct Asked: Sendable {
        var line: String
        var headers: [String: String]
        var body: [UInt8]
    }

    private let state: Mutex<(asked: [Asked], answer: @Sendable (Asked, Int) -> Response)>
    let server: Mutex<Server?> = Mutex(nil)

    /// - Parameter answer: is told the request and how many of the same line came before it.
    init(_ answer: @escaping @Sendable (Asked, Int) -> Response) throws {
        state = Mutex(([], answer))
        let server = try Server(Configuration(), handler: self)
        self.server.withLock { $0 = server }
    }

    deinit { _ = server.withLock { $0?.stop(within: .seconds(1)) } }

    func accept(_ request: Request) -> Acceptance {
        let headers = ["authorization", "upload-length", "upload-offset", "content-type"]
        return .gather(limit: 1 << 20) { request, body in
            var told: [String: String] = [:]
            for name in headers { told[name] = request.headers[name] }
            let asked = Asked(line: "\(request.method) \(request.path)", headers: told, body: body)
            let (answer, before) = self.state.withLock { state in
                let before = state.asked.count { $0.line == asked.line }
                state.asked.append(asked)
                return (state.answer, before)
            }
            return answer(asked, before)
        }
    }

    var url: String { "http://127.0.0.1:\(server.withLock { $0?.port } ?? 0)" }
    var asked: [Asked] { state.withLock { $0.asked } }
}

private func json(_ status: Int, _ value: JSON) -> Response {
    Response(status, headers: [("Content-Type", "application/json")], bytes: value.canonicalBytes())
}

/// What every hall answers: its clock, and sessions.
@Sendable private func usual(_ line: String) -> Response? {
    switch line {
    case "GET /time": Response(200, text: "2026-03-02T09:00:00.000+08:00\n")
    case "POST /challenges": json(201, ["challenge": "abc"])
    case "POST /sessions": json(201, ["token": "secret-token", "expires": "2026-03-02T10:00:00.000+08:00"])
    default: nil
    }
}

@Suite("The client of the hall")
struct HallTests {
    @Test("signing in signs the challenge with the hall's own time, and the token goes with what follows")
    func session() throws {
        let desk = try Desk()
        let me = try desk.identity("me")
        let fake = try FakeHall { asked, _ in usual(asked.line) ?? json(200, [:]) }
        let hall = try Hall(fake.url + "/")
        try hall.signIn(Signer(identity: me))
        _ = try hall.get("/secret")
        let sent = try #require(fake.asked.first { $0.line == "POST /sessions" })
        let message = try CMS.verifySignature(sent.body)
        let command = try JSON.parse(message.content)
        #expect(command["command"] == "signIn" && command["body"]?["challenge"] == "abc")
        #expect(command["issuedAt"] == "2026-03-02T09:00:00.000+08:00")
        #expect(message.signer == me.certificate && sent.headers["content-type"] == "application/cms")
        #expect(fake.asked.last?.headers["authorization"] == "Bearer secret-token")
        #expect(sent.headers["authorization"] == nil)
    }

    @Test("an interrupted upload goes on from where the hall says it stopped")
    func resumes() throws {
        let desk = try Desk()
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
        let path = try desk.write("file", bytes)
        let digest = Digest.sha256(bytes).hex
        let fake = try FakeHall { asked, before in
            switch asked.line {
            case "GET /uploads/\(digest)": json(200, ["received": .integer(before == 0 ? 300 : 700)])
            case "PUT /files/\(digest)" where before == 0: json(202, ["received": 700])
            case "PUT /files/\(digest)": json(201, ["sha256": .string(digest), "size": 1000])
            default: usual(asked.line) ?? json(404, [:])
            }
        }
        let file = try Hall(fake.url).upload(path, quiet)
        #expect(file.sha256 == digest && file.size == 1000)
        let puts = fake.asked.filter { $0.line.hasPrefix("PUT") }
        #expect(puts.map { $0.headers["upload-offset"] } == ["300", "700"])
        #expect(puts.allSatisfy { $0.headers["upload-length"] == "1000" })
        #expect(puts.map(\.body) == [Array(bytes[300...]), Array(bytes[700...])])
    }

    @Test("an upload that gets nowhere is given up, and one that is refused is not tried again")
    func givesUp() throws {
        let desk = try Desk()
        let path = try desk.write("file", "content")
        let stuck = try FakeHall { asked, _ in
            asked.line.hasPrefix("PUT") ? json(202, ["received": 0]) : json(200, ["received": 0])
        }
        #expect(throws: Failure.self) { try Hall(stuck.url).upload(path, quiet) }
        #expect(stuck.asked.count { $0.line.hasPrefix("PUT") } == 4)
        let full = try FakeHall { asked, _ in
            asked.line.hasPrefix("PUT")
                ? json(413, ["code": "FILE_TOO_LARGE", "words": ["zh": "太大。", "en": "Too large."]])
                : json(200, ["received": 0])
        }
        let failure = #expect(throws: Failure.self) { try Hall(full.url).upload(path, quiet) }
        #expect(failure?.code == "FILE_TOO_LARGE" && failure?.exit == .failed)
        #expect(full.asked.count { $0.line.hasPrefix("PUT") } == 1)
    }

    @Test("a problem document becomes one sentence with its article and earliest instant, in either language")
    func problem() throws {
        let desk = try Desk()
        try desk.identity("me")
        let fake = try FakeHall { asked, _ in
            usual(asked.line)
                ?? json(
                    422,
                    [
                        "code": "period.x", "status": 422, "words": ["zh": "太短。", "en": "Too short."],
                        "citation": [
                            "law": "biddingLaw", "article": 24, "words": ["zh": "《某法》第24条", "en": "art. 24"],
                        ],
                        "earliest": "2026-03-22T00:00:00.000+08:00", "found": "19", "demanded": "20 days",
                    ])
        }
        func run(_ more: String...) -> Shown {
            tradehall(
                [
                    "command", "openBids", "--server", fake.url, "--key", desk.file("me.key"), "--cert",
                    desk.file("me.pem"), "--tender", "T",
                ] + more)
        }
        let english = run()
        #expect(english.exit == .failed && english.out.isEmpty)
        #expect(
            english.error == "tradehall: Too short. [art. 24] Earliest: 2026-03-22T00:00:00.000+08:00.\n")
        #expect(run("--lang", "zh").error.contains("太短。（依据《某法》第24条）"))
        let error = try JSON.parse(Array(run("--json").error.utf8))["error"]
        #expect(error?["code"] == "period.x" && error?["found"] == "19" && error?["demanded"] == "20 days")
    }

    @Test("a hall that is busy is asked again with the very same bytes, and then found unreachable")
    func busy() throws {
        let desk = try Desk()
        let me = try desk.identity("me")
        let fake = try FakeHall { asked, _ in usual(asked.line) ?? json(503, [:]) }
        let failure = #expect(throws: Failure.self) {
            try Hall(fake.url).command("openBids", tender: "T", body: [:], signer: Signer(identity: me))
        }
        #expect(failure?.exit == .unreachable)
        let sent = fake.asked.filter { $0.line == "POST /commands" }
        #expect(sent.count == 3 && Set(sent.map(\.body)).count == 1)
    }

    @Test("what is no hall at all is told from its answer")
    func stranger() throws {
        let fake = try FakeHall { _, _ in Response(200, text: "<html>hello</html>") }
        let failure = #expect(throws: Failure.self) { try Hall(fake.url).time() }
        #expect(failure?.words.en.contains("is --server the address of a hall?") == true)
    }

    private let quiet = Console(
        language: .en, json: false, streams: .init(out: { _ in }, error: { _ in }, errorIsTerminal: false))
}
