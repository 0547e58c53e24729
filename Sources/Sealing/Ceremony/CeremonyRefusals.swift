/// What may go wrong while a key is made, by name, and whose fault it is.
extension SealingRefusal {
    private static func ceremony(
        _ code: String, _ custodian: Int, _ zh: String, _ en: String
    ) -> SealingRefusal {
        SealingRefusal(
            code, custodian: custodian, zh: "保管人 \(custodian) \(zh)。", en: "Custodian \(custodian) \(en).")
    }

    static let sameKeyTwice = SealingRefusal(
        "CUSTODIANS_SAME_KEY", zh: "两名保管人使用同一把密钥，必须各用各的。",
        en: "Two custodians have the same key; each must have its own.")

    static func otherCommitments(_ dealer: Int) -> SealingRefusal {
        ceremony(
            "DEAL_NOT_AS_COMMITTED", dealer, "公布的承诺与先前的摘要不符",
            "shows other commitments than those it had committed to")
    }

    static func notInPossession(_ dealer: Int) -> SealingRefusal {
        ceremony(
            "DEAL_NO_POSSESSION", dealer, "未能证明知悉其承诺的常数项",
            "does not prove that it knows the secret behind its commitments")
    }

    static func sharesMissing(_ dealer: Int) -> SealingRefusal {
        ceremony("DEAL_SHARES_MISSING", dealer, "没有给每名保管人各发一份份额", "did not send a share to every custodian")
    }

    static func shareEnvelope(_ dealer: Int, _ to: Int, _ reason: SealingRefusal) -> SealingRefusal {
        ceremony(
            "DEAL_ENVELOPE", dealer, "发给保管人 \(to) 的份额不能解读（\(reason.code)）",
            "sent custodian \(to) a share in an envelope that cannot be read (\(reason.code))")
    }

    static func badShare(_ dealer: Int, _ to: Int) -> SealingRefusal {
        ceremony(
            "DEAL_BAD_SHARE", dealer, "发给保管人 \(to) 的份额与其承诺不符，已被公开证明",
            "sent custodian \(to) a share that does not fit its commitments, as is publicly proven")
    }

    static func complaintUnproven(_ custodian: Int, _ dealer: Int) -> SealingRefusal {
        ceremony(
            "COMPLAINT_UNPROVEN", custodian, "对保管人 \(dealer) 的投诉没有成立的证明",
            "complains of custodian \(dealer) without a proof that holds")
    }

    static func complaintFalse(_ custodian: Int, _ dealer: Int) -> SealingRefusal {
        ceremony(
            "COMPLAINT_FALSE", custodian, "对保管人 \(dealer) 的投诉不实：所示份额与承诺相符",
            "complains of custodian \(dealer) falsely: the share that it shows fits the commitments")
    }

    static func silent(_ custodian: Int, _ what: String) -> SealingRefusal {
        let words =
            switch what {
            case "commitment": ("承诺摘要", "the hash of its commitments")
            case "deal": ("承诺和份额", "its commitments and shares")
            default: ("确认", "its confirmation")
            }
        return ceremony(
            "CUSTODIAN_SILENT", custodian, "未在本轮结束前提交\(words.0)",
            "did not send \(words.1) before the round ended")
    }

    static func outOfTurn(_ custodian: Int, _ phase: KeyCeremony.Phase) -> SealingRefusal {
        ceremony(
            "CEREMONY_OUT_OF_TURN", custodian, "的消息不属于本轮（\(phase.rawValue)）",
            "sends what does not belong to this round (\(phase.rawValue))")
    }

    static func saidBefore(_ custodian: Int) -> SealingRefusal {
        ceremony(
            "CEREMONY_SAID_BEFORE", custodian, "本轮已经提交过，不能更改", "has spoken in this round and cannot change it"
        )
    }

    static func malformedMessage(_ custodian: Int) -> SealingRefusal {
        ceremony("CEREMONY_MALFORMED", custodian, "的消息形式不对", "sends a message of a wrong form")
    }

    static func otherResult(_ custodian: Int) -> SealingRefusal {
        ceremony(
            "CEREMONY_OTHER_RESULT", custodian, "确认的是另一个结果，请重新计算",
            "confirms another result; work it out again from the messages")
    }

    static func keyOfAnother(_ custodian: Int) -> SealingRefusal {
        ceremony(
            "CEREMONY_KEY", custodian, "的密钥与其证书不符",
            "was started with a key that does not belong to its certificate")
    }
}
