internal import DER
package import OpenSSL

/// What a new seal says.
package struct SealDescription: Sendable {
    package var identifier: String
    /// 1 for an organisation, 2 for a person.
    package var type: Int64
    package var name: String
    /// Milliseconds, cut to whole seconds.
    package var created: Int64
    package var validFrom: Int64
    package var validTo: Int64
    /// Who may sign with it: certificates in DER.
    package var holders: [[UInt8]]
    package var pictureType: String
    package var picture: [UInt8]
    /// Millimetres.
    package var width: Int64
    package var height: Int64

    package init(
        identifier: String, type: Int64 = 1, name: String, created: Int64, validFrom: Int64, validTo: Int64,
        holders: [[UInt8]], pictureType: String, picture: [UInt8], width: Int64 = 42, height: Int64 = 42
    ) {
        self.identifier = identifier
        self.type = type
        self.name = name
        self.created = created
        self.validFrom = validFrom
        self.validTo = validTo
        self.holders = holders
        self.pictureType = pictureType
        self.picture = picture
        self.width = width
        self.height = height
    }
}

/// Makes electronic seals of GB/T 38540-2020 (version 4) and signs with them, by SM2 or P-256.
package enum SealMaking {
    private static let vendor = "tradehall"
    private static let calendar: ClosedRange<Int64> = -62_167_219_200_000...253_402_300_799_000

    /// Makes a seal and reads it back.
    ///
    /// - Throws: `TrustFault` when the description contradicts itself or the key does not go with the
    ///   certificate; `SealFault` when a text or the picture is beyond the limits of reading.
    package static func make(
        _ description: SealDescription, maker: Certificate, key: PrivateKey
    ) throws -> ElectronicSeal {
        guard description.validFrom <= description.validTo, description.created <= description.validTo else {
            throw TrustFault("The dates of the seal contradict each other: give a --to that is after --from.")
        }
        let times = [description.created, description.validFrom, description.validTo]
        guard times.allSatisfy(calendar.contains) else {
            throw TrustFault("A date of the seal is beyond the calendar.")
        }
        let algorithm = try algorithm(of: key, for: maker)
        var isWritten = true
        let info = DERWriter.bytes { writer in
            writer.sequence { info in
                info.sequence { header in
                    isWritten = header.string("ES", as: .ia5String) && isWritten
                    header.integer(4)
                    isWritten = header.string(vendor, as: .ia5String) && isWritten
                }
                isWritten = info.string(description.identifier, as: .ia5String) && isWritten
                info.sequence { property in
                    property.integer(description.type)
                    property.utf8(description.name)
                    property.integer(1)
                    property.sequence { list in
                        for holder in description.holders { list.octets(holder) }
                    }
                    for time in times { property.generalizedTime(time) }
                }
                info.sequence { picture in
                    isWritten = picture.string(description.pictureType, as: .ia5String) && isWritten
                    picture.octets(description.picture)
                    picture.integer(description.width)
                    picture.integer(description.height)
                }
            }
        }
        guard isWritten else { throw TrustFault("The seal's identifier and picture type must be ASCII.") }
        let signature = try key.sign(info)
        let der = DERWriter.bytes { writer in
            writer.sequence {
                $0.raw(info)
                $0.octets(maker.der)
                $0.oid(algorithm)
                $0.bits(signature)
            }
        }
        guard case .seal(let seal) = try SealObject(der: der) else {
            throw TrustFault("The seal that was made cannot be read back.")
        }
        return seal
    }

    /// Puts a seal to a document and reads the result back.
    ///
    /// - Parameters:
    ///   - content: the document itself; its digest by the signer's algorithm goes into the signature.
    ///   - property: what is said of the document, in ASCII.
    ///   - stamp: asks for a time stamp over the signature: it is given the digest by SHA-256 and answers a token.
    /// - Throws: `TrustFault` when the signer is not among the seal's holders, the seal is of another generation
    ///   than version 4 or not valid at `time`, or the key does not go with the certificate.
    package static func sign(
        _ seal: ElectronicSeal, content: [UInt8], property: String, at time: Int64, signer: Certificate,
        key: PrivateKey, stamp: (([UInt8]) throws -> [UInt8])? = nil
    ) throws -> [UInt8] {
        guard seal.generation == .gbt38540 else {
            throw TrustFault("Seals of version 4 are signed with; this one has version \(seal.version).")
        }
        guard seal.holders.contain(signer.der) else {
            throw TrustFault(
                "The certificate of \(signer.subject) is not among those that may use the seal \"\(seal.name)\"."
            )
        }
        let second = time - time % 1_000
        guard (seal.validFrom...max(seal.validFrom, seal.validTo)).contains(second), seal.created <= second
        else { throw TrustFault("The seal \"\(seal.name)\" is not valid at the time of signing.") }
        let algorithm = try algorithm(of: key, for: signer)
        let digest = Digest.hash(key.isSM2 ? .sm3 : key.usualDigest ?? .sha256, content)
        var isWritten = true
        let signed = DERWriter.bytes { writer in
            writer.sequence {
                $0.integer(4)
                $0.raw(seal.der)
                $0.generalizedTime(second)
                $0.bits(digest)
                isWritten = $0.string(property, as: .ia5String)
            }
        }
        guard isWritten else { throw TrustFault("What is said of the document must be ASCII.") }
        let signature = try key.sign(signed)
        let token = try stamp.map { try $0(Digest.sha256(signature)) }
        let der = DERWriter.bytes { writer in
            writer.sequence { outer in
                outer.raw(signed)
                outer.octets(signer.der)
                outer.oid(algorithm)
                outer.bits(signature)
                if let token { outer.explicit(0) { $0.bits(token) } }
            }
        }
        _ = try SealObject(der: der)
        return der
    }

    private static func algorithm(of key: PrivateKey, for certificate: Certificate) throws -> String {
        guard key.matches(certificate) else {
            throw TrustFault("The key is not that of the certificate of \(certificate.subject).")
        }
        let scheme: SignatureScheme? =
            switch key.algorithm {
            case "SM2": .sm2
            case "EC P-256": .ecdsa(.sha256)
            case "EC P-384": .ecdsa(.sha384)
            default: nil
            }
        guard let name = scheme?.sealAlgorithm else {
            throw TrustFault("Seals are made and used with SM2, P-256 and P-384 keys, not \(key.algorithm).")
        }
        return name
    }
}
