internal import Procurement

// Objections, complaints and the supervisor's orders: one of each in a play.

extension Seat {
    /// Nothing stands against the lot, and nothing has.
    var isCalm: Bool { tender.cases.isEmpty && !lot.suspensions.contains(.order) }

    private var objection: Case? { tender.cases.values.first { $0.kind == .objection } }
    private var complaint: Case? { tender.cases.values.first { $0.kind == .complaint } }

    var objections: [Attempt] {
        Subject.allCases.map {
            Attempt.lead(.raiseObjection($0, text: text), id: "objection").leading(on: isCalm)
        }
    }

    func answers(_ command: (Answer) -> Command) -> [Attempt] {
        [true, false].map {
            .lead(command(Answer(to: objection?.id ?? Cast.noCase, upheld: $0, text: text)))
        }
    }

    var complaints: [Attempt] {
        let subject = objection?.subject ?? .documents
        return [objection?.id, nil].map {
            Attempt.lead(.fileComplaint(subject, objection: $0, text: text), id: "complaint")
                .leading(on: complaint == nil)
        }
    }

    var acceptances: [Attempt] {
        [true, false].map {
            .lead(.acceptComplaint(complaint?.id ?? Cast.noCase, accepted: $0, text: text))
        } + [.only(.acceptComplaint(objection?.id ?? Cast.noCase, accepted: true, text: text))]
    }

    var decisions: [Attempt] {
        [true, false].map {
            .lead(.decideComplaint(Answer(to: complaint?.id ?? Cast.noCase, upheld: $0, text: text)))
        }
    }
}
