import Testing

@testable import HTTPServer

@Suite("Targets of requests")
struct Targets {
    @Test(
        "a path is cut at its slashes and then decoded",
        arguments: [
            ("/", []), ("/a", ["a"]), ("/a/b-c_d.e~f", ["a", "b-c_d.e~f"]), ("/a/", ["a", ""]),
            ("/%E6%A0%87", ["标"]), ("/a%20b", ["a b"]), ("/a+b", ["a+b"]), ("/%61", ["a"]),
            ("/a%25b", ["a%b"]),
            ("/a%2561", ["a%61"]), ("/...", ["..."]), ("/a?b/../c", ["a"]), ("http://host/x/y", ["x", "y"]),
            ("https://host:8443/x", ["x"]), ("http://host", []), ("/a%3Fb", ["a?b"]),
        ])
    func paths(_ text: String, _ segments: [String]) throws {
        #expect(try Target(Array(text.utf8)).segments == segments)
    }

    @Test(
        "a path that two programs could read differently is refused",
        arguments: [
            "", "a", "*", "//", "//a", "/a//b", "/.", "/..", "/a/../b", "/a/./b", "/%2e%2e/b", "/.%2E",
            "/a%2Fb",
            "/a%2f..%2fb", "/a%5Cb", "/a\\..\\b", "/a%00b", "/a%0d%0aSet-Cookie:x", "/a%7F", "/a%", "/a%4",
            "/a%zz",
            "/a%u0041", "/%FF", "/%C0%AF", "/%E0%80%AF", "/%ED%A0%80", "/%C3", "/\u{E9}", "/a b", "/a#b",
            "/a\u{7F}",
            "ftp://host/a", "host:80",
        ])
    func refusedPaths(_ text: String) {
        let fault = #expect(throws: Target.Malformed.self) { try Target(Array(text.utf8)) }
        #expect(fault?.part == .target)
    }

    @Test("a query is decoded field by field, in order")
    func query() throws {
        let query = try Target(Array("/a?q=%E6%A0%87+x&q=2&flag&e=&=v&a=b=c&&%26=%3D".utf8)).query
        #expect(query.map(\.name) == ["q", "q", "flag", "e", "", "a", "&"])
        #expect(query.map(\.value) == ["标 x", "2", "", "", "v", "b=c", "="])
    }

    @Test("a broken or endless query is refused", arguments: ["q=%", "q=%1", "%FF=1", "q=%00", "q=%0A"])
    func refusedQueries(_ query: String) throws {
        let fault = #expect(throws: Target.Malformed.self) { try Target(Array("/?\(query)".utf8)) }
        #expect(fault?.part == .query)
        let hundred = Array(repeating: "a=1", count: 100).joined(separator: "&")
        #expect(try Target(Array("/?\(hundred)".utf8)).query.count == 100)
        #expect(throws: Target.Malformed.self) { try Target(Array("/?\(hundred)&a=1".utf8)) }
    }

    @Test(
        "a byte range is what RFC 9110 says",
        arguments: [
            ("bytes=0-0", 10, 0..<1), ("bytes=2-5", 10, 2..<6), ("bytes=5-", 10, 5..<10),
            ("bytes=5-99", 10, 5..<10),
            ("bytes=-3", 10, 7..<10), ("bytes=-99", 10, 0..<10), ("bytes=10-", 10, nil),
            ("bytes=-0", 10, nil),
            ("bytes=0-", 0, nil), ("bytes=-5", 0, nil), ("bytes=0-18446744073709551615", 10, 0..<10),
        ] as [(String, UInt64, Range<UInt64>?)])
    func ranges(_ text: String, _ length: UInt64, _ range: Range<UInt64>?) throws {
        #expect(try #require(ByteRange(text)).within(length) == range)
    }

    @Test(
        "what is not one byte range is no range",
        arguments: [
            "bytes=", "bytes=-", "bytes=a-b", "bytes=5-2", "bytes=1-2,4-5", "lines=1-2", "bytes=+1-2",
            "bytes= 1-2", "bytes=1-99999999999999999999",
        ])
    func noRanges(_ text: String) {
        #expect(ByteRange(text) == nil)
    }
}
