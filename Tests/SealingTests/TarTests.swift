import OpenSSL
import Testing

@testable import Sealing

private func list(_ path: String, canonical: Bool = false) throws -> [String: [UInt8]] {
    let reader = try TarReader(path: path, requireCanonical: canonical)
    var found: [String: [UInt8]] = [:]
    while let member = try reader.next() {
        found[member.path] = try reader.contents(atMost: 1 << 20)
        #expect(found[member.path]?.count == member.size)
    }
    return found
}

@Suite("Tars and stock tar")
struct TarTests {
    static let long =
        "附件/" + String(repeating: "技术标", count: 20) + "/" + String(repeating: "x", count: 90) + ".pdf"

    @Test(
        "what stock tar writes is read, in its three formats, with long and Chinese names and folders",
        arguments: ["gnu", "pax", "ustar", "posix", "oldgnu"])
    func stockWrites(format: String) throws {
        let shop = try Workshop()
        var files: [String: [UInt8]] = [
            "bid.json": Array("{}".utf8), "empty": [], "技术标.pdf": Workshop.noise(1_000),
            "f/512": Workshop.noise(512), "f/g/513": Workshop.noise(513),
        ]
        if format != "ustar" { files[Self.long] = Workshop.noise(100_000) }
        for (name, bytes) in files { try shop.write(bytes, "in/\(name)") }
        try shop.run("tar -C in --format=\(format) -cf a.tar bid.json empty 技术标.pdf f")
        if format != "ustar" {
            try shop.run("tar -C in --format=\(format) -rf a.tar 附件")
        }
        #expect(try list(shop.path("a.tar")) == files)
        try shop.run("tar -C in --format=\(format) -cf b.tar .")
        #expect(try list(shop.path("b.tar")) == files)
    }

    @Test("a name that fits ustar only by its prefix is read")
    func prefix() throws {
        let shop = try Workshop()
        let name = String(repeating: "d", count: 120) + "/" + String(repeating: "f", count: 90)
        try shop.write([1, 2, 3], "in/\(name)")
        try shop.run("tar -C in --format=ustar -cf a.tar \(name)")
        #expect(try list(shop.path("a.tar")) == [name: [1, 2, 3]])
    }

    @Test("what we write is unpacked by stock tar and read back as canonical")
    func weWrite() throws {
        let shop = try Workshop()
        let names = ["bid.json", "a", "f/512", Self.long, "技术标.pdf", String(repeating: "n", count: 100)]
        let tar = try TarWriter(path: shop.path("a.tar"))
        var files: [String: [UInt8]] = [:]
        for (index, name) in names.enumerated() {
            files[name] = Workshop.noise([0, 1, 512, 300_000, 513, 511][index])
            try tar.add(path: name, bytes: files[name] ?? [])
        }
        let size = try tar.finish()
        #expect(try shop.read("a.tar").count == size)
        #expect(try list(shop.path("a.tar"), canonical: true) == files)
        try shop.write([], "out/x")
        try shop.run("tar -C out -xf a.tar")
        for (name, bytes) in files { #expect(try shop.read("out/\(name)") == bytes) }
        let again = try TarWriter(path: shop.path("b.tar"))
        for name in names {
            try again.add(path: name, file: shop.path("out/\(name)"))
        }
        try again.finish()
        #expect(try shop.read("a.tar") == shop.read("b.tar"))
    }

    @Test("a size beyond eleven octal digits goes into a pax record")
    func large() throws {
        let header = TarHeader.canonical("a", size: 1 << 33)
        #expect(header.count == 3 * 512)
        #expect(header[512...].starts(with: Array("19 size=8589934592\n".utf8)))
        #expect(TarHeader.canonical("a", size: 1 << 33 - 1).count == 512)
    }

    @Test("what is no plain file inside the folder is refused by name")
    func refused() throws {
        let shop = try Workshop()
        try shop.write([1], "in/a")
        try shop.run("ln -s a in/soft")
        try shop.run("ln in/a in/hard")
        try shop.run("mkfifo in/pipe")
        try shop.run("mkdir in/sub")
        try shop.run("truncate -s 1000000 in/holes")
        func code(_ line: String) throws -> String? {
            try shop.run("tar -C in -cf a.tar \(line)")
            return try refusal { _ = try list(shop.path("a.tar")) }
        }
        #expect(try code("a") == nil)
        #expect(try code("soft") == "TAR_KIND")
        #expect(try code("a hard") == "TAR_KIND")
        #expect(try code("pipe") == "TAR_KIND")
        #expect(try code("/dev/null") == "TAR_KIND")
        #expect(try code("-S holes") == "TAR_KIND")
        #expect(try code("--format=pax -S holes") == "TAR_MALFORMED")
        #expect(try code("--format=v7 a") == "TAR_MALFORMED")
        #expect(try code("-P \(shop.path("in/a"))") == "TAR_PATH")
        #expect(try code("-P ../in/a") == "TAR_PATH")
        #expect(try code("-P sub/../a") == "TAR_PATH")
        #expect(try code("a a --hard-dereference") == "TAR_DUPLICATE")
        #expect(try code("a ./a --hard-dereference") == "TAR_DUPLICATE")
        #expect(
            try code("a hard --hard-dereference --transform=s/hard/a.b/ --transform=s,a.b,a/b,")
                == "TAR_DUPLICATE")
    }

