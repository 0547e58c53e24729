internal import OpenSSL
internal import Procurement
internal import Trust

/// The options of the verbs on seals.
enum SealOptions {
    static let content = Option(
        "content", "FILE", zh: "被签章的文件，用来比对杂凑值", en: "the sealed document, to compare its digest")
    static let picture = Option(
        "picture", "OUT", zh: "把印章图片原样写入此文件", en: "write the seal's picture, as it is, to this file")
    static let pictureIn = Option("picture", "FILE", zh: "印章图片", en: "the picture of the seal")
    static let maker = Option("maker", "CERT", zh: "制章者证书", en: "the maker's certificate")
    static let signer = Option("signer", "CERT", zh: "签章者证书", en: "the signer's certificate")
    static let holder = Option("holder", "CERT", zh: "可以使用此印章的证书", en: "a certificate that may use the seal")
        .repeated
    static let name = Option("name", "NAME", zh: "印章名称", en: "the name of the seal")
    static let identifier = Option(
        "id", "ID", zh: "印章编号；缺省由内容得出", en: "the seal's identifier; else made from what is in it")
    static let from = Option("from", "TIME", zh: "有效期起始时间", en: "valid from")
    static let to = Option("to", "TIME", zh: "有效期终止时间", en: "valid to")
    static let seal = Option("seal", "FILE", zh: "电子印章", en: "the seal")
    static let property = Option(
        "property", "TEXT", zh: "原文属性（ASCII）；缺省为文件名",
        en: "what is said of the document, ASCII; else its file name")
    static let stampCertificate = Option(
        "tsa-cert", "CERT", zh: "时间戳机构证书，为签章加盖时间戳",
        en: "a time-stamp authority's certificate: stamp the signature")
    static let stampKey = Option("tsa-key", "KEY", zh: "时间戳机构私钥", en: "its key")
}

extension Call {
    /// The certificates of every file that an option names.
    func certificates(_ option: Option) throws -> [Certificate] {
        try all(option).flatMap { path in
            let bytes = try Files.read(path, limit: 8 << 20)
            return bytes.first == 0x30 ? [try Certificate(der: bytes)] : try Certificate.list(pem: bytes)
        }
    }

    func certificate(_ option: Option) throws -> Certificate {
        try Certificate(pemOrDER: try Files.read(try needed(option), limit: Certificate.limit * 2))
    }

    /// A seal or seal signature that a file holds.
    func sealObject(_ path: String) throws -> SealObject {
        let bytes = try Files.read(path, limit: SealObject.limit)
        do throws(SealFault) {
            return try SealObject(der: bytes)
        } catch {
            throw Failure("SEAL_FORMAT", zh: error.chinese, en: error.english)
        }
    }
}
