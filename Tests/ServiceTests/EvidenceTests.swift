import Foundation
import Ledger
import OpenSSL
import Platform
import Procurement
import StrictJSON
import Testing

@testable import tradehall

@Suite("A flipped bit anywhere in an exported tender is found, and its place named")
struct EvidenceTests {
    /// A copy of the exported tender in which one byte at a time is changed and put back.
    private final class Copy {
        let exported: Exported
        let path: String
        private let handle: FileHandle

        init(_ exported: Exported) throws {
            self.exported = exported
            path = "\(try World.get().desk())/copy.tar"
            try Files.write(exported.bytes, to: path)
            handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        }

        /// What verification says with one bit of one byte flipped.
        func flipped(_ offset: Int, bit: UInt8) throws -> EvidenceFault? {
            try put(exported.bytes[offset] ^ (1 << bit), at: offset)
            defer { try? put(exported.bytes[offset], at: offset) }
            return try fault(in: path, logKey: exported.logKey)
        }

        private func put(_ byte: UInt8, at offset: Int) throws {
            try handle.seek(toOffset: UInt64(offset))
            try handle.write(contentsOf: Data([byte]))
        }
    }

    @Test("as it came it verifies, with every member, bid and decision, and with stock tools")
    func whole() throws {
        let exported = try Exported.get()
        let found = try TenderVerification.verify(
            exported.path, logKey: exported.logKey,
            workDirectory: FileManager.default.temporaryDirectory.path)
        #expect(found.members == exported.members.count)
        #expect(found.bidsOpened == 3)
        #expect(found.signatures == found.decisions && found.signatures > 15)
        #expect(found.phases.map(\.1) == [.cancelled, .failed])
        let listed = try run("/bin/tar", ["-tf", exported.path])
        #expect(listed.status == 0)
        #expect(listed.out.split(separator: "\n").map(String.init) == exported.members.map(\.path))
        let program = try run(
            try World.get().program, ["tender", "verify", exported.path, "--log-key", exported.logKey])
        #expect(program.status == 0, "\(program.out)")
    }

    @Test("in the contents of every member: at one end, and somewhere between")
    func contents() throws {
        let copy = try Copy(try Exported.get())
        for (number, member) in copy.exported.members.enumerated() where member.padding > member.contents {
            let last = member.padding - 1
            let middle = member.contents + (last - member.contents) * (number % 7 + 1) / 9
            for offset in Set([number % 2 == 0 ? member.contents : last, middle]) {
                let fault = try #require(
                    try copy.flipped(offset, bit: UInt8((offset + number) % 8)), "\(member.path) @\(offset)")
                #expect(fault.place == member.path, "\(fault.words.en)")
                #expect(fault.offset == member.contents, "\(member.path)")
                #expect(!fault.words.zh.isEmpty && !fault.words.en.isEmpty)
            }
        }
    }

    @Test("in every byte of a header, and in one of every member's")
    func headers() throws {
        let copy = try Copy(try Exported.get())
        // The first header: each of its 512 bytes.
        for offset in 0..<512 {
            let fault = try #require(try copy.flipped(offset, bit: UInt8(offset % 8)), "byte \(offset)")
            #expect(fault.place == "tar" && fault.offset == 0, "byte \(offset): \(fault.words.en)")
        }
        // The fields of a header (POSIX.1-2001), a different one for each further member.
        let fields = [
            0, 99, 100, 108, 116, 124, 134, 136, 148, 155, 156, 157, 257, 262, 263, 265, 297, 329, 337, 345,
            500, 511,
        ]
        for (number, member) in copy.exported.members.enumerated() {
            let offset = member.header + fields[number % fields.count]
            let fault = try #require(try copy.flipped(offset, bit: UInt8(number % 8)), "byte \(offset)")
            #expect(
                fault.place == "tar" && fault.offset == member.header, "\(member.path): \(fault.words.en)")
        }
    }

    @Test("in the padding behind every member, and in the end blocks")
    func padding() throws {
        let copy = try Copy(try Exported.get())
        for (number, member) in copy.exported.members.enumerated() where member.end > member.padding {
            let offset = number % 2 == 0 ? member.padding : member.end - 1
            let fault = try #require(try copy.flipped(offset, bit: 5), "byte \(offset)")
            #expect(fault.place == member.path, "\(fault.words.en)")
            #expect(fault.words.en.contains("\(offset)"), "\(fault.words.en)")
        }
        let end = copy.exported.end
        #expect(copy.exported.bytes.count == end + 1024)
        for offset in [end, end + 1, end + 511, end + 512, end + 1023] {
            let fault = try #require(try copy.flipped(offset, bit: 0), "byte \(offset)")
            #expect(fault.place == "tar" && fault.offset == end, "\(offset): \(fault.words.en)")
        }
    }

    @Test("a file that is cut off anywhere, or to which something is added, does not verify")
    func length() throws {
        let exported = try Exported.get()
        let path = "\(try World.get().desk())/cut.tar"
        var cuts = [0, 1, 511, 512, 513, exported.end, exported.end + 512, exported.bytes.count - 1]
        for (number, member) in exported.members.enumerated() {
            cuts.append([member.header, member.contents, member.padding - 1][number % 3])
        }
        for cut in Set(cuts) {
            try Files.write(Array(exported.bytes.prefix(cut)), to: path)
            #expect(try fault(in: path, logKey: exported.logKey) != nil, "cut to \(cut) bytes")
        }
        let additions: [[UInt8]] = [
            [0], [1], Array(repeating: 0, count: 512), Array(repeating: 0, count: 10_240),
            Array(exported.bytes.prefix(1024)), exported.bytes,
        ]
        for addition in additions {
            try Files.write(exported.bytes + addition, to: path)
            let fault = try #require(
                try fault(in: path, logKey: exported.logKey), "\(addition.count) bytes more")
            #expect(fault.place == "tar" && fault.offset == exported.end, "\(fault.words.en)")
        }
    }

    @Test("the command says so too: exit 1, and the place in one line")
    func command() throws {
        let exported = try Exported.get()
        let path = "\(try World.get().desk())/flipped.tar"
        for member in [exported.members[0], exported.members[exported.members.count / 2]] {
            var bytes = exported.bytes
            bytes[member.contents + 3] ^= 4
            try Files.write(bytes, to: path)
            for (language, words) in [("en", "does not verify"), ("zh", "核验不通过")] {
                let shown = try run(
                    try World.get().program,
                    ["tender", "verify", path, "--log-key", exported.logKey, "--lang", language])
                #expect(shown.status == 1)
                #expect(shown.out.contains(words) && shown.out.contains(member.path), "\(shown.out)")
                #expect(shown.out.contains("\(member.contents)"))
            }
        }
    }
}
