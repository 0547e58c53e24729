internal import HTTPClient
internal import OpenSSL
internal import Platform
internal import Procurement
internal import StrictJSON

/// The hall as one party sees it over the network: signs commands, hands in files, reads answers. Used by
/// one thread at a time.
final class HallClient {
    let server: String
    private let client: Client
    private let signer: Signer?
    private var token: String?

    /// - Parameters:
    ///   - server: `http://host:port`, with or without a slash at the end.
    ///   - signer: who acts; nil for reading what is public.
    init(_ server: String, _ signer: Signer?) throws(Failure) {
        var options = Client.Options()
        // An opening decrypts a bid of any size before it answers.
        options.totalMilliseconds = 600_000
        do throws(ClientError) {
            client = try Client(options)
        } catch {
            throw Failure(error)
        }
        self.server = server.hasSuffix("/") ? String(server.dropLast()) : server
        self.signer = signer
    }

    /// The hall's clock, in its own text form.
    func now() throws(Failure) -> Instant {
        let text = try text("/time")
        guard let instant = Instant(text: String(text.prefix { $0 != "\n" })) else {
            throw Failure(
                "ANSWER_ODD", zh: "“\(server)”没有给出平台时间，请检查网址。",
                en: "\"\(server)\" does not tell the hall's time; check the address.")
        }
        return instant
    }

    /// Makes a command, signs it and hands it in.
    ///
    /// - Parameter id: the idempotency key; nil draws a random one.
    /// - Returns: the receipt's bytes.
    @discardableResult
    func act(
        _ command: String, tender: String? = nil, lots: [String] = [], body: JSON, id: String? = nil
    ) throws -> [UInt8] {
        let issued = try now()
        let bytes = CommandEnvelope.bytes(
            id: try id ?? Self.randomID(), command: command, tender: tender, lots: lots, issuedAt: issued, body: body)
        return try send(signed: try actor().sign(bytes, at: issued.milliseconds))
    }

    /// Hands in a command that is signed already.
    func send(signed: [UInt8]) throws(Failure) -> [UInt8] {
        try expect([200, 201], request("POST", "/commands", [("Content-Type", "application/cms")], signed)).body
    }

    /// A random id for a command.
    static func randomID() throws(OpenSSLError) -> String { try Random.bytes(16).hex }

    /// Signs in, once for this client.
    func signIn() throws {
        guard token == nil else { return }
        let challenge = try json("POST", "/challenges", "challenge")
        let issued = try now()
        let bytes = CommandEnvelope.bytes(
            id: try Self.randomID(), command: "signIn", issuedAt: issued, body: ["challenge": .string(challenge)])
        let signed = try actor().sign(bytes, at: issued.milliseconds)
        token = try json("POST", "/sessions", "token", signed)
    }

    /// Hands in a file under its digest; goes on where an earlier attempt stopped.
    ///
    /// - Parameter progress: told the bytes sent and of how many.
    /// - Returns: its SHA-256 and size.
    @discardableResult
    func upload(
        _ path: String, progress: @escaping (Int64, Int64) -> Void = { _, _ in }
    ) throws -> (digest: String, size: Int64) {
        let (digest, size) = try Files.digest(path)
        try signIn()
        let state = try expect([200], request("GET", "/uploads/\(digest)", session))
        let answer = try Self.parse(state.body)
        guard answer["complete"] == nil else { return (digest, size) }
        var offset: Int64 = 0
        if case .integer(let received)? = answer["received"], received <= size { offset = received }
        let headers = session + [
            ("Upload-Offset", "\(offset)"), ("Upload-Length", "\(size)"),
            ("Content-Type", "application/octet-stream"),
        ]
        do throws(ClientError) {
            let reply = try client.upload("PUT", "\(server)/files/\(digest)", headers: headers, file: path, from: UInt64(offset)) {
                progress(offset + Int64($0), size)
                return true
            }
            _ = try expect([201], reply)
        } catch {
            throw Failure(error)
        }
        return (digest, size)
    }

    /// Hands in bytes as a file.
    @discardableResult
    func upload(bytes: [UInt8]) throws -> String {
        let digest = OpenSSL.Digest.sha256(bytes).hex
        try signIn()
        let headers = session + [("Content-Type", "application/octet-stream")]
        _ = try expect([201], request("PUT", "/files/\(digest)", headers, bytes))
        return digest
    }

    /// What an address answers, as JSON. Signed in if this client is.
    func json(_ path: String) throws(Failure) -> JSON {
        try Self.parse(expect([200], request("GET", path, session)).body)
    }

