internal import Procurement

extension CivilDay {
    /// `2026-11-24`; nil for anything that is no real date.
    init?(date: String) {
        guard date.utf8.count == 10, let instant = Instant(text: "\(date)T00:00:00+08:00") else { return nil }
        self.init(of: instant)
    }
}

extension HallCalendar {
    /// Compares with a table of `YYYY-MM-DD,0|1`, one day a line.
    /// - Returns: how many days were compared, and a fault for every day that differs.
    /// - Throws: a failure for a line of another form, for a day given twice, for a year without a notice, and
    ///   for a table of no days.
    func compare(with bytes: [UInt8], named path: String) throws -> (days: Int, differences: [Words]) {
        var (differences, seen): ([Words], Set<CivilDay>) = ([], [])
        var lines = String(decoding: bytes, as: UTF8.self).split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        if lines.last?.isEmpty == true { lines.removeLast() }
        for (index, line) in lines.enumerated() {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            guard fields.count == 2, let day = CivilDay(date: String(fields[0])),
                fields[1] == "0" || fields[1] == "1", seen.insert(day).inserted
            else {
                throw Failure(
                    "MALFORMED", zh: "\(path)第\(index + 1)行应当是“YYYY-MM-DD,0|1”，每日一行。",
                    en: "Line \(index + 1) of \(path) must be YYYY-MM-DD,0|1, each day once.")
            }
            _ = try notice(of: day.yearMonthDay.year)
            let (ours, theirs) = (try calendar.isWorkingDay(day), fields[1] == "1")
            if ours != theirs {
                differences.append(
                    Words(
                        zh: "\(day.text)：本平台为\(ours ? "工作日" : "休息日")，\(path)相反",
                        en: "\(day.text) is \(ours ? "worked" : "off") here, and not so in \(path)"))
            }
        }
        guard !seen.isEmpty else {
            throw Failure("MALFORMED", zh: "\(path)没有任何日期。", en: "\(path) holds no day.")
        }
        return (seen.count, differences)
    }
}
