internal import DER

extension SealReading {
    static func signature(_ value: DERValue) throws -> SealSignature {
        var outer = try value.reader(.sequence)
        let signed = try outer.read(.sequence)
        var inside = try signed.reader()
        let version = try inside.read(.integer).smallInteger(in: 1...99)
        let seal = try seal(inside.read(.sequence))
        guard seal.generation.versions.contains(version) else {
            throw SealFault.structure(
                chinese: "签章版本\(version)与印章版本\(seal.version)不一致",
                english: "it states version \(version) around a seal of version \(seal.version)",
                at: signed.offset)
        }
        switch seal.generation {
        case .gmt0031: return try first(signed, &inside, &outer, version, seal)
        case .gbt38540, .gmt0031v5: return try later(signed, &inside, &outer, version, seal)
        }
    }

    /// GM/T 0031-2014: certificate and algorithm are signed with the rest.
    private static func first(
        _ signed: DERValue, _ inside: inout DERReader, _ outer: inout DERReader, _ version: Int64,
        _ seal: ElectronicSeal
    ) throws -> SealSignature {
        let time = timeInfo(try opaque(&inside))
        let digest = try opaque(&inside)
        let property = try text(inside.read(.ia5String))
        let certificate = Array(try inside.read(.octetString).octets())
        let algorithm = try inside.read(.oid).oid()
        try inside.finish()
        let signature = Array(try outer.read(.bitString).wholeBits())
        try outer.finish()
        return SealSignature(
            version: version, seal: seal, claimedTime: time.claimed, timestamp: time.token,
            timestampIsSigned: true, contentDigest: digest, property: property, extensions: [],
            signerCertificate: certificate,
            signature: SealSignatureValue(algorithm: algorithm, value: signature),
            signedBytes: Array(signed.encoding))
    }

    /// GB/T 38540-2020 and later.
    private static func later(
        _ signed: DERValue, _ inside: inout DERReader, _ outer: inout DERReader, _ version: Int64,
        _ seal: ElectronicSeal
    ) throws -> SealSignature {
        let time = try inside.read(.generalizedTime).time()
        let digest = Array(try inside.read(.bitString).wholeBits())
        let property = try text(inside.read(.ia5String))
        let extensions = try extensions(&inside)
        try inside.finish()
        let certificate = Array(try outer.read(.octetString).octets())
        let algorithm = try outer.read(.oid).oid()
        let signature = Array(try outer.read(.bitString).wholeBits())
        let stamp = try stamp(&outer).map { Array(try $0.wholeBits(tagged: $0.tag)) }
        try outer.finish()
        return SealSignature(
            version: version, seal: seal, claimedTime: time, timestamp: stamp, timestampIsSigned: false,
            contentDigest: digest, property: property, extensions: extensions, signerCertificate: certificate,
            signature: SealSignatureValue(algorithm: algorithm, value: signature),
            signedBytes: Array(signed.encoding))
    }

    /// BIT STRING by the standard, OCTET STRING by some makers.
    private static func opaque(_ reader: inout DERReader) throws -> [UInt8] {
        if let octets = try reader.optional(.octetString) { return Array(try octets.octets()) }
        return Array(try reader.read(.bitString).wholeBits())
    }

    /// The standard leaves open what the bits hold: a time stamp, a time in DER, or its digits.
    private static func timeInfo(_ bytes: [UInt8]) -> (claimed: Int64?, token: [UInt8]?) {
        if bytes.first == 0x30 { return (nil, bytes) }
        if let value = try? DERReader.value(bytes), let time = try? value.time() { return (time, nil) }
        let type: DERTag = bytes.count == 13 ? .utcTime : .generalizedTime
        let digits = DERWriter.bytes { $0.primitive(type, bytes) }
        return ((try? DERReader.value(digits).time()) ?? nil, nil)
    }
}
