/// A territory of the first level, or the nation (GB/T 2260).
package struct Territory: Sendable, Hashable {
    /// Six digits.
    package let code: String
    package let chinese: String
    package let english: String

    /// The nation itself.
    package static let nation = Territory(code: "100000", chinese: "全国", english: "the nation")

    /// The 31 provinces, autonomous regions and municipalities that take part, by code.
    package static let provinces: [Territory] = [
        ("110000", "北京", "Beijing"), ("120000", "天津", "Tianjin"), ("130000", "河北", "Hebei"),
        ("140000", "山西", "Shanxi"), ("150000", "内蒙古", "Inner Mongolia"), ("210000", "辽宁", "Liaoning"),
        ("220000", "吉林", "Jilin"), ("230000", "黑龙江", "Heilongjiang"), ("310000", "上海", "Shanghai"),
        ("320000", "江苏", "Jiangsu"), ("330000", "浙江", "Zhejiang"), ("340000", "安徽", "Anhui"),
        ("350000", "福建", "Fujian"), ("360000", "江西", "Jiangxi"), ("370000", "山东", "Shandong"),
        ("410000", "河南", "Henan"), ("420000", "湖北", "Hubei"), ("430000", "湖南", "Hunan"),
        ("440000", "广东", "Guangdong"), ("450000", "广西", "Guangxi"), ("460000", "海南", "Hainan"),
        ("500000", "重庆", "Chongqing"), ("510000", "四川", "Sichuan"), ("520000", "贵州", "Guizhou"),
        ("530000", "云南", "Yunnan"), ("540000", "西藏", "Tibet"), ("610000", "陕西", "Shaanxi"),
        ("620000", "甘肃", "Gansu"), ("630000", "青海", "Qinghai"), ("640000", "宁夏", "Ningxia"),
        ("650000", "新疆", "Xinjiang"),
    ].map { Territory(code: $0.0, chinese: $0.1, english: $0.2) }

    private static let byCode = Dictionary(
        uniqueKeysWithValues: ([nation] + provinces).map { ($0.code, $0) })

    /// The territory that a code names: its own, or the province that a city or county belongs to. Nil when
    /// there is none on the list.
    package init?(_ code: String) {
        guard code.utf8.count == 6, code.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        guard let found = Self.byCode[code] ?? Self.byCode["\(code.prefix(2))0000"] else { return nil }
        self = found
    }

    /// The territory that a person named: by its code or the first two digits of it, or by its Chinese or
    /// English name.
    package init?(named text: String) {
        if let known = Territory(text) ?? Territory("\(text)0000") {
            self = known
            return
        }
        let small = text.lowercased()
        guard
            let found = Self.provinces.first(where: {
                $0.chinese == text || $0.english.lowercased() == small
            })
        else { return nil }
        self = found
    }

    package init(code: String, chinese: String, english: String) {
        self.code = code
        self.chinese = chinese
        self.english = english
    }
}
