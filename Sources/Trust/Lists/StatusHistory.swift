/// One change of how a service stands.
package struct StatusChange: Sendable, Hashable {
    package let status: ServiceStatus
    /// Milliseconds: from when it holds.
    package let effectiveFrom: Int64
    /// Milliseconds: when the list's operator wrote it down.
    package let recordedAt: Int64
    package let reason: String
    /// The notice that it was announced in.
    package let noticeRef: String?
    /// The uses that it is about; nil for all.
    package let uses: Set<TrustUse>?
    /// Of a service that ceased: the service that took over, by id.
    package let successor: String?
}

/// How a service stood over time, in two times: what held when, and since when that was known.
///
/// It only grows. A change holds from `effectiveFrom`, and nobody could know it before `recordedAt`; so the
/// status at t as the list stood at k looks only at changes recorded by k. Nothing but a compromise may begin
/// before it was recorded (the first grant aside, which may be older than the list): an act that was lawful
/// when it was receipted stays so.
package struct StatusHistory: Sendable, Hashable {
    /// In the order in which they were recorded.
    package let changes: [StatusChange]

    /// The most changes that one service may have.
    static let limit = 1_000

    /// The change that decides how the service stands for a use at `time`, as known at `known`; nil before the
    /// first.
    ///
    /// Of two changes that hold, the one that took effect later decides, and of two at the same instant the one
    /// recorded later. A compromise, once it took effect, is never undone.
    package func deciding(for use: TrustUse, at time: Int64, known: Int64) -> StatusChange? {
        var decides: StatusChange?
        for change in changes where change.recordedAt <= known && change.effectiveFrom <= time {
            guard change.uses?.contains(use) ?? true else { continue }
            if let before = decides {
                if before.status == .compromised { continue }
                if change.status != .compromised, change.effectiveFrom < before.effectiveFrom { continue }
            }
            decides = change
        }
        return decides
    }

    /// The compromise of the service as known at `known`, whenever it took effect; nil when there is none.
    package func compromise(known: Int64) -> StatusChange? {
        changes.filter { $0.status == .compromised && $0.recordedAt <= known }
            .min { $0.effectiveFrom < $1.effectiveFrom }
    }

    /// Whether this history is `older` with nothing taken away or changed.
    package func continues(_ older: StatusHistory) -> Bool { changes.starts(with: older.changes) }

    /// What is wrong with the order of the changes: the index of the first that may not stand there, and why.
    func fault() -> (index: Int, english: String, chinese: String)? {
        for (index, change) in changes.enumerated() {
            let before = index > 0 ? changes[index - 1] : nil
            if before == nil, change.status != .granted {
                return (index, "must begin with granted", "应当以granted开始")
            }
            if let before, change.recordedAt < before.recordedAt {
                return (index, "must not be recorded before the change above it", "记录时间不得早于前一条")
            }
            if let before, before.status.isFinal, before.uses == nil, change.status != .compromised {
                return (index, "must not follow \(before.status.rawValue), which is final", "不得接在终局状态之后")
            }
            if before != nil, change.status != .compromised, change.effectiveFrom < change.recordedAt {
                return (
                    index, "must not take effect before it was recorded; only a compromise may",
                    "生效时间不得早于记录时间，仅compromised除外"
                )
            }
        }
        return nil
    }
}
