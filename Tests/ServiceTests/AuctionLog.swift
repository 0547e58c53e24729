import Ledger
import Procurement
import StrictJSON

@testable import tradehall

/// The history of a finished sale, from its exported file.
struct AuctionLog {
    struct Offer { let seq: Int64, at: Instant, price: Int64 }
    struct Interruption { let seq: Int64, version: Int64, since: Instant, at: Instant }

    let path: String
    let logKey: String
    /// The bytes of each entry by its place in the log.
    private(set) var entries: [Int64: [UInt8]] = [:]
    private(set) var offers: [Offer] = []
    private(set) var interruptions: [Interruption] = []

    init(of sale: AuctionHall) throws {
        let exported = try Exported(
            try sale.hall(as: sale.agency).get("/tenders/\(sale.tender)/export"), logKey: try sale.logKey(),
            in: sale.folder)
        (path, logKey) = (exported.path, exported.logKey)
        for (path, bytes) in exported.all
        where path.hasPrefix("entries/") && path.hasSuffix(".json") && !path.hasSuffix(".verdict.json") {
            let receipt = try Receipt.parse(bytes)
            entries[receipt.seq] = receipt.entry
            let entry = try Entry(receipt.entry)
            let at = Instant(milliseconds: entry.at)
            if entry.kind == "tender.interruption@1", case .string(let text)? = entry.body["since"] {
                interruptions.append(
                    Interruption(
                        seq: receipt.seq, version: entry.version, since: try AuctionHall.instant(text), at: at
                    ))
            }
            guard case .array(let events)? = entry.body["events"] else { continue }
            for event in events where event["event"] == "offerMade" {
                guard case .integer(let price)? = event["price"] else { throw Trouble("a bid has no price") }
                offers.append(Offer(seq: receipt.seq, at: at, price: price))
            }
        }
    }
}
