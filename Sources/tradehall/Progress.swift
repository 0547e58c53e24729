internal import Dispatch
internal import Platform
internal import Procurement
internal import Locks

/// Tells how far a long piece of work is. Nothing is said of work that ends within two seconds; then a line
/// on a terminal is rewritten five times a second, and elsewhere a plain line follows every five seconds.
final class Progress: Sendable {
    private let console: Console
    private let what: Words
    private let unit: Unit
    private let began: UInt64
    private let said: Mutex<UInt64>

    enum Unit: Sendable { case bytes, things(Words) }

    init(_ console: Console, zh: String, en: String, unit: Unit) {
        self.console = console
        self.what = Words(zh: zh, en: en)
        self.unit = unit
        began = DispatchTime.now().uptimeNanoseconds
        said = Mutex(0)
    }

    /// - Parameter total: nil while it is not known.
    func advance(to done: Int64, of total: Int64?) {
        let now = DispatchTime.now().uptimeNanoseconds
        guard now - began >= 2_000_000_000 else { return }
        let gap: UInt64 = console.isTerminal ? 200_000_000 : 5_000_000_000
        let isDue = said.withLock { last in
            guard last == 0 || now - last >= gap else { return false }
            last = now
            return true
        }
        guard isDue else { return }
        console.progress(line(done, total, seconds: Double(now - began) / 1e9))
    }

    private func line(_ done: Int64, _ total: Int64?, seconds: Double) -> String {
        var text = "\(what[console.language]) \(amount(done))"
        if let total, total > 0 { text += " / \(amount(total)) (\(done * 100 / total)%)" }
        switch unit {
        case .bytes: text += ", \(Int(Double(done) / seconds / 1_048_576)) MiB/s"
        case .things: text += ", \(Int(Double(done) / seconds))/s"
        }
        return text
    }

    private func amount(_ count: Int64) -> String {
        switch unit {
        case .bytes: count < 10 << 20 ? "\(count >> 10) KiB" : "\(count >> 20) MiB"
        case .things(let words): "\(count) \(words[console.language])"
        }
    }
}
