internal import COpenSSL

/// What a time-stamp token says (TSTInfo, RFC 3161 §2.4.2), read and not yet believed.
package struct TimeStampInfo: Sendable {
    /// In milliseconds.
    package let time: Int64
    /// How far `time` may be off, in milliseconds; nil when the token does not say.
    package let accuracy: Int64?
    /// Whether tokens of this authority can be put in order by their times alone.
    package let ordering: Bool
    /// Nil when the imprint is by a digest that this house does not use.
    package let imprintAlgorithm: DigestAlgorithm?
    /// The dotted OID of the imprint's digest.
    package let imprintName: String
    package let imprint: [UInt8]
    /// In lower-case hexadecimal.
    package let serial: String
    /// Dotted.
    package let policy: String
    /// In hexadecimal, when the request had one.
    package let nonce: String?
    /// The distinguished name in DER that the token gives its authority; nil when it gives none, or one of another
    /// form.
    package let authorityName: [UInt8]?
    package let hasCriticalExtension: Bool

    /// - Throws: when the bytes are no TSTInfo of version 1 in DER, or go on after its end.
    package init(der: [UInt8]) throws(OpenSSLError) {
        let operation = "read a time-stamp token"
        func malformed(_ what: String) -> OpenSSLError { .refused(operation, "its \(what) cannot be read") }
        guard let outer = DER.elements(der, in: der.indices, limit: 1)?.first, outer.tag == 0x30,
            var fields = DER.elements(der, in: outer.body, limit: 10)?[...], fields.count >= 5
        else { throw malformed("content") }
        guard DER.small(der, fields.removeFirst()) == 1 else {
            throw .refused(operation, "its version is not 1")
        }
        let policy = fields.removeFirst()
        guard policy.tag == 0x06 else { throw malformed("policy") }
        self.policy = DER.dotted(Array(der[policy.body]))
        guard let pair = DER.elements(der, in: fields.removeFirst().body, limit: 2),
            pair.map(\.tag) == [0x30, 0x04],
            let name = DER.elements(der, in: pair[0].body, limit: 2)?.first, name.tag == 0x06,
            !pair[1].body.isEmpty
        else { throw malformed("imprint") }
        imprintName = DER.dotted(Array(der[name.body]))
        imprintAlgorithm = DigestAlgorithm(algorithm: Array(der[pair[0].whole]))
        imprint = Array(der[pair[1].body])
        if let imprintAlgorithm, imprint.count != imprintAlgorithm.size {
            throw .refused(operation, "its imprint has \(imprint.count) bytes")
        }
        let serial = fields.removeFirst()
        guard let number = Self.hex(der, serial) else { throw malformed("serial number") }
        self.serial = number
        let time = fields.removeFirst()
        guard time.tag == 0x18, let instant = Self.instant(Array(der[time.body])) else {
            throw malformed("time")
        }
        self.time = instant

        if fields.first?.tag == 0x30 {
            guard let value = Self.accuracy(der, fields.removeFirst()) else { throw malformed("accuracy") }
            accuracy = value
        } else {
            accuracy = nil
        }
        if fields.first?.tag == 0x01 {
            // FALSE is the default and stays out of DER.
            guard Array(der[fields.removeFirst().body]) == [0xff] else { throw malformed("ordering") }
            ordering = true
        } else {
            ordering = false
        }
        if fields.first?.tag == 0x02 {
            guard let number = Self.hex(der, fields.removeFirst()) else { throw malformed("nonce") }
            nonce = number
        } else {
            nonce = nil
        }
        var name0: [UInt8]?
        if fields.first?.tag == 0xa0 {
            let named = fields.removeFirst()
            guard let general = DER.elements(der, in: named.body, limit: 1)?.first else {
                throw malformed("authority's name")
            }
            if general.tag == 0xa4 { name0 = Array(der[general.body]) }
        }
        authorityName = name0
        if fields.first?.tag == 0xa1 {
            guard let critical = Self.critical(der, fields.removeFirst()) else {
                throw malformed("extensions")
            }
            hasCriticalExtension = critical
        } else {
            hasCriticalExtension = false
        }
        guard fields.isEmpty else { throw malformed("content") }
    }

    /// Lower-case hexadecimal of a positive INTEGER in minimal form, in whole bytes and without leading zeros.
    private static func hex(_ der: [UInt8], _ element: DER.Element) -> String? {
        let body = Array(der[element.body])
        guard element.tag == 0x02, let first = body.first, first < 0x80, body.count <= 64,
            body.count == 1 || first != 0 || body[1] >= 0x80
        else { return nil }
        let digits = body.count > 1 && first == 0 ? Array(body.dropFirst()) : body
        return digits.hex
    }

    /// Milliseconds of `YYYYMMDDhhmmss[.f…]Z`, the fraction without trailing zeros.
    private static func instant(_ text: [UInt8]) -> Int64? {
        guard text.count >= 15, text.last == 0x5a, text.count <= 32 else { return nil }
        let digits = text.prefix(14)
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        let rest = Array(text[14..<(text.count - 1)])
        var fraction: Int64 = 0
        if !rest.isEmpty {
            guard rest.count > 1, rest[0] == 0x2e, rest.last != 0x30,
                rest.dropFirst().allSatisfy({ (0x30...0x39).contains($0) })
            else { return nil }
            for place in 1...3 {
                fraction = fraction * 10 + (place < rest.count ? Int64(rest[place] - 0x30) : 0)
            }
        }
        clearErrors()
        defer { clearErrors() }
        let whole = Array(digits) + [0x5a, 0]
        guard let time = unsafe ASN1_TIME_new() else { return nil }
        defer { unsafe ASN1_STRING_free(time) }
        let set = unsafe whole.withUnsafeBytes { memory in
            unsafe memory.withMemoryRebound(to: CChar.self) {
                unsafe ASN1_GENERALIZEDTIME_set_string(time, $0.baseAddress)
            }
        }
        guard set == 1, let seconds = unsafe milliseconds(time) else { return nil }
        return seconds + fraction
    }

    /// Milliseconds, rounded up; nil for what is malformed.
    private static func accuracy(_ der: [UInt8], _ element: DER.Element) -> Int64? {
        guard var parts = DER.elements(der, in: element.body, limit: 3)?[...] else { return nil }
        var total: Int64 = 0
        if parts.first?.tag == 0x02 {
            guard let seconds = DER.number(der, parts.removeFirst()) else { return nil }
            total = Int64(seconds) * 1_000
        }
        for (tag, isMicros) in [(UInt8(0x80), false), (0x81, true)] where parts.first?.tag == tag {
            let body = Array(der[parts.removeFirst().body])
            guard (1...2).contains(body.count), body[0] < 0x80 else { return nil }
            let value = body.reduce(Int64(0)) { $0 << 8 | Int64($1) }
            guard (1...999).contains(value) else { return nil }
            total += isMicros ? 1 : value
        }
        return parts.isEmpty ? total : nil
    }

    private static func critical(_ der: [UInt8], _ element: DER.Element) -> Bool? {
        guard let all = DER.elements(der, in: element.body, limit: 16) else { return nil }
        var found = false
        for one in all {
            guard one.tag == 0x30, let fields = DER.elements(der, in: one.body, limit: 3) else { return nil }
            found = found || fields.map(\.tag) == [0x06, 0x01, 0x04]
        }
        return found
    }
}

