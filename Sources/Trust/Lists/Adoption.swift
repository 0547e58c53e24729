internal import OpenSSL

extension TrustList {
    /// How an offered list stands to the one that is known.
    package enum Adoption: String, Sendable, Hashable {
        /// It is the first of its chain.
        case first
        /// It follows the known one.
        case next
        /// It is the known one.
        case same
    }

    /// Judges whether a list may take the place of the one that is known. Pure: the caller stores what it gets.
    ///
    /// The first list of a chain must be signed by a certificate that was learned some other way. Each later one
    /// must be signed by somebody whom the list before it announced, carry the next number and the digest of the
    /// list before it, and must not forget or rewrite how a service stood.
    ///
    /// - Parameter pinned: SHA-256 of the certificates that may sign the first list.
    /// - Throws: the alarm. An older list is a roll-back; another list with the same number, or one that does
    ///   not follow the known one, is a fork; one that leaves a gap needs those between first.
    package static func adopt(
        _ offered: SignedList, over known: TrustList?, pinned: [[UInt8]]
    ) throws(ListTrouble) -> Adoption {
        let list = offered.list
        guard let known else {
            guard pinned.contains(offered.signer.fingerprint) else {
                throw list.trouble(
                    .listSignatureBad,
                    zh: "签名人“\(offered.signer.shortName)”不是事先确认的签名人",
                    en: "its signer “\(offered.signer.shortName)” is not the one that was pinned")
            }
            guard list.signers.contains(where: { $0.certificate == offered.signer }) else {
                throw list.trouble(
                    .listSignatureBad, zh: "没有把其签名人列入listSigners",
                    en: "it does not name its own signer in listSigners")
            }
            return .first
        }
        guard list.id == known.id, list.territory == known.territory, list.type == known.type else {
            throw list.trouble(
                .listFork, zh: "与所知的列表“\(known.id)”不是同一列表", en: "it is another list than “\(known.id)”")
        }
        if list.digest == known.digest { return .same }
        guard list.sequence >= known.sequence else {
            throw list.trouble(
                .listRollback, zh: "序号\(list.sequence)小于已采用的\(known.sequence)",
                en: "its number \(list.sequence) is older than \(known.sequence), which is in use")
        }
        guard list.sequence > known.sequence else {
            throw list.trouble(
                .listFork, zh: "与已采用的第\(known.sequence)号内容不同",
                en: "it differs from number \(known.sequence), which is in use")
        }
        guard list.sequence == known.sequence + 1 else {
            throw list.trouble(
                .listUnreachable, zh: "缺少第\(known.sequence + 1)号至第\(list.sequence - 1)号",
                en: "numbers \(known.sequence + 1) to \(list.sequence - 1) are missing between")
        }
        guard list.previousDigest == known.digest else {
            throw list.trouble(
                .listFork, zh: "所接的不是已采用的第\(known.sequence)号",
                en: "it does not follow number \(known.sequence) as it is in use")
        }
        guard
            known.signers.contains(where: {
                $0.certificate == offered.signer && $0.maySign(at: list.issuedAt)
            })
        else {
            throw list.trouble(
                .listSignatureBad, zh: "签名人“\(offered.signer.shortName)”未由第\(known.sequence)号预先公布，或者当时无权签名",
                en:
                    "its signer “\(offered.signer.shortName)” was not announced by number \(known.sequence), or might not sign then"
            )
        }
        guard list.issuedAt >= known.issuedAt else {
            throw list.trouble(
                .listFork, zh: "签发时间早于第\(known.sequence)号",
                en: "it was issued before number \(known.sequence)")
        }
        try list.keepsHistory(of: known)
        return .next
    }

    /// Nothing that was once listed may vanish or be told otherwise.
    private func keepsHistory(of known: TrustList) throws(ListTrouble) {
        for old in known.services {
            guard let new = service(old.id)?.1 else {
                throw trouble(
                    .listFork, zh: "遗漏了服务“\(old.id)”；不再提供的服务应当记为ceased或者withdrawn",
                    en:
                        "it leaves out the service “\(old.id)”; one that ended must be told as ceased or withdrawn"
                )
            }
            guard new.history.continues(old.history) else {
                throw trouble(
                    .listFork, zh: "改写了服务“\(old.id)”的历史",
                    en: "it rewrites the history of the service “\(old.id)”")
            }
            guard new.identity.keySHA256 == old.identity.keySHA256 else {
                throw trouble(
                    .listFork, zh: "更换了服务“\(old.id)”的密钥；新密钥应当是新服务",
                    en: "it changes the key of the service “\(old.id)”; a new key is a new service")
            }
            for (index, change) in new.history.changes.enumerated()
            where index >= old.history.changes.count && change.recordedAt < known.issuedAt {
                throw trouble(
                    .listFork, zh: "把服务“\(old.id)”的新变更记在上一份列表签发之前",
                    en: "it dates a new change of “\(old.id)” before the list that did not have it")
            }
        }
    }

    func trouble(_ code: RecognitionCode, zh: String, en: String) -> ListTrouble {
        let place = RecognitionWords.territory(territory)
        return ListTrouble(
            territory: territory, listID: id, code: code,
            chinese: "\(place.chinese)的信任列表“\(id)”第\(sequence)号不能采用：\(zh)。",
            english:
                "Number \(sequence) of the trust list “\(id)” of \(place.english) cannot be adopted: \(en).")
    }
}

extension ListTrouble: Error, CustomStringConvertible {
    package var description: String { english }
}

extension Certificate {
    /// What to call its subject.
    var shortName: String { commonName ?? organisation ?? subject }
}
