// Clauses on what the price counts in a score.

/// 价格分值占总分值的比重: within a band for goods and one for services; outside it with finance's consent; not scored at all
/// on some grounds.
func priceWeighs(
    _ bands: [Category: ClosedRange<Int>], unscoredOn grounds: Set<Ground> = [], _ citation: Citation
) -> Clause {
    let kinds = Category.allCases.filter { bands[$0] != nil }
    let lines = kinds.map { kind in
        let band = bands[kind] ?? 0...100
        return Words(
            zh: "\(kind.words.zh)\(band.lowerBound)%至\(band.upperBound)%",
            en: "\(kind.words.en) \(band.lowerBound) to \(band.upperBound)%")
    }
    let unscored = Ground.allCases.filter(grounds.contains)
    return Clause(
        "notice.priceWeight", citation,
        Words(
            zh:
                "价格权值：\(lines.map(\.zh).joined(separator: "，"))，超出的须经财政部门同意\(unscored.map { "；\($0.words.zh)的，价格不列为评分因素" }.joined())",
            en:
                "the price weighs: \(lines.map(\.en).joined(separator: ", ")); otherwise finance consents\(unscored.map { "; it is not scored where \($0.words.en)" }.joined())"
        )
    ) { matter in
        guard case .publishNotice(let notice) = matter.act.command, notice.method.isScored,
            let particulars = matter.tender?.project.particulars
        else { return nil }
        let percent = notice.priceWeight?.percent ?? 0
        if particulars.ground.map(grounds.contains) == true {
            guard percent != 0 else { return nil }
            return .init(
                Words(
                    zh: "不能事先计算出价格总额的，价格不列为评分因素。",
                    en: "On this ground the price is not scored."),
                found: "\(percent)%", demanded: "0%")
        }
        let band = bands[particulars.category] ?? 0...100
        let consented = notice.priceWeight?.consent?.isEmpty == false
        guard !band.contains(percent), !(consented && (0...100).contains(percent)) else { return nil }
        return .init(
            Words(
                zh: "价格权值\(percent)%超出\(band.lowerBound)%至\(band.upperBound)%，须经财政部门同意。",
                en:
                    "The price weighs \(percent)%; the law gives \(band.lowerBound) to \(band.upperBound)%, and finance consents to others."
            ),
            found: "\(percent)%", demanded: "\(band.lowerBound)..\(band.upperBound)%")
    }
}
