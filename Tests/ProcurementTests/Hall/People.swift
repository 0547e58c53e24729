import Procurement

/// Everyone who appears in these tests.
enum People {
    static let agency = Actor(PartyID("AGENCY"), [.agency])
    static let otherAgency = Actor(PartyID("OTHER-AGENCY"), [.agency])
    static let centre = Actor(PartyID("CENTRE"), [.centre])
    static let regulator = Actor(PartyID("REGULATOR"), [.regulator])
    static let stranger = Actor(PartyID("STRANGER"), [])

    static func bidder(_ number: Int) -> Actor { Actor(PartyID("BIDDER-\(number)"), [.bidder]) }

    /// The experts have no role in the registry of a tender: the committee's list makes them members.
    static func member(_ number: Int) -> Actor { Actor(PartyID("MEMBER-\(number)"), []) }

    /// One holder of the opening key for each lot.
    static func custodian(of lot: LotID) -> Actor { Actor(PartyID("CUSTODIAN-\(lot.text)"), [.custodian]) }

    /// `size` members, the first `experts` of them experts.
    static func committee(_ size: Int, experts: Int) -> [Member] {
        (1...size).map { Member(party: member($0).party, expert: $0 <= experts) }
    }
}

/// A moment of 2026 as a clock at +08:00 shows it.
func at(_ month: Int, _ day: Int, _ hour: Int = 9, _ minute: Int = 0, _ millisecond: Int = 0) -> Instant {
    var instant = CivilDay(2026, month, day).start
    instant.milliseconds += Int64((hour * 60 + minute) * 60_000 + millisecond)
    return instant
}

extension Instant {
    func plus(_ milliseconds: Int64) -> Instant { Instant(milliseconds: self.milliseconds + milliseconds) }
}

/// A digest that can be told from another: the text folded into sixteen hexadecimal digits, four times.
func digest(_ text: String) -> Digest {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    let digits = String(hash, radix: 16)
    let word = String(repeating: "0", count: 16 - digits.count) + digits
    guard let digest = Digest(hex: word + word + word + word) else {
        preconditionFailure("sixty-four hexadecimal digits are a digest")
    }
    return digest
}
