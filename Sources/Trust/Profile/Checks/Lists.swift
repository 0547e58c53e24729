internal import DER
internal import OpenSSL

extension ProfileChecks {
    static let lists: [Check<PathFacts>] = [
        eachList("listEncoding", "RFC 5280 §5.1, X.690 §10", .formatBad) { list in
            guard case .failure(let fault) = list.parsed else { return nil }
            return Trouble(
                "的吊销列表编码有误：\(fault.chinese)",
                "has a revocation list that is not well encoded: \(fault.english)")
        },
        eachRead("listVersion", "RFC 5280 §5.1.2.1") { list in
            list.version == 1 ? nil : Trouble("的吊销列表不是第2版", "has a revocation list that is not of version 2")
        },
        eachRead("listAlgorithm", "RFC 5280 §5.1.1.2") { list in
            list.innerAlgorithm == list.outerAlgorithm
                ? nil : Trouble("的吊销列表内外算法不一致", "has a revocation list that names two signature algorithms")
        },
        eachRead("listTimes", "RFC 5280 §5.1.2.4") { list throws(DERFault) in
            let this = try time(list.thisUpdate)
            guard let next = list.nextUpdate else {
                return Trouble("的吊销列表没有下次更新时间", "has a revocation list without nextUpdate")
            }
            if try time(next) < this {
                return Trouble("的吊销列表时间颠倒", "has a revocation list whose dates are reversed")
            }
            for entry in list.entries { _ = try time(entry.date) }
            return nil
        },
        eachRead("listEntries", "RFC 5280 §5.1.2.6") { list in
            if list.hasEmptyEntries {
                return Trouble("的吊销列表写有空条目", "has a revocation list with an empty list of entries")
            }
            let isTwice = list.entries.contains { Set($0.extensions.map(\.oid)).count != $0.extensions.count }
            return isTwice
                ? Trouble("的吊销条目扩展重复", "has a revocation list with an entry that has an extension twice")
                : nil
        },
        eachRead("listDuplicateExtensions", "RFC 5280 §5.2") { list in
            Set(list.extensions.map(\.oid)).count == list.extensions.count
                ? nil : Trouble("的吊销列表扩展重复", "has a revocation list with an extension twice")
        },
        eachRead("listCritical", "RFC 5280 §5.2, §5.3", .criticalExtension) { list in
            let known = [ExtensionID.issuingDistributionPoint, ExtensionID.deltaCRLIndicator]
            // These are read either way, and that they are critical is told by another check.
            let harmless = [
                ExtensionID.crlNumber, ExtensionID.authorityKeyIdentifier, ExtensionID.freshestCRL,
            ]
            let isUnknown =
                list.extensions.contains { $0.isCritical && !(known + harmless).contains($0.oid) }
                || list.entries.contains {
                    $0.extensions.contains { $0.isCritical && $0.oid != ExtensionID.certificateIssuer }
                }
            return isUnknown
                ? Trouble(
                    "的吊销列表含有不能识别的关键扩展",
                    "has a revocation list with a critical extension that is not understood") : nil
        },
        eachRead("listCriticality", "RFC 5280 §5.2") { list in
            let never = [ExtensionID.crlNumber, ExtensionID.authorityKeyIdentifier, ExtensionID.freshestCRL]
            let always = [ExtensionID.issuingDistributionPoint, ExtensionID.deltaCRLIndicator]
            let isWrong = list.extensions.contains {
                $0.isCritical ? never.contains($0.oid) : always.contains($0.oid)
            }
            return isWrong
                ? Trouble(
                    "的吊销列表扩展关键标志有误",
                    "has a revocation list with an extension wrongly critical or not critical") : nil
        },
        eachRead("crlNumber", "RFC 5280 §5.2.3") { list throws(DERFault) in
            guard let found = list.first(ExtensionID.crlNumber) else {
                return Trouble("的吊销列表没有编号", "has a revocation list without a CRL number")
            }
            return number(try found.value().integer())
        },
        eachRead("listIssuerKey", "RFC 5280 §5.2.1") { list in
            list.first(ExtensionID.authorityKeyIdentifier) == nil
                ? Trouble("的吊销列表没有签发者密钥标识", "has a revocation list without an authority key identifier") : nil
        },
        eachRead("deltaIndicator", "RFC 5280 §5.2.4") { list throws(DERFault) in
            guard let found = list.first(ExtensionID.deltaCRLIndicator) else { return nil }
            let base = try found.value().integer()
            if let trouble = number(base) { return trouble }
            guard let own = try list.first(ExtensionID.crlNumber)?.value().integer() else { return nil }
            let isBefore =
                base.count != own.count ? base.count < own.count : !own.lexicographicallyPrecedes(base)
            if !isBefore { return Trouble("的增量列表编号早于其基础", "has a delta list numbered before its base") }
            return list.first(ExtensionID.freshestCRL) == nil
                ? nil : Trouble("的增量列表指向另一增量列表", "has a delta list that names another delta list")
        },
    ]

    private static func number(_ octets: ArraySlice<UInt8>) -> Trouble? {
        if (octets.first ?? 0x80) >= 0x80 { return Trouble("的吊销列表编号为负", "has a negative CRL number") }
        return octets.count > 20 ? Trouble("的吊销列表编号超过20字节", "has a CRL number longer than 20 bytes") : nil
    }

    private static func eachList(
        _ id: String, _ source: String, _ code: VerdictCode = .profileBroken,
        _ judge: @escaping @Sendable (ListLink) throws(DERFault) -> Trouble?
    ) -> Check<PathFacts> {
        Check("profile.\(id)", .profile, source: source) { facts in
            var found: [Remark] = []
            for list in facts.lists {
                let trouble: Trouble?
                do throws(DERFault) {
                    trouble = try judge(list)
                } catch {
                    trouble = Trouble(
                        "的吊销列表编码有误：\(error.chinese)", "has a badly encoded revocation list: \(error.english)")
                }
                if let trouble { found.append(trouble.remark(code, list.list.issuer, list.list.fingerprint)) }
            }
            return found.isEmpty ? .fine : .wrong(found)
        }
    }

    private static func eachRead(
        _ id: String, _ source: String, _ code: VerdictCode = .profileBroken,
        _ judge: @escaping @Sendable (ParsedList) throws(DERFault) -> Trouble?
    ) -> Check<PathFacts> {
        eachList(id, source, code) { list throws(DERFault) in
            guard let read = try? list.parsed.get() else { return nil }
            return try judge(read)
        }
    }
}
