internal import Ledger
internal import Procurement
internal import Storage

extension FactFinder {
    /// The outcome of a draw with the nonce that is shown now, or nil when its seed is not in the log yet.
    func draw(
        _ nonce: String, _ tender: Tender?, _ lots: [LotID], _ hall: Hall
    ) throws(Problem) -> Draw? {
        let lot = tender.flatMap { tender in lots.first.flatMap { tender.lot($0) } ?? tender.lots.first }
        guard let tender, let pool = lot?.pool,
            let seed = try hall.firstCheckpoint(from: pool.seedAfter)
        else { return nil }
        let root = Procurement.Digest.sha256(seed.root)
        return Draw(
            nonce: nonce, checkpoint: seed.size, root: root,
            order: DrawOrder.order(of: pool, tender: tender.id, root: root, nonce: nonce))
    }
}

extension Hall {
    /// The first checkpoint whose last entries are not before an instant.
    func firstCheckpoint(from instant: Instant) throws(Problem) -> Checkpoint? {
        do {
            guard let newest = try store.latestCheckpoint()?.checkpoint() else { return nil }
            // Entries stand in the order of their times: the first at or after the instant is found by halves.
            var (low, high) = (Int64(0), newest.size)
            while low < high {
                let middle = low + (high - low) / 2
                guard let stored = try store.entry(middle) else { return nil }
                if try Entry(stored.bytes).at < instant.milliseconds {
                    low = middle + 1
                } else {
                    high = middle
                }
            }
            guard low < newest.size else { return nil }
            return try store.checkpoint(atLeast: low + 1)?.checkpoint()
        } catch {
            throw Problem(storage: error)
        }
    }
}