    @Test("more files than the limit, and larger ones, are refused")
    func limits() throws {
        let shop = try Workshop()
        let tar = try TarWriter(path: shop.path("a.tar"))
        for index in 0..<5 { try tar.add(path: "f\(index)", bytes: [1, 2, 3]) }
        try tar.finish()
        func code(_ limits: TarLimits) throws -> String? {
            try refusal {
                let reader = try TarReader(path: shop.path("a.tar"), limits: limits)
                while try reader.next() != nil {}
            }
        }
        #expect(try code(TarLimits(files: 5, fileSize: 3)) == nil)
        #expect(try code(TarLimits(files: 4)) == "TAR_TOO_MANY")
        #expect(try code(TarLimits(fileSize: 2)) == "TAR_MALFORMED")
    }

    @Test("whatever follows the end but zeros is refused, and a cut tar too")
    func end() throws {
        let shop = try Workshop()
        let tar = try TarWriter(path: shop.path("a.tar"))
        try tar.add(path: "a", bytes: [1])
        try tar.finish()
        let whole = try shop.read("a.tar")
        func code(_ bytes: [UInt8]) throws -> String? {
            try shop.write(bytes, "x.tar")
            return try refusal { _ = try list(shop.path("x.tar")) }
        }
        #expect(try code(whole) == nil)
        #expect(try code(whole + [UInt8](repeating: 0, count: 9_000)) == nil)
        #expect(try code(whole + [1]) == "TAR_GARBAGE")
        #expect(try code(whole + [UInt8](repeating: 0, count: 9_000) + [1]) == "TAR_GARBAGE")
        #expect(try code(Array(whole.prefix(1_536)) + whole) == "TAR_GARBAGE")
        for count in stride(from: 0, to: whole.count, by: 37) {
            #expect(try code(Array(whole.prefix(count))) == "TAR_TRUNCATED", "after \(count) bytes")
        }
        let older = whole.enumerated().map { $0.offset == 140 ? 0x31 : $0.element }
        #expect(try code(older) == "TAR_MALFORMED", "the checksum covers the time")
        let stray = whole.enumerated().map { $0.offset == 600 ? 1 : $0.element }
        #expect(try code(stray) == "TAR_MALFORMED")
    }

    @Test("in the canonical form every changed byte but the contents is seen")
    func canonical() throws {
        let shop = try Workshop()
        let tar = try TarWriter(path: shop.path("a.tar"))
        try tar.add(path: "bid.json", bytes: [1, 2, 3])
        try tar.add(path: "技术标.pdf", bytes: [])
        try tar.finish()
        let whole = try shop.read("a.tar")
        let contents = 512..<515
        for index in whole.indices where !contents.contains(index) {
            var changed = whole
            changed[index] ^= 1 << UInt8(index % 8)
            try shop.write(changed, "x.tar")
            let code = try refusal { _ = try list(shop.path("x.tar"), canonical: true) }
            #expect(code != nil, "byte \(index)")
        }
        try shop.write(whole + [UInt8](repeating: 0, count: 512), "x.tar")
        #expect(try refusal { _ = try list(shop.path("x.tar"), canonical: true) } == "TAR_NOT_CANONICAL")
        try shop.write(Array("x".utf8), "in/bid.json")
        for format in ["gnu", "pax", "ustar"] {
            try shop.run("tar -C in --format=\(format) -cf y.tar bid.json")
            let code = try refusal { _ = try list(shop.path("y.tar"), canonical: true) }
            #expect(code == "TAR_NOT_CANONICAL")
        }
    }

    @Test("names that a bid may not have are refused when writing")
    func writing() throws {
        let shop = try Workshop()
        let tar = try TarWriter(path: shop.path("a.tar"))
        for name in [
            "", "/a", "a/", "a//b", "./a", "..", "a/../b", "a\\b", "a\nb", String(repeating: "x", count: 256),
        ] {
            #expect(try refusal { try tar.add(path: name, bytes: []) } == "TAR_PATH", "\(name)")
        }
        try tar.add(path: "a", bytes: [])
        #expect(try refusal { try tar.add(path: "a", bytes: []) } == "TAR_DUPLICATE")
        try tar.add(path: "b", size: 3)
        #expect(throws: FileFault.self) { try tar.finish() }
        #expect(!shop.exists("a.tar"))
    }
}