extension TimeStampInfo {
    /// The DER of a TSTInfo.
    ///
    /// - Parameters:
    ///   - policy: dotted.
    ///   - accuracy: milliseconds.
    ///   - nonce: up to 16 bytes, big-endian.
    static func der(
        policy: String, imprint: [UInt8], _ algorithm: DigestAlgorithm, serial: UInt64, time: Int64,
        accuracy: Int64, nonce: [UInt8]?
    ) throws(OpenSSLError) -> [UInt8] {
        let operation = "make a time-stamp token"
        clearErrors()
        let object = unsafe try unlessNil(OBJ_txt2obj(policy, 1), "read the policy \(policy)")
        defer { unsafe ASN1_OBJECT_free(object) }
        let name = unsafe try encoded(operation) { unsafe i2d_ASN1_OBJECT(object, $0) }
        let digest = DER.element(tag: 0x30, algorithm.oid + [0x05, 0x00])
        let stamped = DER.element(tag: 0x30, digest + DER.element(tag: 0x04, imprint))
        let number = (0..<8).map { UInt8(truncatingIfNeeded: serial >> UInt64(56 - 8 * $0)) }
        guard let instant = text(of: time) else {
            throw .refused(operation, "the time is outside the years 0001 to 9999")
        }
        let (seconds, millis) = accuracy.quotientAndRemainder(dividingBy: 1_000)
        var parts = seconds > 0 ? integer(bytes(of: seconds)) : []
        if millis > 0 { parts += [0x80] + integer(bytes(of: millis)).dropFirst() }
        let fields =
            [0x02, 0x01, 0x01] + name + stamped + integer(number)
            + DER.element(tag: 0x18, Array(instant.utf8)) + DER.element(tag: 0x30, parts)
            + (nonce.map { integer($0) } ?? [])
        return DER.element(tag: 0x30, fields)
    }

    private static func bytes(of value: Int64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: value >> Int64(56 - 8 * $0)) }
    }

    /// A positive INTEGER in minimal form.
    private static func integer(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array(bytes.drop { $0 == 0 })
        guard let first = digits.first else { return [0x02, 0x01, 0x00] }
        return DER.element(tag: 0x02, first >= 0x80 ? [0] + digits : digits)
    }

    /// GeneralizedTime with milliseconds, without trailing zeros.
    private static func text(of time: Int64) -> String? {
        let whole = time.floored(by: 1_000)
        guard let value = unsafe ASN1_GENERALIZEDTIME_set(nil, time_t(whole)) else { return nil }
        defer { unsafe ASN1_STRING_free(value) }
        let text = String(decoding: unsafe OpenSSL.bytes(of: value), as: UTF8.self)
        guard text.utf8.count == 15, text.hasSuffix("Z") else { return nil }
        let millis = Int(time - whole * 1_000)
        guard millis > 0 else { return text }
        var digits = ("000" + String(millis)).suffix(3)
        while digits.hasSuffix("0") { digits.removeLast() }
        return "\(text.dropLast()).\(digits)Z"
    }
}
