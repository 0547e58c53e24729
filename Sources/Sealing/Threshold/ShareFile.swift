internal import OpenSSL
internal import StrictJSON

/// A custodian's share as it lies on its own machine: encrypted under a password (scrypt, AES-256-GCM), beside the
/// public key that it belongs to.
package struct ShareFile: Sendable {
    package let tender: String
    package let lot: String
    package let key: OpeningKey
    package let share: CustodianShare

    package init(tender: String, lot: String, key: OpeningKey, share: CustodianShare) {
        (self.tender, self.lot, self.key, self.share) = (tender, lot, key, share)
    }

    private static let type = "tradehall/custodian-share"

    /// Encrypts. What is public in the file is bound to the secret by its digest.
    package func bytes(password: [UInt8]) throws -> [UInt8] {
        let (salt, nonce) = (try Random.bytes(32), try Random.bytes(EnvelopeCipher.nonceSize))
        var secret = share.reveal()
        var content = try Self.digest(tender, lot, key, share.custodian) + secret
        var wrapping = try Scrypt.key(password: password, salt: salt)
        defer {
            Secret.wipe(&secret)
            Secret.wipe(&content)
            Secret.wipe(&wrapping)
        }
        let cipher = try EnvelopeCipher(.seal, key: wrapping, nonce: nonce)
        var sealed = [UInt8](repeating: 0, count: content.count)
        unsafe try cipher.update(content.span.bytes, into: &sealed, at: 0)
        let tag = try cipher.tag()
        return JSON.object([
            "v": 1, "type": .string(Self.type), "tender": .string(tender), "lot": .string(lot),
            "custodian": .integer(Int64(share.custodian)),
            "threshold": .integer(Int64(key.terms.threshold)),
            "custodians": .integer(Int64(key.terms.custodians)),
            "commitments": .array(try key.commitments.encoded().map { .string($0.hex) }),
            "salt": .string(salt.hex), "nonce": .string(nonce.hex), "sealed": .string((sealed + tag).hex),
        ]).canonicalBytes()
    }

    /// Decrypts, and checks that the share is that of the public key beside it.
    /// - Throws: `SealingRefusal` SHARE_NOT_OPENED for a wrong password or a changed file.
    package init(_ bytes: [UInt8], password: [UInt8]) throws {
        var fields = try Fields(JSON.parse(bytes))
        guard try fields.integer("v") == 1, try fields.string("type") == Self.type else {
            throw fields.refusal(
                of: "type", english: "must be \(Self.type), version 1", chinese: "必须为 \(Self.type) 第 1 版")
        }
        (tender, lot) = (try fields.string("tender"), try fields.string("lot"))
        let number = Int(clamping: try fields.integer("custodian"))
        let terms = try Terms(
            threshold: Int(clamping: fields.integer("threshold")),
            custodians: Int(clamping: fields.integer("custodians")))
        key = try OpeningKey(
            terms: terms, sum: Commitments(fields.list("commitments", 65...65), of: terms, dealer: nil))
        let (salt, nonce) = (try fields.bytes("salt", 32...32), try fields.bytes("nonce", 12...12))
        let sealed = try fields.bytes("sealed", 80...80)
        try fields.finish()
        var wrapping = try Scrypt.key(password: password, salt: salt)
        var content = [UInt8](repeating: 0, count: 64)
        defer {
            Secret.wipe(&wrapping)
            Secret.wipe(&content)
        }
        let cipher = try EnvelopeCipher(.open, key: wrapping, nonce: nonce)
        unsafe try cipher.update(sealed.span.bytes.extracting(0..<64), into: &content, at: 0)
        guard try cipher.accepts(tag: Array(sealed.suffix(16))),
            try Array(content.prefix(32)) == Self.digest(tender, lot, key, number),
            let secret = P256Scalar(Array(content.suffix(32)))
        else { throw SealingRefusal.shareNotOpened(number) }
        share = try CustodianShare(custodian: number, secret: secret, of: key)
    }

    private static func digest(
        _ tender: String, _ lot: String, _ key: OpeningKey, _ custodian: Int
    ) throws -> [UInt8] {
        var name = ProofTranscript("tradehall/share/v1")
        name.append(tender)
        name.append(lot)
        name.append(number: custodian)
        name.append(number: key.terms.custodians)
        for commitment in try key.commitments.encoded() { name.append(commitment) }
        return name.digest()
    }
}

extension SealingRefusal {
    fileprivate static func shareNotOpened(_ custodian: Int) -> SealingRefusal {
        SealingRefusal(
            "SHARE_NOT_OPENED", custodian: custodian, zh: "份额文件无法打开：口令不对，或者文件已被改动。",
            en: "The file of the share does not open: the password is wrong, or the file was changed.")
    }
}
