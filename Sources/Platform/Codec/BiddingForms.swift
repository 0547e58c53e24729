package import Procurement
package import StrictJSON

// The papers of auction and listing.

extension LiveTerms {
    init(_ f: inout Fields) throws(JSONError) {
        self.init(
            opens: try f.instant("opens"), until: try f.instant("until"),
            roundSeconds: try f.count("roundSeconds"), optInSeconds: try f.optionalCount("optInSeconds") ?? 0,
            startPrice: try f.fen("startPrice"), step: try f.fen("step"),
            hasReserve: try f.bool("hasReserve"), minimumBidders: try f.count("minimumBidders"))
    }

    package var json: JSON {
        .members([
            "opens": JSON(opens), "until": JSON(until), "roundSeconds": JSON(roundSeconds),
            "optInSeconds": optInSeconds == 0 ? nil : JSON(optInSeconds), "startPrice": JSON(startPrice),
            "step": JSON(step), "hasReserve": .bool(hasReserve), "minimumBidders": JSON(minimumBidders),
        ])
    }
}

extension Relisting {
    init(_ f: inout Fields) throws(JSONError) {
        self.init(
            deadline: try f.instant("deadline"), live: try f.object("live", LiveTerms.init),
            consent: try f.optionalDigest("consent"), appraisal: try f.optionalFen("appraisal"),
            publications: try f.each("publications", Publication.init))
    }

    package var json: JSON {
        .members([
            "deadline": JSON(deadline), "live": live.json, "consent": consent.map { JSON($0) },
            "appraisal": appraisal.map { JSON($0) }, "publications": .array(publications.map(\.json)),
        ])
    }
}

extension Payment {
    init(_ f: inout Fields) throws(JSONError) {
        self.init(
            amount: try f.fen("amount"), secured: try f.bool("secured"),
            restBy: try f.optionalInstant("restBy"), record: try f.digest("record"))
    }

    package var json: JSON {
        .members([
            "amount": JSON(amount), "secured": .bool(secured), "restBy": restBy.map { JSON($0) },
            "record": JSON(record),
        ])
    }
}
