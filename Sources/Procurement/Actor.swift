/// The part that somebody plays in a tender (domain §1.3).
package enum Role: String, CaseIterable, Sendable {
    /// 招标人 or the procurement agent that acts for it.
    case agency
    /// 投标人
    case bidder
    /// 评标委员会成员
    case committee
    /// Holds the key that opens a lot.
    case custodian
    /// 公共资源交易中心, the operator.
    case centre
    /// 行政监督部门
    case regulator

    package var words: Words {
        switch self {
        case .agency: Words(zh: "招标人", en: "the agency")
        case .bidder: Words(zh: "投标人", en: "a bidder")
        case .committee: Words(zh: "评标委员会成员", en: "a member of the evaluation committee")
        case .custodian: Words(zh: "开标密钥保管人", en: "the custodian of the opening key")
        case .centre: Words(zh: "交易中心", en: "the trading centre")
        case .regulator: Words(zh: "行政监督部门", en: "the regulator")
        }
    }
}

/// Who acts: a party, and the roles that the registry grants it.
package struct Actor: Hashable, Sendable {
    package var party: PartyID
    package var roles: Set<Role>

    package init(_ party: PartyID, _ roles: Set<Role>) {
        self.party = party
        self.roles = roles
    }
}
