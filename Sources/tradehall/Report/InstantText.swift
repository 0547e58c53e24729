internal import Procurement

/// Instants of certificates in words. A certificate may name a time at which no calendar ends.
enum InstantText {
    private static let shown = -62_135_596_800_000...253_402_271_999_999 as ClosedRange<Int64>

    /// Such as "2026-11-24T13:00:00+08:00"; a question mark outside the years 1 to 9999.
    static func words(_ milliseconds: Int64) -> String {
        shown.contains(milliseconds) ? Instant(milliseconds: milliseconds).text : "?"
    }
}
