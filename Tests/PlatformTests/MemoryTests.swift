import Procurement
import Testing

@testable import Platform

@Suite("What the hall keeps in memory")
struct MemoryTests {
    @Test("a command that was noted is never taken for new, however many there are")
    func filterForgetsNothing() {
        let filter = CommandFilter()
        // More than one block holds.
        let count = (1 << 20) + 5_000
        for number in 0..<count { filter.note(author: "A\(number % 7)", id: "\(number)") }
        var forgotten = 0
        for number in stride(from: 0, to: count, by: 97)
        where !filter.mayHave(author: "A\(number % 7)", id: "\(number)") { forgotten += 1 }
        #expect(forgotten == 0)
    }

    @Test("nearly every new command is known to be new, and an id belongs to its author")
    func filterKnowsStrangers() {
        let filter = CommandFilter()
        #expect(!filter.mayHave(author: "A", id: "1"))
        for number in 0..<100_000 { filter.note(author: "A", id: "\(number)") }
        let mistaken = (0..<100_000).count { filter.mayHave(author: "B", id: "\($0)") }
        #expect(mistaken < 1_000)
    }

    @Test("a page is shown only while nothing has changed, and carries the clock of its reader")
    func pagesFollow() throws {
        let cache = PageCache()
        let noon = try #require(Instant(text: "2026-03-02T12:00:00+08:00"))
        cache.keep(.dated(before: Array("<".utf8), after: Array(">".utf8)), "p", 3)
        let shown = try #require(cache.page("p", 3))
        #expect(String(decoding: shown.bytes(at: noon), as: UTF8.self) == "<\(noon.text)>")
        #expect(cache.page("q", 3) == nil)
        #expect(cache.page("p", 4) == nil)
        cache.keep(.plain([1]), "q", 4)
        #expect(cache.page("q", 4)?.bytes(at: noon) == [1])
        // Made before the change and handed in after it.
        cache.keep(.plain([2]), "p", 3)
        #expect(cache.page("p", 3) == nil)
        #expect(cache.page("p", 4) == nil)
    }

    @Test("pages never take more than their share of memory")
    func pagesAreBounded() {
        let cache = PageCache()
        let page = [UInt8](repeating: 0, count: 1 << 20)
        for number in 0..<100 { cache.keep(.plain(page), "\(number)", 1) }
        let kept = (0..<100).count { cache.page("\($0)", 1) != nil }
        #expect((1...16).contains(kept))
        cache.keep(.plain([UInt8](repeating: 0, count: 4 << 20)), "large", 1)
        #expect(cache.page("large", 1) == nil)
    }
}
