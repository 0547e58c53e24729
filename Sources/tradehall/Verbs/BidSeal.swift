internal import OpenSSL
internal import Procurement
internal import Sealing
internal import StrictJSON

extension Option {
    static let openingCertificate = Option(
        "to", "FILE", zh: "该标段的开标证书（GET /tenders/…/opening-certificate）",
        en: "the lot's opening certificate (GET /tenders/…/opening-certificate)")
}

extension Verb {
    /// Seals a signed bid, on the bidder's own machine.
    static let bidSeal = Verb(
        "bid", "seal", group: .bidder, zh: "用开标证书密封投标文件", en: "seal a bid to the lot's opening certificate",
        operands: "IN", options: [.openingCertificate.needed, Option.out.needed],
        notes: Words(
            zh: "输出CMS AuthEnvelopedData（AES-256-GCM，P-256）。密封后任何人（包括您自己）在开标前都打不开它。",
            en:
                "Makes CMS AuthEnvelopedData (AES-256-GCM, P-256). Nobody, you included, can open it before the opening."
        )
    ) { call in
        let (input, out) = (call.operands[0], try call.needed(.out))
        let certificate = try Signer.certificates(try call.needed(.openingCertificate))[0]
        guard try looksSigned(input) else {
            throw Failure(
                "BID_NOT_SIGNED", zh: "“\(input)”不是签名后的投标文件；请先用“tradehall bid pack”或者openssl cms -sign签名。",
                en:
                    "\"\(input)\" is no signed bid; sign it first with \"tradehall bid pack\" or openssl cms -sign."
            )
        }
        let size = try Waiting.during(call.console, zh: "密封\(input)", en: "Sealing \(input)") {
            try Envelope.seal(input, to: out, for: certificate)
        }
        call.console.answer(
            [
                "sealed": .string(out), "size": .integer(Int64(size)),
                "to": .string(certificate.fingerprint.hex),
            ],
            zh: "\(out)：\(size)字节，密封给\(certificate.subject)（SHA-256 \(certificate.fingerprint.hex)）",
            en:
                "\(out): \(size) bytes, sealed to \(certificate.subject) (SHA-256 \(certificate.fingerprint.hex))"
        )
        return .done
    }
}

/// Whether a file begins as CMS SignedData does. The signature itself is checked at the opening.
private func looksSigned(_ path: String) throws(Failure) -> Bool {
    let start = try Files.head(path, 64)
    let signedData: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02]
    return start.first == 0x30 && start.prefix(16).indices.contains { start[$0...].starts(with: signedData) }
}
