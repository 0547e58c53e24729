internal import OpenSSL

/// Which standard an electronic seal follows. They are told apart by structure, and the version that is written
/// inside has to agree.
package enum SealGeneration: String, Sendable, Hashable {
    /// GM/T 0031-2014: the maker's certificate and signature in a part of their own. Inside stands version 1 to 3.
    case gmt0031 = "GM/T 0031-2014"
    /// GB/T 38540-2020: version 4.
    case gbt38540 = "GB/T 38540-2020"
    /// The revision with a time stamp inside the seal: version 5.
    case gmt0031v5 = "GM/T 0031-2025"

    /// The versions that a seal of this generation may have inside.
    var versions: ClosedRange<Int64> {
        switch self {
        case .gmt0031: 1...3
        case .gbt38540: 4...4
        case .gmt0031v5: 5...5
        }
    }
}

/// Who may sign with a seal, as the seal lists them.
package enum SealHolders: Sendable, Hashable {
    /// Whole certificates, in DER.
    case certificates([[UInt8]])
    /// Digests of certificates.
    case digests([SealHolderDigest])

    package var count: Int {
        switch self {
        case .certificates(let all): all.count
        case .digests(let all): all.count
        }
    }

    /// Whether this certificate is among them. A digest counts under any digest of this house that gives it: the
    /// names that makers write for SM3 differ, and none of these digests can be met by accident.
    package func contain(_ certificate: [UInt8]) -> Bool {
        switch self {
        case .certificates(let all): return all.contains(certificate)
        case .digests(let all):
            let digests = DigestAlgorithm.allCases.map { Digest.hash($0, certificate) }
            return all.contains { digests.contains($0.value) }
        }
    }
}

/// The digest of a certificate in a seal's list.
package struct SealHolderDigest: Sendable, Hashable {
    /// The name of the algorithm, as the maker writes it.
    package let name: String
    package let value: [UInt8]
}

/// The picture of a seal: decoration, never evidence. It is kept as bytes and not looked into.
package struct SealPicture: Sendable, Hashable {
    /// As the maker calls it, such as "PNG".
    package let type: String
    package let data: [UInt8]
    /// In millimetres.
    package let width: Int64
    package let height: Int64

    /// What the first bytes look like, where that is one of the usual formats.
    package var apparentType: String? { Self.apparentType(of: data) }

    package static func apparentType(of data: [UInt8]) -> String? {
        let known: [(String, [UInt8])] = [
            ("PNG", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), ("JPG", [0xff, 0xd8, 0xff]),
            ("GIF", Array("GIF8".utf8)), ("BMP", Array("BM".utf8)), ("OFD", [0x50, 0x4b, 0x03, 0x04]),
        ]
        return known.first { data.starts(with: $0.1) }?.0
    }

    /// Whether the picture is of the type that it is called by.
    package var isAsNamed: Bool {
        let name = type.uppercased()
        return apparentType == (name == "JPEG" ? "JPG" : name)
    }
}

/// Something that a maker or signer added.
package struct SealExtension: Sendable, Hashable {
    package let oid: String
    package let isCritical: Bool
    package let value: [UInt8]
}

/// An electronic seal: who may use it, when, and who made it.
package struct ElectronicSeal: Sendable, Hashable {
    package let generation: SealGeneration
    package let version: Int64
    /// The maker's own name for its product.
    package let vendor: String
    package let identifier: String
    /// 1 is the seal of an organisation, 2 of a person; others are the maker's own.
    package let type: Int64
    package let name: String
    package let holders: SealHolders
    /// Milliseconds, as all times here.
    package let created: Int64
    package let validFrom: Int64
    package let validTo: Int64
    package let picture: SealPicture
    package let extensions: [SealExtension]
    /// The maker's certificate, in DER.
    package let makerCertificate: [UInt8]
    package let signature: SealSignatureValue
    /// What the maker may have signed, the usual form first: original bytes, never written anew.
    package let signable: [SealSignedPart]
    /// What stands where the time stamp of generation 5 belongs.
    package let timestamp: [UInt8]?
    /// The whole seal as it stood.
    package let der: [UInt8]
}

/// One reading of what a signature covers.
package struct SealSignedPart: Sendable, Hashable {
    /// What it is, such as `eSealInfo`.
    package let name: String
    package let bytes: [UInt8]
}

/// A signature and how it says it was made.
package struct SealSignatureValue: Sendable, Hashable {
    /// The dotted OID.
    package let algorithm: String
    package let value: [UInt8]
}

/// A document's seal signature: the holder of a seal put it to a document.
package struct SealSignature: Sendable, Hashable {
    package let version: Int64
    package let seal: ElectronicSeal
    /// When the signer says that it was made, in milliseconds; nil where a time stamp stands instead, or nothing
    /// that can be read.
    package let claimedTime: Int64?
    /// A time stamp, as it stands: over the signature, or in generation 1 in the place of the claimed time.
    package let timestamp: [UInt8]?
    /// Whether the time stamp stands where the claimed time belongs, and so is signed itself.
    package let timestampIsSigned: Bool
    /// The digest of the document.
    package let contentDigest: [UInt8]
    /// What the signer says of the document and of the part that is covered.
    package let property: String
    package let extensions: [SealExtension]
    /// The signer's certificate, in DER.
    package let signerCertificate: [UInt8]
    package let signature: SealSignatureValue
    /// What the signer signed: the original bytes of TBS_Sign.
    package let signedBytes: [UInt8]
}

/// What a file with a seal in it can be.
package enum SealObject: Sendable, Hashable {
    case seal(ElectronicSeal)
    case signature(SealSignature)

    package var seal: ElectronicSeal {
        switch self {
        case .seal(let seal): seal
        case .signature(let signature): signature.seal
        }
    }
}
