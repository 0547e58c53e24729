internal import OpenSSL
internal import Procurement

/// Who signs: the key and certificates that the options name.
struct Signer: Sendable {
    let identity: Identity

    init(identity: Identity) { self.identity = identity }

    /// Reads `--key`, `--cert`, `--chain` and `--password-file`.
    /// - Throws: `Failure` that says which file is not what it should be.
    init(_ call: Call) throws(Failure) {
        try self.init(
            key: try call.needed(.key), certificate: call.value(.certificate), chain: call.value(.chain),
            passwordFile: call.value(.passwordFile))
    }

    init(key: String, certificate: String?, chain: String?, passwordFile: String?) throws(Failure) {
        var bytes = try Files.read(key, limit: 1 << 20)
        var password: [UInt8]? = nil
        if let passwordFile { password = try Files.password(passwordFile) }
        defer {
            Secret.wipe(&bytes)
            if var secret = password.take() { Secret.wipe(&secret) }
        }
        let extra = try chain.map { path throws(Failure) in try Self.certificates(path) } ?? []
        guard bytes.first == 0x30 else {
            let key = try Self.pemKey(bytes, password, key)
            guard let certificate else {
                throw .usage(
                    zh: "PEM私钥需要用--cert给出证书。", en: "A key in PEM needs its certificate: give --cert FILE.")
            }
            let own = try Self.certificates(certificate)
            identity = Identity(key: key, certificate: own[0], chain: Self.others(than: own[0], own + extra))
            try Self.checkPair(identity, key: certificate)
            return
        }
        let bag: Identity
        do throws(OpenSSLError) {
            bag = try Identity(pkcs12: bytes, password: password ?? [])
        } catch {
            throw Failure(
                "KEY_UNREADABLE", zh: "无法打开“\(key)”：不是PKCS#12文件，或者口令（--password-file）不对。",
                en:
                    "\"\(key)\" does not open: it is no PKCS#12 file, or the password (--password-file) is wrong."
            )
        }
        var own = bag.certificate
        if let certificate { own = try Self.certificates(certificate)[0] }
        identity = Identity(key: bag.key, certificate: own, chain: Self.others(than: own, bag.chain + extra))
        try Self.checkPair(identity, key: key)
    }

    /// CMS SignedData with the content inside and CAdES attributes, DER.
    func sign(_ content: [UInt8], at time: Int64? = nil) throws(OpenSSLError) -> [UInt8] {
        try CMS.sign(
            content, key: identity.key, certificate: identity.certificate, extraCertificates: identity.chain,
            signingTime: time)
    }

    private static func pemKey(
        _ bytes: [UInt8], _ password: [UInt8]?, _ path: String
    ) throws(Failure) -> PrivateKey {
        do throws(OpenSSLError) {
            return try PrivateKey(pem: bytes, password: password)
        } catch {
            throw Failure(
                "KEY_UNREADABLE", zh: "无法打开“\(path)”：不是PEM私钥，或者口令（--password-file）缺少或者不对。",
                en:
                    "\"\(path)\" does not open: it is no private key in PEM, or its password (--password-file) is missing or wrong."
            )
        }
    }

    /// A chain file often begins with the certificate itself, which a message carries only once.
    private static func others(than own: Certificate, _ chain: [Certificate]) -> [Certificate] {
        var seen: Set<Certificate> = [own]
        return chain.filter { seen.insert($0).inserted }
    }

    /// One certificate in DER, or all of a PEM bundle.
    static func certificates(_ path: String) throws(Failure) -> [Certificate] {
        let bytes = try Files.read(path, limit: 1 << 20)
        do throws(OpenSSLError) {
            let found = bytes.first == 0x30 ? [try Certificate(der: bytes)] : try Certificate.list(pem: bytes)
            if !found.isEmpty { return found }
        } catch {}
        throw Failure(
            "CERTIFICATE_UNREADABLE", zh: "“\(path)”里没有可以读取的证书（PEM或者DER）。",
            en: "\"\(path)\" holds no certificate that can be read (PEM or DER).")
    }

    private static func checkPair(_ identity: Identity, key path: String) throws(Failure) {
        guard !identity.key.matches(identity.certificate) else { return }
        throw Failure(
            "KEY_OF_ANOTHER", zh: "私钥与证书“\(path)”不是一对，请换用与该证书对应的私钥。",
            en: "The key does not belong to the certificate \"\(path)\"; use the key that it was issued for.")
    }
}
