import Foundation
import Ledger
import Locks
import OpenSSL
import Procurement
import Storage
import StrictJSON
import Testing

@testable import Platform

@Suite("The writer when the store fails")
struct FaultTests {
    /// The problem of a command that was not acknowledged.
    private func failure(_ small: SmallHall, _ signed: [UInt8]) -> Problem? {
        do throws(Problem) {
            _ = try small.hall.submit(signed)
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "the author hears STORE_FAILED, the state is that of the log, and sending again gives one receipt",
        arguments: FaultyStore.Fault.allCases)
    func oneFault(_ fault: FaultyStore.Fault) throws {
        let small = try SmallHall()
        _ = try small.hall.submit(try small.registration("before-1"))
        let size = try small.store.frontier().size
        let signed = try small.registration("command-1")
        small.store.fail(fault)
        let problem = try #require(failure(small, signed))
        #expect(problem.code == "STORE_FAILED" && problem.kind == .unavailable)
        #expect(try small.store.frontier().size == size + (fault == .writtenButNotTold ? 1 : 0))
        // The writer reads its state back before it takes the next command.
        let isBroken = fault != .refused
        let next = failure(small, try small.registration("next-0001"))
        #expect((next?.code == "STORE_FAILED") == isBroken)
        #expect(small.hall.isBroken == isBroken, "a store that takes no more writes is told")
        #expect(try small.followsLog())
        if isBroken { try small.reopen() }
        #expect(!small.hall.isBroken)
        let receipt = try small.hall.submit(signed)
        #expect(receipt.again == (fault == .writtenButNotTold))
        #expect(try small.hall.submit(signed) == (receipt.receipt, true))
        let entries = try small.store.entries(from: 0, limit: 100)
        #expect(entries.count { $0.command?.id == "command-1" } == 1)
        _ = try Receipt.parse(receipt.receipt).verify(
            with: small.seals.key, OpenSSL.Digest.sha256, signatureCheck: ed25519Check, command: signed)
        #expect(try small.followsLog())
    }

    @Test("whatever fails and in whatever order, each command is in the log once, under one receipt")
    func manyFaults() throws {
        for seed in UInt64(1)...4 {
            let small = try SmallHall()
            var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
            func chance(_ count: UInt64) -> UInt64 {
                state ^= state << 13
                state ^= state >> 7
                state ^= state << 17
                return state % count
            }
            var waiting = try (0..<40).map { try small.registration("command-\($0)-\(seed)") }
            let all = waiting
            let receipts = Mutex<[[UInt8]: [UInt8]]>([:])
            while !waiting.isEmpty {
                if chance(3) == 0 {
                    small.store.fail(FaultyStore.Fault.allCases[Int(chance(3))])
                }
                let (together, hall) = (Array(waiting.prefix(Int(chance(6)) + 1)), small.hall)
                DispatchQueue.concurrentPerform(iterations: together.count) { index in
                    guard let taken = try? hall.submit(together[index]) else { return }
                    receipts.withLock { $0[together[index]] = taken.receipt }
                }
                if small.hall.isBroken { try small.reopen() }
                #expect(try small.followsLog(), "seed \(seed)")
                let told = receipts.withLock { $0 }
                waiting.removeAll { told[$0] != nil }
            }
            let ids = try small.store.entries(from: 0, limit: 1000).compactMap { $0.command?.id }
            #expect(ids.count == all.count && Set(ids).count == all.count, "seed \(seed)")
            try small.reopen()
            for command in all {
                let again = try small.hall.submit(command)
                #expect(again.again && again.receipt == receipts.withLock { $0[command] }, "seed \(seed)")
            }
            try small.store.store.verify(.full, key: small.seals.key)
        }
    }
}

@Suite("The hall's clock")
struct HallClockTests {
    @Test("a real clock cannot be moved, and never falls behind the log")
    func real() {
        let ahead = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000) + 86_400_000)
        let clock = HallClock(rehearsal: nil, notBefore: ahead)
        #expect(clock.now() >= ahead)
        let problem = #expect(throws: Problem.self) { try clock.move(to: ahead.adding(minutes: 1)) }
        #expect(problem?.code == "CLOCK_IS_REAL")
        #expect(!clock.isRehearsal)
    }

    @Test("a rehearsal's clock begins where it is told, unless the log is further")
    func rehearsal() throws {
        let (start, later) = (Instant(milliseconds: 1_000_000), Instant(milliseconds: 2_000_000))
        #expect(HallClock(rehearsal: .init(start: start), notBefore: Instant(milliseconds: 0)).now() >= start)
        let clock = HallClock(rehearsal: .init(start: start), notBefore: later)
        #expect(clock.now() >= later)
        let problem = #expect(throws: Problem.self) { try clock.move(to: start) }
        #expect(problem?.code == "CLOCK_RUNS_FORWARD")
        try clock.move(to: later.adding(minutes: 60))
        #expect(clock.now() >= later.adding(minutes: 60))
    }
}
