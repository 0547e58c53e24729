internal import Foundation
internal import Locks
internal import struct Synchronization.Atomic

/// Work done over and over by some threads for some time.
enum Load {
    /// What came of it.
    struct Outcome: Sendable {
        var count: Int
        var seconds: Double
        var rate: Double { Double(count) / seconds }
    }

    /// Runs `work` on each of `threads` threads until `seconds` have passed.
    ///
    /// - Parameter work: gets the number of its thread; it does one unit, and throws to stop everything.
    static func run(
        threads: Int, seconds: Double, _ work: @escaping @Sendable (Int) throws -> Void
    ) throws -> Outcome {
        let total = Atomic(0)
        let span = try each(threads) { thread in
            let end = ContinuousClock.now + .seconds(seconds)
            var count = 0
            while ContinuousClock.now < end {
                try work(thread)
                count += 1
            }
            total.add(count, ordering: .relaxed)
        }
        return Outcome(count: total.load(ordering: .relaxed), seconds: span)
    }

    /// Runs `body` once on each of `threads` threads and waits for all.
    /// - Returns: seconds from the first to the last.
    @discardableResult
    static func each(_ threads: Int, _ body: @escaping @Sendable (Int) throws -> Void) throws -> Double {
        let failure = Mutex<(any Error)?>(nil)
        let group = DispatchGroup()
        let began = ContinuousClock.now
        for number in 0..<threads {
            group.enter()
            let thread = Thread {
                do { try body(number) } catch { failure.withLock { if $0 == nil { $0 = error } } }
                group.leave()
            }
            thread.stackSize = 1 << 20
            thread.start()
        }
        group.wait()
        if let failure = failure.withLock({ $0 }) { throw failure }
        return (ContinuousClock.now - began).inSeconds
    }

    /// Seconds of processor time and the greatest resident memory of a process, as the kernel counts them.
    struct Usage {
        var processor: Double
        var peakMebibytes: Double

        /// - Parameter pid: `self` or a number.
        init(_ pid: String) {
            let stat = BenchReport.lines("/proc/\(pid)/stat").first ?? ""
            // The name of the program may hold spaces; what follows its closing bracket does not.
            let fields = stat.drop { $0 != ")" }.split(separator: " ")
            let ticks = fields.count > 13 ? (Double(fields[12]) ?? 0) + (Double(fields[13]) ?? 0) : 0
            processor = ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
            let peak = BenchReport.lines("/proc/\(pid)/status").first { $0.hasPrefix("VmHWM") }
            peakMebibytes = (peak?.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0) / 1024
        }
    }
}

extension Duration {
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}

/// Times in milliseconds, and what lies at a share of them.
struct Latencies: Sendable {
    private var sorted: [Double]

    init(_ milliseconds: [Double]) { sorted = milliseconds.sorted() }

    /// - Parameter share: 0.5 is the median.
    func at(_ share: Double) -> Double {
        guard !sorted.isEmpty else { return 0 }
        return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
    }
}
