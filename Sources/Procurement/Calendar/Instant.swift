/// A moment: milliseconds since 1970-01-01T00:00:00Z. Never a string, never a fraction.
package struct Instant: Hashable, Sendable, Comparable {
    package var milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package static func < (a: Instant, b: Instant) -> Bool { a.milliseconds < b.milliseconds }

    package func adding(seconds: Int) -> Instant {
        Instant(
            milliseconds: milliseconds.clampedAdding(
                Int64(seconds).multipliedReportingOverflow(by: 1000).partialValue))
    }

    package func adding(minutes: Int) -> Instant {
        Instant(milliseconds: milliseconds.clampedAdding(Int64(minutes) * 60_000))
    }

    /// Milliseconds since 00:00 at +08:00.
    var timeOfDay: Int64 {
        let rest = milliseconds.clampedAdding(CivilDay.offset) % CivilDay.length
        return rest < 0 ? rest + CivilDay.length : rest
    }

    /// Reads RFC 3339 with an offset: `2026-11-24T09:30:00+08:00`, `…00.250Z`. Nil for anything else: no
    /// leap second, no lower-case letters, at most three decimals, and only real dates.
    package init?(text: String) {
        var rest = Array(text.utf8)[...]
        func number(_ width: Int) -> Int? {
            guard rest.count >= width else { return nil }
            var value = 0
            for _ in 0..<width {
                guard let digit = rest.popFirst(), digit >= 0x30, digit <= 0x39 else { return nil }
                value = value * 10 + Int(digit - 0x30)
            }
            return value
        }
        func take(_ character: Character) -> Bool {
            rest.first == character.asciiValue ? rest.popFirst() != nil : false
        }

        guard text.utf8.count <= 32, let year = number(4), take("-"), let month = number(2), take("-"),
            let day = number(2), take("T"), let hour = number(2), take(":"), let minute = number(2),
            take(":"),
            let second = number(2), (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60,
            second < 60
        else { return nil }
        let date = CivilDay(year, month, day)
        guard date.yearMonthDay == (year, month, day) else { return nil }
        var fraction = 0
        if take(".") {
            var digits = 0
            while let digit = number(1) {
                fraction = fraction * 10 + digit
                digits += 1
            }
            // The failed look for one more digit took the character that follows: the offset's first.
            guard (1...3).contains(digits) else { return nil }
            for _ in digits..<3 { fraction *= 10 }
            let consumed = text.utf8.count - rest.count
            rest = Array(text.utf8)[(consumed - 1)...]
        }
        var offset = 0
        if !take("Z") {
            let negative = rest.first == 0x2D
            guard take("-") || take("+"), let hours = number(2), take(":"), let minutes = number(2),
                hours < 24,
                minutes < 60
            else { return nil }
            offset = (hours * 60 + minutes) * (negative ? -1 : 1)
        }
        guard rest.isEmpty else { return nil }
        let local =
            Int64(date.number) * CivilDay.length
            + Int64(((hour * 60 + minute) * 60 + second) * 1000 + fraction)
        milliseconds = local - Int64(offset) * 60_000
    }

    /// The moment as people here read it: `2026-11-24T09:30:00.000+08:00`.
    package var text: String {
        let day = CivilDay(of: self)
        let rest = Int(timeOfDay)
        let (hour, minute, second) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60)
        return
            "\(day.text)T\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2)).\(padded(rest % 1000, 3))+08:00"
    }
}

extension Int64 {
    /// The sum, or the end of the range that it would pass. Instants come from outside, and no command may
    /// stop the service by naming one in the year 292 million.
    func clampedAdding(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }

    func clampedMultiplied(by other: Int64) -> Int64 {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? ((self < 0) == (other < 0) ? .max : .min) : product
    }
}

func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