    func text(_ path: String) throws(Failure) -> String {
        try expect([200], request("GET", path, session)).text
    }

    func bytes(_ path: String) throws(Failure) -> [UInt8] {
        try expect([200], request("GET", path, session)).body
    }

    /// Posts bytes that are no command.
    @discardableResult
    func post(_ path: String, _ body: [UInt8]) throws(Failure) -> [UInt8] {
        try expect([200, 201], request("POST", path, session, body)).body
    }

    /// Writes what an address answers to a file.
    func download(_ path: String, to file: String, progress: @escaping (Int64, Int64) -> Void = { _, _ in }) throws(Failure) {
        do throws(ClientError) {
            let reply = try client.download("\(server)\(path)", headers: session, to: file) {
                progress(Int64($0), Int64($1))
                return true
            }
            guard reply.status != 200 else { return }
            throw Self.refusal(reply, server)
        } catch let error as ClientError {
            throw Failure(error)
        } catch {
            throw Failure(error)
        }
    }

    private var session: [(String, String)] { token.map { [("Authorization", "Bearer \($0)")] } ?? [] }

    private func actor() throws(Failure) -> Signer {
        guard let signer else {
            throw .usage(zh: "这一操作需要签名，请给出--key和--cert。", en: "This is signed: give --key and --cert.")
        }
        return signer
    }

    private func json(_ method: String, _ path: String, _ field: String, _ body: [UInt8] = []) throws(Failure) -> String {
        let reply = try expect([200, 201], request(method, path, session, body))
        guard case .string(let text)? = try Self.parse(reply.body)[field] else {
            throw Failure(
                "ANSWER_ODD", zh: "“\(server)”的回答不是交易平台的格式，请检查网址。",
                en: "\"\(server)\" does not answer like a hall; check the address.")
        }
        return text
    }

    private func request(
        _ method: String, _ path: String, _ headers: [(String, String)], _ body: [UInt8] = []
    ) throws(Failure) -> Reply {
        do throws(ClientError) {
            return try client.send(method, "\(server)\(path)", headers: headers, body: body)
        } catch {
            throw Failure(error)
        }
    }

    private func expect(_ statuses: [Int], _ reply: Reply) throws(Failure) -> Reply {
        guard !statuses.contains(reply.status) else { return reply }
        throw Self.refusal(reply, server)
    }

    private static func parse(_ bytes: [UInt8]) throws(Failure) -> JSON {
        do throws(JSONError) {
            return try JSON.parse(bytes, limits: JSON.Limits(bytes: 16 << 20, values: 1_000_000))
        } catch {
            throw Failure("ANSWER_ODD", zh: "平台的回答无法读取：\(error.chinese)", en: "The hall's answer cannot be read: \(error.english)")
        }
    }

    /// A problem document as a failure of the verb.
    private static func refusal(_ reply: Reply, _ server: String) -> Failure {
        guard let json = try? JSON.parse(reply.body), case .string(let code)? = json["code"],
            let words = words(json["words"])
        else {
            return Failure(
                "HTTP_\(reply.status)", zh: "“\(server)”回答\(reply.status)，不像交易平台，请检查网址。",
                en: "\"\(server)\" answered \(reply.status) and not like a hall; check the address.")
        }
        func text(_ field: String) -> String? {
            guard case .string(let text)? = json[field] else { return nil }
            return text
        }
        return Failure(
            code, zh: words.zh, en: words.en, exit: reply.status == 503 ? .unreachable : .failed,
            citation: json["citation"].flatMap { self.words($0["words"]) }, found: text("found"),
            demanded: text("demanded"), earliest: text("earliest"))
    }

    private static func words(_ json: JSON?) -> Words? {
        guard case .string(let zh)? = json?["zh"], case .string(let en)? = json?["en"] else { return nil }
        return Words(zh: zh, en: en)
    }
}

extension Failure {
    /// No answer came: the service is not there, or the way to it is not.
    init(_ error: ClientError) {
        self.init("UNREACHABLE", zh: "无法连接平台：\(error)", en: "\(error)", exit: .unreachable)
    }
}

extension Files {
    /// SHA-256 and size of a file of any length, in constant memory.
    static func digest(_ path: String) throws -> (String, Int64) {
        let hash = try RunningDigest()
        var size: Int64 = 0
        let handle = try open(path)
        defer { try? handle.close() }
        while let part = try handle.read(upToCount: 1 << 20), !part.isEmpty {
            hash.update([UInt8](part))
            size += Int64(part.count)
        }
        return (try hash.value().hex, size)
    }
}
