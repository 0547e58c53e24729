internal import Procurement

/// When each tender next needs the clock: a heap whose stale entries are skipped when they surface.
struct Timetable: Sendable {
    private struct Alarm: Sendable {
        var at: Instant
        var tender: TenderID
    }

    private var heap: [Alarm] = []
    private var next: [TenderID: Instant] = [:]

    /// Sets, moves or clears the alarm of a tender.
    mutating func set(_ tender: TenderID, _ at: Instant?) {
        guard next[tender] != at else { return }
        next[tender] = at
        guard let at else { return }
        heap.append(Alarm(at: at, tender: tender))
        var child = heap.count - 1
        while child > 0, heap[child].at < heap[(child - 1) / 2].at {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// The first instant at which some tender needs the clock.
    mutating func first() -> Instant? {
        while let alarm = heap.first, next[alarm.tender] != alarm.at { pop() }
        return heap.first?.at
    }

    /// The tenders whose alarms are due, each once; their alarms are cleared.
    mutating func due(at now: Instant, atMost limit: Int) -> [TenderID] {
        var due: [TenderID] = []
        while due.count < limit, let at = first(), at <= now, let alarm = heap.first {
            pop()
            next[alarm.tender] = nil
            due.append(alarm.tender)
        }
        return due
    }

    private mutating func pop() {
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var parent = 0
        while true {
            let (left, right) = (2 * parent + 1, 2 * parent + 2)
            var least = parent
            if left < heap.count, heap[left].at < heap[least].at { least = left }
            if right < heap.count, heap[right].at < heap[least].at { least = right }
            guard least != parent else { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
