internal import COpenSSL

/// What is particular to SM2 signatures (GB/T 32918.2): they cover an identifier of the signer besides the
/// message, so that both sides have to agree on it.
package enum SM2 {
    /// `1234567812345678`, which GB/T 35276 and GM/T 0009 prescribe where nobody agreed on another. It is set on
    /// every SM2 operation of this house, because the library's own default differs between its versions.
    package static let identifier = Array("1234567812345678".utf8)

    /// Identifiers under which others sign by mistake, to be able to say so: the empty one is what OpenSSL 3
    /// takes when it is told nothing.
    package static let mistakenIdentifiers: [[UInt8]] = [[]]

    /// The longest identifier in bytes: its length goes into the signature as 16 bits that count bits.
    static let longestIdentifier = 8_191

    /// Puts the identifier into an operation that was initialised and has seen no message yet.
    static func set(_ identifier: [UInt8], on context: OpaquePointer?) -> Bool {
        guard identifier.count <= longestIdentifier else { return false }
        return unsafe identifier.withUnsafeBytes { memory in
            unsafe EVP_PKEY_CTX_set1_id(context, memory.baseAddress, Int32(memory.count)) == 1
        }
    }

    /// DER of the OID 1.2.156.10197.1.301, the curve.
    static let curve: [UInt8] = [0x06, 0x08, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01, 0x82, 0x2d]
    private static let ecPublicKey: [UInt8] = [0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01]

    /// Some CAs name the curve where the algorithm `id-ecPublicKey` belongs. The same key as OpenSSL reads it;
    /// nil when the bytes are not of that kind.
    static func usualForm(ofSubjectPublicKeyInfo der: [UInt8]) -> [UInt8]? {
        guard let outer = DER.elements(der, in: der.indices, limit: 1)?.first, outer.tag == 0x30,
            let pair = DER.elements(der, in: outer.body, limit: 2), pair.map(\.tag) == [0x30, 0x03],
            let names = DER.elements(der, in: pair[0].body, limit: 2), let first = names.first,
            Array(der[first.whole]) == curve
        else { return nil }
        let parameters = names.dropFirst().map { Array(der[$0.whole]) }
        guard parameters.isEmpty || parameters == [curve] || parameters == [[0x05, 0x00]] else { return nil }
        let algorithm = DER.element(tag: 0x30, ecPublicKey + curve)
        return DER.element(tag: 0x30, algorithm + Array(der[pair[1].whole]))
    }
}

/// What came of checking a signature.
package enum SignatureOutcome: Sendable, Hashable {
    case good
    /// Not this key's over this message.
    case bad
    /// An SM2 signature of this key over this message, but under this other identifier: SM2_ID_MISMATCH.
    case otherIdentifier([UInt8])
}
