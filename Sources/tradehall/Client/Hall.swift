internal import Foundation
internal import HTTPClient
internal import OpenSSL
internal import Platform
internal import Procurement
internal import StrictJSON

/// The hall as its clients see it, over HTTP. One thread uses it.
final class Hall {
    let client: Client
    /// Without a slash at its end.
    let address: String
    private var token: String?

    /// - Throws: `Failure` when the address is none of http or https.
    init(_ address: String) throws(Failure) {
        let bare = address.hasSuffix("/") ? String(address.dropLast()) : address
        guard bare.hasPrefix("http://") || bare.hasPrefix("https://") else {
            throw .usage(
                zh: "--server应当是http://或者https://开头的网址，而不是“\(address)”。",
                en: "--server takes an address that begins with http:// or https://, not \"\(address)\".")
        }
        self.address = bare
        do throws(ClientError) {
            client = try Client()
        } catch {
            throw Failure(error)
        }
    }

    convenience init(_ call: Call) throws(Failure) { try self.init(try call.needed(.server)) }

    /// The clock of the hall, by which commands are dated: a rehearsal's runs ahead of everybody's own.
    func time() throws(Failure) -> Instant {
        let reply = try expect(200, try send("GET", "/time"))
        let line = reply.text.prefix { $0 != "\n" && $0 != "\r" }
        guard let instant = Instant(text: String(line)) else { throw strange("/time") }
        return instant
    }

    /// A public or, once signed in, a confidential document.
    func get(_ path: String) throws(Failure) -> [UInt8] {
        try expect(200, try send("GET", path)).body
    }

    func getJSON(_ path: String) throws(Failure) -> JSON {
        try json(try expect(200, try send("GET", path)), path)
    }

    /// Gets a session, for what is not public.
    func signIn(_ signer: Signer) throws {
        guard token == nil else { return }
        let given = try json(try expect(200...201, try send("POST", "/challenges")), "/challenges")
        guard case .string(let challenge)? = given["challenge"] else { throw strange("/challenges") }
        let now = try time()
        let command = CommandEnvelope.bytes(
            id: try Self.freshID(), command: "signIn", issuedAt: now, body: ["challenge": .string(challenge)])
        let signed = try signer.sign(command, at: now.milliseconds)
        let reply = try expect(
            200...201, try send("POST", "/sessions", [("Content-Type", "application/cms")], signed))
        guard case .string(let token)? = try json(reply, "/sessions")["token"] else {
            throw strange("/sessions")
        }
        self.token = token
    }

    /// Headers that prove the session.
    var authorization: [(String, String)] { token.map { [("Authorization", "Bearer \($0)")] } ?? [] }

    /// 128 bits in hexadecimal: unique for its author.
    static func freshID() throws(OpenSSLError) -> String { try Random.bytes(16).hex }

    // MARK: Requests

    func send(
        _ method: String, _ path: String, _ headers: [(String, String)] = [], _ body: [UInt8] = []
    ) throws(Failure) -> Reply {
        do throws(ClientError) {
            return try client.send(method, address + path, headers: authorization + headers, body: body)
        } catch {
            throw Failure(error)
        }
    }

    func expect(_ status: Int, _ reply: Reply) throws(Failure) -> Reply {
        try expect(status...status, reply)
    }

    func expect(_ statuses: ClosedRange<Int>, _ reply: Reply) throws(Failure) -> Reply {
        guard statuses.contains(reply.status) else { throw Failure(reply, from: address) }
        return reply
    }

    func json(_ reply: Reply, _ path: String) throws(Failure) -> JSON {
        do throws(JSONError) {
            return try JSON.parse(reply.body, limits: .init(bytes: 64 << 20, values: 4_000_000))
        } catch {
            throw strange(path)
        }
    }

    func strange(_ path: String) -> Failure {
        Failure(
            "ANSWER_STRANGE", zh: "\(address)\(path)的应答无法理解；请检查--server是不是交易平台的网址。",
            en: "The answer of \(address)\(path) makes no sense; is --server the address of a hall?")
    }
}
