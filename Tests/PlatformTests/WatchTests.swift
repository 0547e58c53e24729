import Foundation
import Ledger
import Locks
import OpenSSL
import Procurement
import Storage
import StrictJSON
import Testing

@testable import Platform

/// A log that is written to as the writer writes: durable first, then told.
final class ToldLog: Sendable {
    static let tender = TenderID("T-1")
    static let stream = Draft.stream(of: tender)
    let store: SQLiteStore
    let watchers = Watchers()
    private let seals: Seals
    private let versions = Mutex<[String: Int64]>([:])
    /// What watchers of the tender are to be told, in order.
    let told = Mutex<[Int64]>([])

    init(_ small: SmallHall) {
        store = small.store.store
        seals = small.seals
    }

    /// Writes entries of these bodies, and tells of them if `tells`.
    func write(_ bodies: [(TenderID, [Event])], tells: Bool = true) throws {
        let at = Instant(milliseconds: SmallHall.now)
        let entries = try bodies.map { tender, events in
            let stream = Draft.stream(of: tender)
            let version = versions.withLock { versions in
                versions[stream, default: 0] += 1
                return versions[stream, default: 0]
            }
            let body = EntryBody.clock(events)
            let entry = try Entry(
                stream: stream, version: version, at: at.milliseconds, kind: body.kind, body: body.json)
            return try NewEntry(entry, salt: Random.bytes(Commitment.saltSize), command: nil)
        }
        let batch = EntryBatch(after: try store.frontier(), entries)
        try store.append(
            batch,
            checkpoint: StoredCheckpoint(size: batch.size, note: try seals.sign(batch), timeStamp: nil))
        for (index, (tender, events)) in bodies.enumerated() {
            let seq = batch.firstSeq + Int64(index)
            if tender == Self.tender, events.contains(where: { $0.asWatched != nil }) {
                told.withLock { $0.append(seq) }
            }
            if tells {
                watchers.publish(tender, seq: seq) { WatchEvent(.clock(events), seq: seq, at: at) }
            }
        }
    }

    static let open = Event.lotMoved(Samples.lot, .noticed, at: Samples.now)
    static let secret = Event.bidSubmitted(
        BidID("bid-00009"), Samples.lot, by: Samples.bidder, Samples.sealed)
}

/// Remembers what it was told.
final class Listener: Watcher {
    private let events = Mutex<[[UInt8]]>([])
    private let ends = Mutex(0)
    func take(_ event: [UInt8]) { events.withLock { $0.append(event) } }
    func end() { ends.withLock { $0 += 1 } }
    var heard: [Int64] { events.withLock { $0 }.flatMap { ids($0) } }
    var ended: Int { ends.withLock { $0 } }
}

/// The ids in a part of an event stream.
func ids(_ bytes: [UInt8]) -> [Int64] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap {
        $0.hasPrefix("id: ") ? Int64($0.dropFirst(4)) : nil
    }
}

