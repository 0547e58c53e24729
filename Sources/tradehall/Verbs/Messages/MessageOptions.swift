internal import Foundation
internal import OpenSSL
internal import Procurement

extension Option {
    static let content = Option(
        "content", "FILE", zh: "分离签名或者时间戳所针对的原文", en: "the content of a detached signature or of a time stamp"
    )
    static let detached = Option("detached", zh: "签名不含原文", en: "leave the content out")
    static let gmNames = Option(
        "gm", zh: "按GM/T 0010的消息类型书写（openssl不能识别）",
        en: "use the message types of GM/T 0010, which openssl does not know")
    static let pemText = Option("pem", zh: "输出PEM文本", en: "write PEM text")
    static let recipient = Option(
        "to", "FILE", zh: "接收者的证书（P-256、SM2或者RSA）", en: "a recipient's certificate (P-256, SM2 or RSA)"
    ).repeated
    static let fileDigest = Option(
        "sha256", "HEX", zh: "另行取得的文件摘要；只有给出它才会解密CBC方式的消息",
        en: "the file's digest, known from elsewhere; a message in CBC is decrypted only with it")
    static let digestHex = Option("digest", "HEX", zh: "原文的摘要", en: "the digest of the content")
    static let digestName = Option(
        "md", "sha256|sha384|sha512|sm3", zh: "摘要算法；缺省为sha256", en: "the digest; else sha256")
    static let stampPolicy = Option(
        "tsa-policy", "OID", zh: "时间戳策略", en: "the policy that the token is made under")
    static let serial = Option("serial", "N", zh: "序列号；缺省随机", en: "the serial number; else at random")
    static let accuracy = Option("accuracy", "MS", zh: "精度，毫秒；缺省1000", en: "in milliseconds; else 1000")
    static let nonce = Option(
        "nonce", "HEX", zh: "请求中的随机数，至多8字节", en: "the nonce of the request, up to 8 bytes")
    static let asResponse = Option(
        "response", zh: "输出TimeStampResp，而不是单独的时间戳", en: "write a TimeStampResp and not the token alone")
}

/// Messages that a verb reads whole.
enum MessageFile {
    /// The longest message or content that is held in memory, in bytes.
    static let limit = 64 << 20

    /// The DER (or streamed BER) of a file that may be PEM text.
    static func read(_ path: String) throws -> [UInt8] {
        let bytes = try Files.read(path, limit: 2 * limit)
        let der = PEM.isText(bytes) ? try PEM.first(in: bytes, limit: 2 * limit) : bytes
        guard der.count <= limit else {
            throw Failure(
                "FILE_TOO_LONG", zh: "“\(path)”中的消息超过\(limit)字节。",
                en: "The message in \"\(path)\" is longer than \(limit) bytes.")
        }
        return der
    }
}

extension Call {
    func digestAlgorithm() throws(Failure) -> DigestAlgorithm {
        guard let name = value(.digestName) else { return .sha256 }
        guard let found = DigestAlgorithm(rawValue: name.uppercased()) else {
            throw .usage(
                zh: "--md应当是sha256、sha384、sha512、sm3之一，而不是“\(name)”。",
                en: "--md takes sha256, sha384, sha512 or sm3, not \"\(name)\".")
        }
        return found
    }

    /// The bytes of an option in hexadecimal.
    func hex(_ option: Option, _ sizes: ClosedRange<Int>) throws(Failure) -> [UInt8]? {
        guard let text = value(option) else { return nil }
        guard let bytes = [UInt8](hex: text), sizes.contains(bytes.count) else {
            let size =
                sizes.lowerBound == sizes.upperBound
                ? "\(sizes.lowerBound)" : "\(sizes.lowerBound)-\(sizes.upperBound)"
            throw .usage(
                zh: "--\(option.name)应当是\(size)字节的十六进制数，而不是“\(text)”。",
                en: "--\(option.name) takes \(size) bytes in hexadecimal, not \"\(text)\".")
        }
        return bytes
    }
}
