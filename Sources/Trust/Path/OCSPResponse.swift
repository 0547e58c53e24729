internal import DER
internal import OpenSSL

/// An OCSP response (RFC 6960 §4.2) as it was given: read by the strict reader and judged here, because OpenSSL's own
/// reading cannot check SM2 signatures under a named identifier.
package struct OCSPResponse: Sendable {
    struct Single: Sendable {
        /// The AlgorithmIdentifier of the hashes below.
        let hash: DigestName
        let nameHash: [UInt8]
        let keyHash: [UInt8]
        let serial: [UInt8]
        let status: OCSPStatus
        let thisUpdate: Int64
        let nextUpdate: Int64?
        let extensions: [ParsedExtension]
    }

    /// The hashes that a CertID may use. SHA-1 names a certificate here and proves nothing.
    enum DigestName: String, Sendable { case sha1, sha256, sm3 }

    enum Responder: Sendable {
        case name(DERValue)
        case keyHash([UInt8])
    }

    let digest: [UInt8]
    let toBeSigned: [UInt8]
    let algorithm: [UInt8]
    let signature: [UInt8]
    let responder: Responder
    let producedAt: Int64
    let singles: [Single]
    let extensions: [ParsedExtension]
    let certificates: [Certificate]

    static let limits = DERLimits(depth: 32, elements: 65_536, size: 1 << 20)
    private static let basic = "1.3.6.1.5.5.7.48.1.1"
    static let nonceID = "1.3.6.1.5.5.7.48.1.2"

    /// - Throws: when the bytes are no successful response of the basic type in strict DER.
    package init(_ der: [UInt8]) throws {
        digest = Digest.sha256(der)
        var outer = try DERReader.value(der, limits: Self.limits).reader(.sequence)
        let status = try outer.read(.enumerated).smallInteger(tagged: .enumerated)
        guard status == 0 else { throw TrustFault("the responder answered with the error status \(status)") }
        guard let bytes = try outer.optionalExplicit(0) else {
            throw TrustFault("the response holds no answer")
        }
        try outer.finish()
        var typed = try bytes.reader(.sequence)
        guard try typed.read(.oid).oid() == Self.basic else {
            throw TrustFault("the response is of another type than id-pkix-ocsp-basic")
        }
        let held = try typed.read(.octetString)
        try typed.finish()
        var response = try held.encapsulated().reader(.sequence)
        let signed = try response.read(.sequence)
        toBeSigned = Array(signed.encoding)
        algorithm = Array(try response.read(.sequence).encoding)
        signature = Array(try response.read(.bitString).wholeBits())
        let along = try response.optionalExplicit(0)?.sequence(limit: 16) ?? []
        try response.finish()
        certificates = try along.map { try Certificate(der: Array($0.encoding)) }

        var data = try signed.reader()
        guard try data.optionalExplicit(0) == nil else {
            throw TrustFault("the response states a version, and only version 1 is known")
        }
        if let name = try data.optionalExplicit(1) {
            responder = .name(name)
        } else if let key = try data.optionalExplicit(2) {
            responder = .keyHash(Array(try key.octets()))
        } else {
            throw TrustFault("the response names no responder")
        }
        producedAt = try data.read(.generalizedTime).time(as: .generalizedTime)
        singles = try data.read(.sequence).sequence(limit: 1_024).map { try Self.single($0) }
        extensions = try data.optionalExplicit(1).map { try ParsedExtension.list($0) } ?? []
        try data.finish()
    }

    private static func single(_ value: DERValue) throws -> Single {
        var reader = try value.reader(.sequence)
        var name = try reader.sequence()
        var algorithm = try name.sequence()
        let hash: DigestName
        switch try algorithm.read(.oid).oid() {
        case "1.3.14.3.2.26": hash = .sha1
        case "2.16.840.1.101.3.4.2.1": hash = .sha256
        case "1.2.156.10197.1.401": hash = .sm3
        case let other: throw TrustFault("the response names certificates by the hash \(other)")
        }
        if !algorithm.isAtEnd { try algorithm.read(.null).null() }
        try algorithm.finish()
        let nameHash = Array(try name.read(.octetString).octets())
        let keyHash = Array(try name.read(.octetString).octets())
        let serial = Array(try name.read(.integer).integer())
        try name.finish()
        let status = try OCSPStatus.read(try reader.read())
        let thisUpdate = try reader.read(.generalizedTime).time(as: .generalizedTime)
        let nextUpdate = try reader.optionalExplicit(0)?.time(as: .generalizedTime)
        let extensions = try reader.optionalExplicit(1).map { try ParsedExtension.list($0) } ?? []
        try reader.finish()
        return Single(
            hash: hash, nameHash: nameHash, keyHash: keyHash, serial: serial, status: status,
            thisUpdate: thisUpdate, nextUpdate: nextUpdate, extensions: extensions)
    }
}

/// CertStatus (RFC 6960 §4.2.1).
enum OCSPStatus: Sendable, Hashable {
    case good
    case revoked(at: Int64, reason: Int64?)
    case unknown

    static func read(_ value: DERValue) throws -> OCSPStatus {
        switch value.tag {
        case .context(0):
            guard !value.isConstructed, value.contents.isEmpty else {
                throw DERFault(.notCanonical(.null), at: value.offset)
            }
            return .good
        case .context(1):
            var reader = try value.reader()
            let at = try reader.read(.generalizedTime).time(as: .generalizedTime)
            let reason = try reader.optionalExplicit(0)?.smallInteger(tagged: .enumerated, in: 0...10)
            try reader.finish()
            return .revoked(at: at, reason: reason)
        case .context(2):
            guard !value.isConstructed, value.contents.isEmpty else {
                throw DERFault(.notCanonical(.null), at: value.offset)
            }
            return .unknown
        default: throw DERFault(.unexpected(value.tag, expected: .context(0)), at: value.offset)
        }
    }
}

/// What one response says of one certificate, after its signature and signer were looked at.
package struct OCSPAnswer: Sendable {
    enum Verdict: Sendable, Hashable {
        case good
        case revoked(at: Int64, reason: Int64?)
        case unknown
        /// It cannot be relied on, and why.
        case unusable(VerdictCode, String)
    }

    let verdict: Verdict
    /// SHA-256 of the response.
    let digest: [UInt8]
    let producedAt: Int64
    let thisUpdate: Int64
    let nextUpdate: Int64?
}
