/// A moment: milliseconds since 1970-01-01T00:00:00Z. Never a string, never a fraction.
package struct Instant: Hashable, Sendable, Comparable {
    package var milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package static func < (a: Instant, b: Instant) -> Bool { a.milliseconds < b.milliseconds }

    package func adding(minutes: Int) -> Instant {
        Instant(milliseconds: milliseconds + Int64(minutes) * 60_000)
    }

    /// The moment as people here read it: `2026-11-24T09:30:00.000+08:00`.
    package var text: String {
        let local = milliseconds + CivilDay.offset
        let day = CivilDay(of: self)
        let rest = Int(local - Int64(day.number) * CivilDay.length)
        let (hour, minute, second) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60)
        return
            "\(day.text)T\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2)).\(padded(rest % 1000, 3))+08:00"
    }
}

func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
