import Dispatch
import Locks
import Testing

@Suite("A value under a lock")
struct MutexTests {
    @Test("many threads counting up lose no count")
    func counting() {
        let count = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            for _ in 0..<10_000 { count.withLock { $0 += 1 } }
        }
        #expect(count.withLock { $0 } == 80_000)
    }

    @Test("an error passes through, and the lock is free afterwards")
    func errors() {
        struct Fault: Error {}
        let value = Mutex([1])
        #expect(throws: Fault.self) {
            try value.withLock { (list: inout [Int]) throws(Fault) in
                list.append(2)
                throw Fault()
            }
        }
        #expect(value.withLock { $0 } == [1, 2])
    }

    @Test("the value is freed with the lock")
    func lifetime() {
        final class Witness: Sendable {}
        weak var witness: Witness?
        do {
            let mutex = Mutex(Witness())
            witness = mutex.withLock { $0 }
            #expect(witness != nil)
        }
        #expect(witness == nil)
    }
}
