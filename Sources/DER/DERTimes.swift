extension DERValue {
    /// A UTCTime or GeneralizedTime in milliseconds since 1970 UTC.
    ///
    /// Only the canonical form is read: seconds written out and `Z` at the end (X.690 §11.7, §11.8), years of
    /// two digits in 1950 to 2049 (RFC 5280 §4.1.2.5.1). The sixtieth second of a minute is refused.
    ///
    /// - Parameters:
    ///   - type: `.utcTime` or `.generalizedTime`, when only that one may stand here or an implicit tag hides it.
    ///   - fraction: whether a GeneralizedTime may have a fraction of a second; it does not end in zero, and what
    ///     is below a millisecond is dropped.
    package func time(as type: DERTag? = nil, fraction: Bool = false) throws(DERFault) -> Int64 {
        if let type, tag != type, tag.tagClass == .universal {
            throw DERFault(.unexpected(tag, expected: type), at: offset)
        }
        let type = type ?? tag
        guard type == .utcTime || type == .generalizedTime else {
            throw DERFault(.unexpected(tag, expected: .generalizedTime), at: offset)
        }
        guard !isConstructed else { throw DERFault(.wrongForm(tag), at: offset) }
        let isShort = type == .utcTime
        guard let time = DERTime(contents, shortYear: isShort, fraction: fraction && !isShort) else {
            throw DERFault(.badContents(type), at: offset)
        }
        return time.milliseconds
    }
}

/// Instants between milliseconds and the digits of the calendar.
struct DERTime {
    let milliseconds: Int64

    init?(_ text: ArraySlice<UInt8>, shortYear: Bool, fraction: Bool) {
        var digits = text
        guard digits.popLast() == 0x5a else { return nil }
        let yearWidth = shortYear ? 2 : 4
        let whole = digits.prefix(yearWidth + 10)
        guard whole.count == yearWidth + 10, whole.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        var rest = whole
        func take(_ count: Int) -> Int64 {
            let number = rest.prefix(count).reduce(Int64(0)) { $0 * 10 + Int64($1 - 0x30) }
            rest = rest.dropFirst(count)
            return number
        }
        var year = take(yearWidth)
        if shortYear { year += year >= 50 ? 1_900 : 2_000 }
        let month = take(2)
        let day = take(2)
        let hour = take(2)
        let minute = take(2)
        let second = take(2)
        guard (1...12).contains(month), day >= 1, day <= Self.days(month, year), hour < 24, minute < 60,
            second < 60, let part = Self.thousandths(digits.dropFirst(whole.count), allowed: fraction)
        else { return nil }
        let days = Self.daysSinceEpoch(year, month, day)
        milliseconds = (((days * 24 + hour) * 60 + minute) * 60 + second) * 1_000 + part
    }

    private static func thousandths(_ text: ArraySlice<UInt8>, allowed: Bool) -> Int64? {
        if text.isEmpty { return 0 }
        let digits = text.dropFirst()
        guard allowed, text.first == 0x2e, (1...9).contains(digits.count), digits.last != 0x30,
            digits.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return (0..<3).reduce(Int64(0)) { sum, place in
            let index = digits.startIndex + place
            return sum * 10 + (index < digits.endIndex ? Int64(digits[index] - 0x30) : 0)
        }
    }

    private static func days(_ month: Int64, _ year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Eras of 400 years that begin on 1 March; years from 0 to 9999.
    private static func daysSinceEpoch(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month > 2 ? year : year - 1
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let ofEra = shifted - era * 400
        let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
    }

    /// "20201012111403Z", whole seconds; nil outside the years 0 to 9999.
    static func generalized(_ milliseconds: Int64) -> String? {
        let seconds = milliseconds.flooredQuotient(1_000)
        let days = seconds.flooredQuotient(86_400)
        let rest = seconds - days * 86_400
        let shifted = days + 719_468
        let era = shifted.flooredQuotient(146_097)
        let ofEra = shifted - era * 146_097
        let yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let index = (5 * ofYear + 2) / 153
        let day = ofYear - (153 * index + 2) / 5 + 1
        let month = index < 10 ? index + 3 : index - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        guard (0...9_999).contains(year) else { return nil }
        func digits(_ number: Int64, _ width: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, width - text.count)) + text
        }
        return digits(year, 4) + digits(month, 2) + digits(day, 2) + digits(rest / 3_600, 2)
            + digits(rest / 60 % 60, 2) + digits(rest % 60, 2) + "Z"
    }
}

extension Int64 {
    fileprivate func flooredQuotient(_ divisor: Int64) -> Int64 {
        self / divisor - (self % divisor < 0 ? 1 : 0)
    }
}
