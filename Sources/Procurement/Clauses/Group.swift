// Clauses on the group that reviews, talks and asks for quotations (谈判小组、磋商小组、询价小组).

/// 采购人代表和评审专家共3人以上单数组成，其中评审专家不少于三分之二; larger above the threshold for open tender.
func group(
    atLeast size: Int, aboveThreshold large: Int, expertThirds thirds: Int, _ citation: Citation
) -> Clause {
    Clause(
        "committee.composition", citation,
        Words(
            zh:
                "小组\(size)人以上单数\(large > size ? "（达到公开招标数额标准的\(large)人以上）" : "")，专家不少于三分之\(thirds == 2 ? "二" : "\(thirds)")",
            en:
                "an odd group of \(size) or more\(large > size ? ", \(large) from the threshold for open tender on" : ""), experts at least \(thirds) of 3"
        )
    ) { matter in
        guard let members = matter.membersAfter else { return nil }
        let above = matter.tender?.project.particulars?.aboveThreshold == true
        let least = above ? large : size
        let experts = members.count(where: \.expert)
        let sound =
            Set(members.map(\.party)).count == members.count && members.count >= least
            && members.count % 2 == 1 && experts * 3 >= members.count * thirds
        guard !sound else { return nil }
        return .init(
            Words(
                zh: "小组\(members.count)人、专家\(experts)人，应当为\(least)人以上单数，专家不少于三分之二，成员不得重复。",
                en:
                    "The group has \(members.count) members, \(experts) of them experts; it needs an odd number of \(least) or more different members, at least two thirds experts."
            ),
            found: "\(members.count)/\(experts)", demanded: "odd >= \(least), experts >= \(thirds)/3")
    }
}
