import Foundation
import Glibc
import HTTPServer
import Testing

@testable import HTTPClient

@Suite("When there is no answer")
struct NoAnswer {
    @Test("nobody listening is one clear sentence")
    func refused() throws {
        let fixture = try Fixture { _ in .answer(Response(200)) }
        let url = fixture.url
        fixture.server.stop(within: .zero)
        let error = try #require(throws: ClientError.self) {
            try Client().send("GET", url + "/secret?token=1")
        }
        #expect(error.kind == .unreachable)
        #expect(
            error.description == "could not connect to \(url): connection refused; is the service running?")
    }

    @Test("a host that does not exist is said to be unknown")
    func unknownHost() throws {
        let error = try #require(throws: ClientError.self) {
            try Client().send("GET", "http://host.invalid/")
        }
        #expect(error.kind == .unreachable)
        #expect(error.description == "could not find the host of http://host.invalid; is the name right?")
    }

    @Test(
        "only http and https are spoken",
        arguments: [
            "file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "127.0.0.1", "", "http://",
            "dict://127.0.0.1/", "smtp://127.0.0.1/",
        ])
    func schemes(_ url: String) throws {
        let error = try #require(throws: ClientError.self) { try Client().send("GET", url) }
        #expect(error.kind == .request)
    }

    @Test(
        "a header cannot smuggle another",
        arguments: [("X", "a\r\nY: b"), ("X\r\nY", "a"), ("X", "a\u{0}"), ("", "a")])
    func headers(_ name: String, _ value: String) throws {
        let fixture = try Fixture { _ in .answer(Response(200)) }
        let error = try #require(throws: ClientError.self) {
            try Client().send("GET", fixture.url, headers: [(name, value)])
        }
        #expect(error.kind == .request)
    }

    @Test("an empty header value is sent as an empty value")
    func emptyHeader() throws {
        let fixture = try Fixture { request in
            .answer(Response(200, text: request.headers["x-empty"].map { "[\($0)]" } ?? "absent"))
        }
        #expect(try Client().send("GET", fixture.url, headers: [("X-Empty", "")]).text == "[]")
    }

    @Test("a password in the address is not repeated in the error")
    func password() throws {
        let error = try #require(throws: ClientError.self) {
            try Client().send("GET", "http://user:hunter2@127.0.0.1:1/")
        }
        #expect(!error.description.contains("hunter2"))
        #expect(!error.description.contains("user"))
    }

    @Test("a silent server is a timeout")
    func silent() throws {
        let server = try BadServer(says: "")
        var options = Client.Options()
        options.totalMilliseconds = 200
        let error = try #require(throws: ClientError.self) {
            try Client(options).send("GET", "http://127.0.0.1:\(server.port)")
        }
        #expect(error.kind == .timeout)
    }

    @Test(
        "a server that breaks off or talks nonsense is a broken connection",
        arguments: [
            "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
            "SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\nhello",
        ])
    func broken(_ text: String) throws {
        let server = try BadServer(says: text)
        let error = try #require(throws: ClientError.self) {
            try Client().send("GET", "http://127.0.0.1:\(server.port)")
        }
        #expect(error.kind == .broken || error.kind == .request)
    }

    @Test("endless headers are cut off")
    func endlessHeaders() throws {
        let server = try BadServer(
            says: "HTTP/1.1 200 OK\r\n"
                + String(repeating: "X-Filler: aaaaaaaaaaaaaaaaaaaa\r\n", count: 10_000))
        let error = try #require(throws: ClientError.self) {
            try Client().send("GET", "http://127.0.0.1:\(server.port)")
        }
        #expect(error.kind == .tooLarge)
    }

    @Test("a proxy of the environment is not used for this machine")
    func proxy() async {
        await #expect(processExitsWith: .success) {
            _ = unsafe setenv("http_proxy", "http://127.0.0.1:1", 1)
            _ = unsafe setenv("ALL_PROXY", "http://127.0.0.1:1", 1)
            let fixture = try Fixture { _ in .answer(Response(200, text: "direct")) }
            for host in ["127.0.0.1", "localhost"] {
                let reply = try Client().send("GET", "http://\(host):\(fixture.server.port)/")
                guard reply.text == "direct" else { exit(1) }
            }
            // The proxy is real enough to be missed elsewhere.
            guard (try? Client().send("GET", "http://192.0.2.1/")) == nil else { exit(2) }
        }
    }
}

@Suite("TLS")
struct TLS {
    @Test(
        "a certificate that nobody vouches for is refused; one that the caller trusts is accepted, for its name only"
    )
    func certificates() throws {
        let folder = try Folder()
        let key = "\(folder.path)/key.pem"
        let certificate = "\(folder.path)/certificate.pem"
        try openssl(
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
            "-subj",
            "/CN=test", "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate
        ).waitUntilExit()
        let port = try freePort()
        let server = try openssl(
            "s_server", "-accept", "127.0.0.1:\(port)", "-key", key, "-cert", certificate, "-www", "-quiet")
        defer {
            // The threads of the test runner block the gentler signal, and a child inherits that.
            kill(server.processIdentifier, SIGKILL)
            server.waitUntilExit()
        }
        var options = Client.Options()
        options.authorities = certificate
        let trusting = try Client(options)
        var status: Int?
        for _ in 0..<200 where status == nil {
            status = try? trusting.send("GET", "https://localhost:\(port)/").status
            if status == nil { Thread.sleep(forTimeInterval: 0.02) }
        }
        #expect(status == 200)
        #expect(
            try #require(throws: ClientError.self) { try Client().send("GET", "https://localhost:\(port)/") }
                .kind == .insecure)
        #expect(
            try #require(throws: ClientError.self) {
                try Client(options).send("GET", "https://127.0.0.1:\(port)/")
            }.kind == .insecure)
    }

    @discardableResult
    private func openssl(_ arguments: String...) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    private func freePort() throws -> UInt16 {
        let fixture = try Fixture { _ in .answer(Response(200)) }
        return fixture.server.port
    }
}
