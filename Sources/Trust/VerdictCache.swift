internal import OpenSSL
internal import Locks

/// Findings that were made lately, each for the span of time in which nothing about it can change.
final class VerdictCache: Sendable {
    /// What a finding depends on beside the anchors, which are fixed for the verifier that owns this cache.
    struct Key: Hashable {
        let certificate: [UInt8]
        let intermediates: [[UInt8]]
        let use: CertificateUse
        let demandsHolder: Bool
        let policies: PolicyDemand

        /// The fingerprint is a digest already, so its first bytes are hash enough. Two certificates that share
        /// them are still told apart by `==`.
        func hash(into hasher: inout Hasher) {
            for byte in certificate.prefix(8) { hasher.combine(byte) }
        }
    }

    private struct Entry {
        let window: Range<Int64>
        let finding: Finding
    }

    /// When this many are kept all are forgotten; each costs one judgement to make again.
    private static let capacity = 16_384
    private let entries = Mutex<[Key: Entry]>([:])

    func finding(_ key: Key, at time: Int64) -> Finding? {
        entries.withLock {
            guard let entry = $0[key], entry.window.contains(time) else { return nil }
            return entry.finding
        }
    }

    func store(_ finding: Finding, _ key: Key, window: Range<Int64>) {
        // Anybody can make certificates of no recognised CA without end, and they shall not push out the others.
        let isStranger = finding.code == .chainIncomplete || finding.code == .signatureBad
        guard !window.isEmpty, !isStranger else { return }
        entries.withLock {
            if $0.count >= Self.capacity { $0.removeAll(keepingCapacity: true) }
            $0[key] = Entry(window: window, finding: finding)
        }
    }
}
