package import OpenSSL

/// A trust list under its signature. The signature is its signer's; whether that one may sign it is asked by
/// ``TrustList/adopt(_:over:pinned:)``.
package struct SignedList: Sendable {
    package let list: TrustList
    package let signer: Certificate

    /// Reads CMS SignedData that carries canonical JSON (RFC 5652; CAdES-B as `openssl cms -sign -cades` makes
    /// it).
    ///
    /// - Throws: a sentence, when the signature does not hold or the content is no list.
    package init(_ message: [UInt8]) throws(TrustDataFault) {
        let signed = try SignedData.open(message, "trust list", "信任列表")
        list = try TrustList(json: signed.content)
        signer = signed.signer
    }
}

/// Recognition rules under their signature.
package struct SignedRules: Sendable {
    package let rules: RecognitionRules
    package let signer: Certificate

    /// Reads CMS SignedData that carries canonical JSON.
    ///
    /// - Throws: a sentence, when the signature does not hold or the content is no rules.
    package init(_ message: [UInt8]) throws(TrustDataFault) {
        let signed = try SignedData.open(message, "recognition rules", "互认规则")
        rules = try RecognitionRules(json: signed.content)
        signer = signed.signer
    }
}

enum SignedData {
    static func open(
        _ message: [UInt8], _ what: String, _ chinese: String
    ) throws(TrustDataFault) -> SignedMessage {
        do throws(OpenSSLError) {
            return try CMS.verifySignature(message, limit: TrustDataLimits.message)
        } catch {
            throw TrustDataFault(
                chinese: "\(chinese)的签名不成立：\(error)",
                english: "The signature of the \(what) does not hold: \(error)")
        }
    }
}
