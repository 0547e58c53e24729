internal import Foundation
internal import Storage
internal import Procurement
internal import StrictJSON

/// Who is to hear what became of a command.
final class Ticket: Sendable {
    private let hear: @Sendable (Result<Accepted, Problem>) -> Void

    /// What the writer hands back once the entry is durable: all that a receipt needs.
    struct Accepted: Sendable {
        let seq: Int64
        let batch: EntryBatch
        let checkpoint: StoredCheckpoint
    }

    /// - Parameter hear: called once, on the writer's thread, which it must not hold up.
    init(_ hear: @escaping @Sendable (Result<Accepted, Problem>) -> Void) { self.hear = hear }

    func settle(_ outcome: Result<Accepted, Problem>) { hear(outcome) }
}

/// What waits for the writer.
struct Proposal: Sendable {
    let vetted: Vetted
    let facts: Facts
    let ticket: Ticket
}

/// Commands on their way to the one thread that writes. Bounded: beyond the limit the hall says so.
final class Queue: @unchecked Sendable {
    // Every field is guarded by `condition`.
    private let condition = NSCondition()
    private var waiting: [Proposal] = []
    private var isOpen = true
    private var knocked = false
    private var isGathering = false
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// - Returns: false when the queue is full or closed.
    func put(_ proposal: Proposal) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        guard isOpen, waiting.count < limit else { return false }
        waiting.append(proposal)
        if waiting.count == 1, !isGathering { condition.signal() }
        return true
    }

    /// Wakes the writer for its timers.
    func knock() {
        condition.lock()
        knocked = true
        condition.signal()
        condition.unlock()
    }

    func close() {
        condition.lock()
        isOpen = false
        condition.signal()
        condition.unlock()
    }

    /// Everything that waits, at most `count`; empty when `seconds` pass or somebody knocks. Nil once the
    /// queue is closed and drained.
    ///
    /// - Parameter gathering: how long to let more come once there is something, in seconds; it ends as soon as
    ///   nothing more comes.
    func take(atMost count: Int, waiting seconds: Double, gathering: Double) -> [Proposal]? {
        condition.lock()
        defer { condition.unlock() }
        let end = Date(timeIntervalSinceNow: seconds)
        while waiting.isEmpty, isOpen, !knocked {
            guard condition.wait(until: end) else { break }
        }
        if !waiting.isEmpty, waiting.count < count, gathering > 0, isOpen {
            // Asleep, and not on the condition: each arrival would wake it.
            isGathering = true
            for _ in 0..<4 {
                let before = waiting.count
                condition.unlock()
                Thread.sleep(forTimeInterval: gathering / 4)
                condition.lock()
                if waiting.count == before || waiting.count >= count { break }
            }
            isGathering = false
        }
        knocked = false
        guard !waiting.isEmpty else { return isOpen ? [] : nil }
        let taken = Array(waiting.prefix(count))
        waiting.removeFirst(taken.count)
        return taken
    }
}
