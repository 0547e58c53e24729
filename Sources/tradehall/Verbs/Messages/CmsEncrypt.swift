internal import Foundation
internal import OpenSSL
internal import Procurement
internal import Sealing
internal import StrictJSON

extension Verb {
    /// Encrypts a file to certificates.
    static let cmsEncrypt = Verb(
        "cms", "encrypt", group: .bidder, zh: "把文件加密给证书（AES-256-GCM）",
        en: "encrypt a file to certificates (AES-256-GCM)", operands: "FILE",
        options: [Option.recipient.needed, Option.out.needed],
        notes: Words(
            zh: """
                输出CMS AuthEnvelopedData：P-256用ECDH（SHA-256），RSA用OAEP-SHA256，SM2用SM2公钥加密；任一接收者都能解开。
                “openssl cms -decrypt”能打开它。文件大小不限。
                """,
            en: """
                Makes CMS AuthEnvelopedData: ECDH with SHA-256 for P-256, OAEP-SHA256 for RSA, SM2 encryption for SM2; any one recipient opens it.
                "openssl cms -decrypt" opens it too. The file may be of any size.
                """)
    ) { call in
        let (input, out) = (call.operands[0], try call.needed(.out))
        let certificates = try call.all(.recipient).map { try Signer.certificates($0)[0] }
        let size = try Waiting.during(call.console, zh: "加密\(input)", en: "Encrypting \(input)") {
            try MessageEnvelope.encrypt(input, to: out, for: certificates)
        }
        call.console.answer(
            [
                "encrypted": .string(out), "size": .integer(Int64(size)),
                "to": .array(certificates.map { .string($0.fingerprint.hex) }),
            ],
            zh: "\(out)：\(size)字节，加密给\(certificates.map(\.subject).joined(separator: "；"))",
            en: "\(out): \(size) bytes, encrypted to \(certificates.map(\.subject).joined(separator: "; "))")
        return .done
    }

    /// Opens an encrypted file.
    static let cmsDecrypt = Verb(
        "cms", "decrypt", group: .bidder, zh: "解密一个文件", en: "decrypt a file", operands: "FILE",
        options: Option.signer + [.fileDigest, Option.out.needed],
        notes: Words(
            zh: """
                只有内容未被改动时才会写出结果；否则不留下任何文件，退出码为1。
                没有完整性保护的消息（CBC，包括SM4-CBC）只有用--sha256给出另行取得的摘要才会解密。
                """,
            en: """
                The result is written only when nothing was changed; otherwise no file is left and the exit code is 1.
                A message without integrity (CBC, SM4-CBC among it) is decrypted only when --sha256 gives its digest, known from elsewhere.
                """)
    ) { call in
        let (input, out) = (call.operands[0], try call.needed(.out))
        let identity = try Signer(call).identity
        let digest = try call.hex(.fileDigest, 32...32)
        let content = try withDER(of: input, digest: digest, beside: out) { path, digest in
            try Waiting.during(call.console, zh: "解密\(input)", en: "Decrypting \(input)") {
                try MessageEnvelope.decrypt(
                    path, to: out, key: identity.key, certificate: identity.certificate, sha256: digest)
            }
        }
        call.console.answer(
            ["decrypted": .string(out), "sha256": .string(content.hex)],
            zh: "\(out)：内容的SHA-256为\(content.hex)", en: "\(out): SHA-256 of the content \(content.hex)")
        return .done
    }
}

/// Hands on a path whose file is DER: the file's own, or that of a copy when it is PEM text.
private func withDER<Result>(
    of path: String, digest: [UInt8]?, beside out: String,
    _ body: (String, [UInt8]?) throws -> Result
) throws -> Result {
    guard try PEM.isText(Files.head(path, 4_096)) else { return try body(path, digest) }
    let text = try Files.read(path, limit: 2 * MessageFile.limit)
    // The digest is that of the file as it was given.
    if let digest, Digest.sha256(text) != digest { return try body(path, digest) }
    let der = try PEM.first(in: text, limit: 2 * MessageFile.limit)
    let copy = "\(out).\(try Random.bytes(8).hex).der"
    defer { Files.remove(copy) }
    try Files.write(der, to: copy, secret: true)
    return try body(copy, digest.map { _ in Digest.sha256(der) })
}
