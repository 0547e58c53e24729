internal import DER
internal import OpenSSL

extension ProfileChecks {
    static let encoding: [Check<PathFacts>] = [
        Check("profile.encoding", .profile, source: "RFC 5280 §4.1, X.690 §10") { facts in
            var found: [Remark] = []
            for link in facts.chain {
                guard case .failure(let fault) = link.parsed else { continue }
                let trouble = Trouble("不是规范的证书编码：\(fault.chinese)", "is not well encoded: \(fault.english)")
                found.append(trouble.remark(.formatBad, link.name, link.certificate.fingerprint))
            }
            return found.isEmpty ? .fine : .wrong(found)
        }
    ]

    static let fields: [Check<PathFacts>] = [
        each("version", "RFC 5280 §4.1.2.1") { certificate, link in
            // An old root may be of version 1; nothing but its name and key is taken from it.
            if certificate.version == 2 { return nil }
            return Trouble("不是第3版证书", "is not of version 3")
        },
        each("serial", "RFC 5280 §4.1.2.2") { certificate, _ in
            guard let first = certificate.serial.first else {
                return Trouble("没有序列号", "has no serial number")
            }
            if first >= 0x80 { return Trouble("的序列号为负", "has a negative serial number") }
            if certificate.serial.allSatisfy({ $0 == 0 }) {
                return Trouble("的序列号为零", "has the serial number zero")
            }
            return certificate.serial.count > 20
                ? Trouble("的序列号超过20字节", "has a serial number longer than 20 bytes") : nil
        },
        each("algorithmIdentifier", "RFC 5280 §4.1.1.2") { certificate, _ in
            certificate.innerAlgorithm == certificate.outerAlgorithm
                ? nil : Trouble("内外签名算法不一致", "names two different signature algorithms")
        },
        each("algorithmParameters", "RFC 4055 §5, RFC 5758 §3") { certificate, _ throws(DERFault) in
            var reader = try certificate.outerAlgorithm.reader()
            let oid = try reader.read(.oid).oid()
            let parameters = reader.isAtEnd ? nil : try reader.read()
            try reader.finish()
            let isRSA = oid.hasPrefix("1.2.840.113549.1.1.") && oid != "1.2.840.113549.1.1.10"
            if isRSA, parameters?.tag != .null {
                return Trouble("的RSA签名算法缺少NULL参数", "has an RSA signature algorithm without NULL parameters")
            }
            let isBare = oid.hasPrefix("1.2.840.10045.4.") || oid == "1.3.101.112"
            return isBare && parameters != nil
                ? Trouble("的签名算法不应有参数", "has a signature algorithm with parameters, where none belong") : nil
        },
        each("validity", "RFC 5280 §4.1.2.5") { certificate, _ throws(DERFault) in
            let begin = try certificate.notBefore.time()
            let end = try time(certificate.notAfter)
            return begin <= end ? nil : Trouble("的有效期颠倒", "ends before it begins")
        },
        each("timeForm", "RFC 5280 §4.1.2.5") { certificate, _ throws(DERFault) in
            _ = try time(certificate.notBefore)
            return nil
        },
        each("uniqueIdentifiers", "RFC 5280 §4.1.2.8") { certificate, _ in
            certificate.hasUniqueIdentifiers ? Trouble("含有唯一标识", "holds unique identifiers") : nil
        },
        each("publicKey", "RFC 5280 §4.1.2.7") { certificate, link throws(DERFault) in
            var reader = try certificate.publicKey.reader()
            var algorithm = try reader.sequence()
            let oid = try algorithm.read(.oid).oid()
            let bits = try reader.read(.bitString).wholeBits()
            try reader.finish()
            guard oid == "1.2.840.113549.1.1.1" else {
                return link.certificate.usableKeyAlgorithm == "unknown"
                    ? Trouble("的公钥不能使用", "holds a public key that cannot be used") : nil
            }
            var key = try DERReader.value(bits).reader(.sequence)
            let modulus = try key.read(.integer).integer()
            let exponent = try key.read(.integer).integer()
            try key.finish()
            let isOdd = (modulus.last ?? 0) & 1 == 1 && (exponent.last ?? 0) & 1 == 1
            let isPositive = (modulus.first ?? 0x80) < 0x80 && (exponent.first ?? 0x80) < 0x80
            let isOne = exponent.count == 1 && exponent.first == 1
            return isOdd && isPositive && !isOne
                ? nil : Trouble("的RSA公钥无效", "holds an RSA key with an even or impossible number")
        },
    ]

    /// UTCTime through 2049, GeneralizedTime after (RFC 5280 §4.1.2.5), both in seconds and ending in Z.
    static func time(_ value: DERValue) throws(DERFault) -> Int64 {
        let time = try value.time()
        let first2050: Int64 = 2_524_608_000_000
        guard (value.tag == .utcTime) == (time < first2050) else {
            throw DERFault(
                .unexpected(value.tag, expected: time < first2050 ? .utcTime : .generalizedTime),
                at: value.offset)
        }
        return time
    }
}
