import Foundation
import OpenSSL
import StrictJSON
import Testing

@testable import HTTPClient
@testable import tradehall

@Suite("Files on their way in")
struct UploadTests {
    private struct Hand {
        let floor: Floor
        let hall: tradehall.Hall

        init(_ floor: Floor, _ who: Person) throws {
            self.floor = floor
            hall = try floor.hall(as: who)
        }

        func put(_ digest: String, _ bytes: [UInt8], from offset: Int? = nil, of size: Int? = nil) throws
            -> Reply
        {
            var headers: [(String, String)] = []
            if let offset { headers.append(("Upload-Offset", "\(offset)")) }
            if let size { headers.append(("Upload-Length", "\(size)")) }
            return try hall.send("PUT", "/files/\(digest)", headers, bytes)
        }

        func received(_ digest: String) throws -> JSON? { try hall.getJSON("/uploads/\(digest)")["received"] }
    }

    private func content(_ count: Int) -> (bytes: [UInt8], digest: String) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }
        return (bytes, OpenSSL.Digest.sha256(bytes).hex)
    }

    @Test("an upload goes on after a broken connection and after a crash of the server, to the same file")
    func resume() throws {
        let floor = try Floor()
        try floor.registered()
        let who = floor.bidders[0]
        var hand = try Hand(floor, who)
        let (bytes, digest) = content(700_000)
        let wire = try Wire(floor.server.port)
        try wire.send(
            "PUT /files/\(digest) HTTP/1.1\r\nHost: x\r\n\(try hand.hall.bearer)"
                + "Content-Length: \(bytes.count)\r\n\r\n")
        try wire.send(Array(bytes.prefix(400_000)))
        // What is taken comes to the disk a little later than it is sent.
        var there: Int64 = 0
        for _ in 0..<2_000 where there == 0 {
            if case .integer(let count)? = try hand.received(digest) { there = count }
            usleep(5_000)
        }
        wire.abort()
        #expect((1...400_000).contains(there))
        floor.server.kill()
        try floor.server.start()
        hand = try Hand(floor, who)
        guard case .integer(let kept)? = try hand.received(digest) else { throw Trouble("no count") }
        #expect((there...400_000).contains(kept))
        // A client that begins a little before that point repeats bytes, which is no harm.
        let offset = max(0, Int(kept) - 1_000)
        let part = Array(bytes[offset..<600_000])
        #expect(try hand.put(digest, part, from: offset, of: bytes.count).status == 202)
        #expect(try hand.received(digest) == 600_000)
        let rest = try hand.put(digest, Array(bytes[600_000...]), from: 600_000, of: bytes.count)
        #expect(rest.status == 201)
        #expect(try JSON.parse(rest.body) == ["sha256": .string(digest), "size": 700_000])
        // It is usable now, and unchanged.
        try floor.act(floor.agency, "publishNotice", try floor.notice())
        let text: JSON = ["subject": "documents", "text": .string(digest)]
        try floor.act(who, "raiseObjection", lots: ["L1"], text)
        #expect(try hand.hall.get("/files/\(digest)") == bytes)
    }

    @Test("a file with another digest is refused and thrown away, and the right bytes are taken after it")
    func wrongDigest() throws {
        let floor = try Floor()
        try floor.registered()
        let hand = try Hand(floor, floor.bidders[0])
        let (bytes, digest) = content(5_000)
        var wrong = bytes
        wrong[2_500] ^= 1
        let refused = try Refused(try hand.put(digest, wrong))
        #expect(refused.code == "UPLOAD_REFUSED" && refused.status == 422)
        #expect(refused.en.contains(digest))
        #expect(try hand.received(digest) == 0)
        #expect(try hand.put(digest, bytes).status == 201)
    }

    @Test("a part that leaves a gap, reaches beyond the end or has a strange offset is refused")
    func wrongOffset() throws {
        let floor = try Floor()
        try floor.registered()
        let hand = try Hand(floor, floor.bidders[0])
        let (bytes, digest) = content(5_000)
        let head = Array(bytes.prefix(1_000))
        #expect(try hand.put(digest, head, from: 0, of: 5_000).status == 202)
        let gap = try Refused(try hand.put(digest, Array(bytes[1_001...]), from: 1_001, of: 5_000))
        #expect(gap.code == "UPLOAD_GAP" && gap.status == 409)
        #expect(gap.demanded == "1000")
        let beyond = try Refused(try hand.put(digest, Array(bytes[1_000...]) + [1], from: 1_000, of: 5_000))
        #expect(beyond.code == "UPLOAD_BEYOND_END" && beyond.status == 400)
        for header in ["-1", "1e3", "", "99999999999999999999"] {
            let reply = try hand.hall.send("PUT", "/files/\(digest)", [("Upload-Offset", header)], head)
            // libcurl does not send an empty header at all: then the part is the whole, of another length.
            if !header.isEmpty { #expect(try Refused(reply).code == "HEADER_INVALID", "\(header)") }
        }
        let huge = try Refused(
            try hand.hall.send(
                "PUT", "/files/\(digest)", [("Upload-Offset", "\(Int64.max)")], head))
        #expect(huge.code == "FILE_TOO_LARGE" && huge.status == 413)
        let chunked = try Wire(floor.server.port)
        try chunked.send(
            "PUT /files/\(digest) HTTP/1.1\r\nHost: x\r\n\(try hand.hall.bearer)"
                + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")
        #expect(try chunked.answer().status == 400)
    }

    @Test("two parties may hand the same file in, and neither learns of the other")
    func samefile() throws {
        let floor = try Floor()
        try floor.noticed()
        let (one, other) = (try Hand(floor, floor.bidders[0]), try Hand(floor, floor.bidders[1]))
        let (bytes, digest) = content(9_000)
        #expect(try one.put(digest, Array(bytes.prefix(4_000)), from: 0, of: 9_000).status == 202)
        #expect(try other.received(digest) == 0)
        // The other cannot go on where the first stopped.
        let gap = try Refused(try other.put(digest, Array(bytes[4_000...]), from: 4_000, of: 9_000))
        #expect(gap.code == "UPLOAD_GAP")
        #expect(try one.put(digest, Array(bytes[4_000...]), from: 4_000, of: 9_000).status == 201)
        #expect(try other.received(digest) == 0, "who has sent nothing is told of nothing")
        // Naming what another has sent is naming nothing, as with a file that nobody has sent.
        func objection(_ who: Person, _ digest: String) throws -> Reply {
            try floor.post(
                try floor.signed(
                    who, "raiseObjection", lots: ["L1"],
                    ["subject": "documents", "text": .string(digest)]))
        }
        let nobodys = String(repeating: "77", count: 32)
        let named = try Refused(try objection(floor.bidders[1], digest))
        let unknown = try Refused(try objection(floor.bidders[1], nobodys))
        #expect(named.code == "FILE_MISSING" && unknown.code == "FILE_MISSING")
        #expect(named.en == unknown.en.replacingOccurrences(of: nobodys, with: digest))
        #expect(try other.hall.send("GET", "/files/\(digest)").status == 404)
        #expect(try other.put(digest, bytes).status == 201)
        #expect(try objection(floor.bidders[1], digest).status == 201)
    }

    @Test("an upload needs a session, and what is sent twice is received once")
    func session() throws {
        let floor = try Floor()
        try floor.registered()
        let (bytes, digest) = content(3_000)
        for headers in [[], [("Authorization", "Bearer \(digest)")], [("Authorization", "Basic eDp5")]] {
            let reply = try floor.hall().send("PUT", "/files/\(digest)", headers, bytes)
            #expect(reply.status == 401, "\(headers)")
            #expect(reply.header("WWW-Authenticate") == "Bearer")
        }
        let hand = try Hand(floor, floor.bidders[2])
        #expect(try hand.put(digest, bytes).status == 201)
        #expect(try hand.put(digest, bytes).status == 201)
        #expect(try hand.received(digest) == 3_000)
    }
}
