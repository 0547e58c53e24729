/// What a question is about, in words.
struct RecognitionWords {
    let from: Territory
    let to: Territory
    let useChinese: String
    let useEnglish: String

    init(_ question: RecognitionQuestion) {
        from = Self.territory(question.from)
        to = Self.territory(question.to)
        let trade = question.trade
        useChinese = question.use.chinese + (trade.map { "（\($0.chinese)）" } ?? "")
        useEnglish = question.use.english + (trade.map { " in \($0.english)" } ?? "")
    }

    static func territory(_ code: String) -> Territory {
        Territory(code) ?? Territory(code: code, chinese: code, english: code)
    }
}

extension TrustUse {
    package var chinese: String {
        switch self {
        case .login: "登录"
        case .sign: "签名"
        case .seal: "签章"
        case .encrypt: "加密"
        case .timestamp: "时间戳"
        }
    }

    package var english: String {
        switch self {
        case .login: "logging in"
        case .sign: "signing"
        case .seal: "sealing"
        case .encrypt: "encrypting"
        case .timestamp: "time stamps"
        }
    }
}

extension TradeKind {
    package var chinese: String {
        switch self {
        case .works: "工程建设"
        case .procurement: "政府采购"
        case .land: "土地"
        case .mineral: "矿业权"
        case .property: "国有产权"
        case .other: "其他"
        }
    }

    package var english: String {
        switch self {
        case .works: "works"
        case .procurement: "government procurement"
        case .land: "land"
        case .mineral: "mineral rights"
        case .property: "state property"
        case .other: "other trades"
        }
    }
}

extension SubjectKind {
    package var chinese: String {
        switch self {
        case .legalPerson: "法人"
        case .naturalPerson: "自然人"
        case .agent: "经办人"
        case .expert: "评标专家"
        case .device: "设备"
        }
    }

    package var english: String {
        switch self {
        case .legalPerson: "legal persons"
        case .naturalPerson: "natural persons"
        case .agent: "agents"
        case .expert: "experts"
        case .device: "devices"
        }
    }
}

extension ServiceType {
    package var chinese: String {
        switch self {
        case .ca: "电子认证服务机构"
        case .crl: "吊销列表服务"
        case .ocsp: "在线证书状态服务"
        case .tsa: "时间戳机构"
        case .sealMaker: "电子印章制章者"
        case .keyCentre: "密钥管理中心"
        }
    }

    package var english: String {
        switch self {
        case .ca: "CA"
        case .crl: "revocation list service"
        case .ocsp: "certificate status service"
        case .tsa: "time-stamp authority"
        case .sealMaker: "seal maker"
        case .keyCentre: "key centre"
        }
    }
}