@Suite("Watching a tender")
struct WatchTests {
    @Test("whoever comes and goes while entries are written hears each once and in order")
    func noGapNoDuplicate() throws {
        let small = try SmallHall()
        let log = ToldLog(small)
        let over = Mutex(false)
        let seen = Mutex<[[Int64]]>([])
        let done = DispatchSemaphore(value: 0)
        for reader in 0..<4 {
            Thread.detachNewThread {
                var state = UInt64(reader) &* 0x9E37_79B9_7F4A_7C15 | 1
                func chance(_ count: Int) -> Int {
                    state ^= state << 13
                    state ^= state >> 7
                    state ^= state << 17
                    return Int(state % UInt64(count))
                }
                var got: [Int64] = []
                var isLast = false
                while !isLast {
                    isLast = over.withLock { $0 }
                    got += (try? visit(log, after: got.last ?? 0, stay: chance(4), keep: chance(8))) ?? []
                }
                // Once more, with nothing lost on the way.
                got += (try? visit(log, after: got.last ?? 0, stay: 0, keep: .max)) ?? []
                seen.withLock { $0.append(got) }
                done.signal()
            }
        }
        let others = [TenderID("T-2"), TenderID("T-3")]
        for number in 0..<250 {
            var bodies: [(TenderID, [Event])] = [(ToldLog.tender, [ToldLog.open])]
            if number % 2 == 0 { bodies.append((others[number / 2 % 2], [ToldLog.open])) }
            if number % 3 == 0 { bodies.insert((ToldLog.tender, [ToldLog.secret]), at: 0) }
            if number % 5 == 0 { bodies.append((ToldLog.tender, [ToldLog.secret, ToldLog.open])) }
            try log.write(bodies)
        }
        over.withLock { $0 = true }
        for _ in 0..<4 { #expect(done.wait(timeout: .now() + 60) == .success) }
        let expected = log.told.withLock { $0 }
        #expect(expected.count == 300)
        for got in seen.withLock({ $0 }) { #expect(got == expected) }
        #expect(log.watchers.isIdle)
    }

    /// One visit of a watcher: reads the past, hears what comes for `stay` milliseconds, and is cut off when it
    /// has taken at most `keep` of that.
    private func visit(_ log: ToldLog, after: Int64, stay: Int, keep: Int) throws -> [Int64] {
        let listener = Listener()
        let watch = log.watchers.join(ToldLog.tender, listener)
        defer { log.watchers.leave(watch) }
        let past = WatchPast(log.store, ToldLog.stream, after: after)
        var got: [Int64] = []
        repeat {
            while true {
                let bytes = try past.next()
                if bytes.isEmpty { break }
                got += ids(bytes)
            }
        } while !log.watchers.goLive(watch, at: past.seq)
        usleep(UInt32(stay) * 1000)
        let live = listener.heard
        return got + live.prefix(keep)
    }

    @Test("an entry that was read before it was told is not told again, and one that was not is")
    func boundary() throws {
        let small = try SmallHall()
        let log = ToldLog(small)
        let listener = Listener()
        let watch = log.watchers.join(ToldLog.tender, listener)
        let past = WatchPast(log.store, ToldLog.stream, after: 0)
        try log.write([(ToldLog.tender, [ToldLog.open])], tells: false)
        let first = try #require(ids(try past.next()).first)
        #expect(try past.next().isEmpty)
        // Told, after it was read from the store: the watcher must look once more, and finds nothing new.
        log.watchers.publish(ToldLog.tender, seq: first) { WatchEvent(id: first, name: "entry", data: []) }
        #expect(!log.watchers.goLive(watch, at: past.seq))
        #expect(try past.next().isEmpty)
        #expect(log.watchers.goLive(watch, at: past.seq))
        // And told only now, as by a writer that was slower than the reader.
        log.watchers.publish(ToldLog.tender, seq: first) { WatchEvent(id: first, name: "entry", data: []) }
        #expect(listener.heard.isEmpty)
        try log.write([(ToldLog.tender, [ToldLog.open])])
        #expect(listener.heard == [first + 1])
        log.watchers.leave(watch)
        log.watchers.leave(watch)
        #expect(log.watchers.total == 0)
        try log.write([(ToldLog.tender, [ToldLog.open])])
        #expect(listener.heard.count == 1)
    }

    @Test(
        "of every event watchers are told exactly what the law publishes at once, and nothing of its author")
    func onlyPublic() throws {
        let record = ActRecord(
            id: "command-7", by: Samples.bidder, roles: [.bidder], certificate: Samples.digest,
            content: Samples.other)
        for event in Samples.events {
            let told = WatchEvent(.act(record, [event]), seq: 7, at: Samples.now)
            // A bid in the open is told without its bidder, by its paddle.
            let isOffer = if case .offerMade = event { true } else { false }
            #expect((told != nil) == (event.isPublic || isOffer), "\(event.name)")
            #expect(!event.isPublic || event.isVisible, "\(event.name)")
            guard let told else { continue }
            let json = try JSON.parse(told.data)
            if isOffer {
                #expect(!String(decoding: told.data, as: UTF8.self).contains(Samples.bidder.text))
                #expect(!String(decoding: told.data, as: UTF8.self).contains("bid-0"))
            } else {
                #expect(json == ["seq": 7, "at": JSON(Samples.now), "events": [event.json]])
            }
            #expect(!String(decoding: told.bytes, as: UTF8.self).contains("command-7"))
        }
        // What is not public stays away beside what is.
        let mixed = try #require(
            WatchEvent(.clock([ToldLog.secret, ToldLog.open]), seq: 7, at: Samples.now))
        #expect(try JSON.parse(mixed.data)["events"] == [ToldLog.open.json])
        for event in [ToldLog.secret, .bidWithdrawn(BidID("bid-00009"), Samples.lot)] {
            #expect(WatchEvent(.act(record, [event]), seq: 7, at: Samples.now) == nil)
        }
        #expect(
            WatchEvent(.registered(record, try SmallHall().party), seq: 7, at: Samples.now) == nil)
    }

    @Test("an event is one block of lines, whatever its text holds")
    func form() {
        let event = WatchEvent(id: 7, name: "entry", data: Array("a\nid: 9\r\rb".utf8))
        #expect(
            String(decoding: event.bytes, as: UTF8.self)
                == "id: 7\nevent: entry\ndata: a\ndata: id: 9\ndata: \ndata: b\n\n")
    }

    @Test("a watcher that has seen nothing begins with what comes, and one from another log is not believed")
    func beginnings() throws {
        let small = try SmallHall()
        let log = ToldLog(small)
        try log.write((0..<300).map { _ in (ToldLog.tender, [ToldLog.open]) })
        let size = try log.store.size()
        let expected = log.told.withLock { $0 }
        #expect(throws: Problem.self) { try small.hall.past(of: TenderID("T-9"), after: nil) }
        for after in [Int64(0), 1, 2, 150, size - 2, size - 1] {
            let past = WatchPast(log.store, ToldLog.stream, after: after)
            var got: [Int64] = []
            while true {
                let bytes = try past.next()
                if bytes.isEmpty { break }
                got += ids(bytes)
            }
            #expect(got == expected.filter { $0 > after })
        }
    }

    @Test("watchers are sent away when it is not certain what they were told of the log")
    func uncertain() throws {
        let small = try SmallHall()
        let listener = Listener()
        let watch = small.hall.watchers.join(ToldLog.tender, listener)
        #expect(small.hall.watchers.goLive(watch, at: 0))
        small.store.fail(.writtenButNotTold)
        _ = try? small.hall.submit(try small.registration("command-1"))
        // The writer takes the next only when it is done with this one.
        _ = try? small.hall.submit(try small.registration("command-2"))
        #expect(listener.ended > 0)
    }
}
