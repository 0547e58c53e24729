internal import Foundation
internal import OpenSSL
internal import Procurement

extension Verb {
    /// Makes a time-stamp token.
    static let timeStampMake = Verb(
        "timestamp", "make", group: .hall, zh: "签发时间戳（RFC 3161）", en: "make a time-stamp token (RFC 3161)",
        options: Option.signer + [
            .content, .digestHex, .digestName, Option.stampPolicy.needed, .serial, .accuracy, .nonce,
            .instant,
            .asResponse, .out,
        ],
        notes: Words(
            zh: """
                证书的扩展密钥用途应当为关键且仅有timeStamping。密钥为P-256、RSA或者SM2；P-256和RSA的时间戳可以用“openssl ts -verify”核验，SM2的只能用“tradehall timestamp verify”。
                时间取本机时钟，或者--at。
                """,
            en: """
                The certificate's extended key usage must be critical and timeStamping alone. The key may be P-256, RSA or SM2; tokens of P-256 and RSA are checked with "openssl ts -verify" too, those of SM2 with "tradehall timestamp verify" alone.
                The time is that of this machine's clock, or of --at.
                """)
    ) { call in
        let identity = try Signer(call).identity
        let algorithm = try call.digestAlgorithm()
        let digest: [UInt8]
        switch (call.value(.content), try call.hex(.digestHex, algorithm.size...algorithm.size)) {
        case (let path?, nil):
            digest = Digest.hash(algorithm, try Files.read(path, limit: MessageFile.limit))
        case (nil, let given?): digest = given
        case (nil, nil), (_?, _?):
            throw Failure.usage(
                zh: "请给出--content或者--digest之一。", en: "Give one of --content and --digest.")
        }
        let authority = try TimeStampAuthority(
            key: identity.key, certificate: identity.certificate, chain: identity.chain,
            policy: try call.needed(.stampPolicy),
            accuracy: try call.integer(.accuracy, 1...86_400_000) ?? 1_000)
        let serial =
            if let given = try call.integer(.serial, 1...Int64.max) { UInt64(given) } else {
                number(try Random.bytes(8)) >> 1
            }
        let token = try authority.token(
            for: digest, algorithm, at: try call.instant(.instant), serial: serial,
            nonce: try call.hex(.nonce, 1...8).map(number))
        try call.deliver(call.has(.asResponse) ? TimeStampToken.response(granting: token) : token)
        return .done
    }
}

/// Big-endian.
private func number(_ bytes: [UInt8]) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
