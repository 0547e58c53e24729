internal import COpenSSL

/// Makes RFC 3161 tokens that anybody can check with `openssl ts -verify`; those of an SM2 key, which stock tools can
/// neither make nor check, with `tradehall timestamp verify`.
package struct TimeStampAuthority: Sendable {
    /// The certificate that tokens are signed under.
    package let certificate: Certificate
    private let key: PrivateKey
    private let chain: [Certificate]
    private let policy: String
    private let accuracy: Int64

    /// - Parameters:
    ///   - certificate: with a critical extended key usage of timeStamping and nothing else (RFC 3161 §2.3).
    ///   - chain: put beside it in each token; leave empty to keep tokens short.
    ///   - policy: the dotted OID of the policy that tokens are made under.
    ///   - accuracy: milliseconds, from 1 to 86,400,000.
    /// - Throws: when the certificate is not for time-stamping or not for the key.
    package init(
        key: PrivateKey, certificate: Certificate, chain: [Certificate] = [], policy: String, accuracy: Int64
    ) throws(OpenSSLError) {
        let operation = "set up a time-stamping authority"
        guard key.matches(certificate) else {
            throw .refused(operation, "the key does not belong to the certificate of \(certificate.subject)")
        }
        guard unsafe X509_check_purpose(certificate.raw, X509_PURPOSE_TIMESTAMP_SIGN, 0) == 1 else {
            throw .refused(
                operation, "the certificate of \(certificate.subject) is not for time-stamping alone")
        }
        guard (1...86_400_000).contains(accuracy) else {
            throw .refused(operation, "an accuracy of \(accuracy) ms is not between 1 ms and a day")
        }
        self.certificate = certificate
        self.key = key
        self.chain = chain
        self.policy = policy
        self.accuracy = accuracy
    }

    /// The token for a digest.
    ///
    /// - Parameters:
    ///   - digest: `algorithm.size` bytes.
    ///   - time: milliseconds; it goes into the token as it is.
    ///   - serial: never used before by this authority; the caller counts.
    ///   - nonce: of the request, up to 8 bytes.
    ///   - withCertificate: puts the authority's certificate and its chain into the token.
    package func token(
        for digest: [UInt8], _ algorithm: DigestAlgorithm = .sha256, at time: Int64, serial: UInt64,
        nonce: UInt64? = nil, withCertificate: Bool = true
    ) throws(OpenSSLError) -> [UInt8] {
        if key.isSM2 { return try own(digest, algorithm, time, serial, nonce) }
        let request = try TimeStampRequest.der(
            digest, algorithm, nonce: nonce, wantsCertificate: withCertificate)
        return unsafe try respond(to: request, at: time, serial: serial) { response throws(OpenSSLError) in
            guard let token = unsafe TS_RESP_get_token(response) else { throw .drained(Self.operation) }
            return unsafe try encoded(Self.operation) { unsafe i2d_PKCS7(token, $0) }
        }
    }

    /// The response to a request in DER, as `openssl ts -query` writes it. A request that cannot be granted
    /// gets a response that says so, as RFC 3161 demands (an authority with an SM2 key answers none); `TimeStampToken.token(inResponse:)` tells them apart.
    package func response(
        to request: [UInt8], at time: Int64, serial: UInt64
    ) throws(OpenSSLError) -> [UInt8] {
        unsafe try respond(to: request, at: time, serial: serial) { response throws(OpenSSLError) in
            unsafe try encoded(Self.operation) { unsafe i2d_TS_RESP(response, $0) }
        }
    }

    /// A token for a digest, signed as any message is: OpenSSL's own maker of tokens knows no SM2. It always carries
    /// the certificate.
    private func own(
        _ digest: [UInt8], _ algorithm: DigestAlgorithm, _ time: Int64, _ serial: UInt64, _ nonce: UInt64?
    ) throws(OpenSSLError) -> [UInt8] {
        guard digest.count == algorithm.size else {
            throw .refused(Self.operation, "a \(algorithm.rawValue) digest has \(algorithm.size) bytes")
        }
        let nonceBytes = nonce.map { nonce in
            (0..<8).map { UInt8(truncatingIfNeeded: nonce >> UInt64(56 - 8 * $0)) }
        }
        let info = try TimeStampInfo.der(
            policy: policy, imprint: digest, algorithm, serial: serial, time: time, accuracy: accuracy,
            nonce: nonceBytes)
        return try CMS.sign(
            info, type: SignedContentType.timeStampInfo.oid(.cms), key: key, certificate: certificate,
            extraCertificates: chain, detached: false, cades: true, digest: nil, signingTime: time,
            identifier: SM2.identifier)
    }

    private static let operation = "make a time-stamp token"

    private func respond(
        to request: [UInt8], at time: Int64, serial: UInt64,
        _ body: (OpaquePointer) throws(OpenSSLError) -> [UInt8]
    ) throws(OpenSSLError) -> [UInt8] {
        let operation = Self.operation
        guard request.count <= 64 * 1024 else { throw .refused(operation, "the request is too long") }
        guard !key.isSM2 else {
            throw .refused(
                operation, "an authority with an SM2 key answers digests, and no requests of stock tools")
        }
        clearErrors()
        let context = unsafe try unlessNil(TS_RESP_CTX_new(), operation)
        defer { unsafe TS_RESP_CTX_free(context) }
        try unsafe prepare(context, operation)
        var stamp = Stamp(time: time, serial: serial)
        // The callbacks read the stamp through this pointer, and only while the response is made.
        let response = unsafe withUnsafeMutableBytes(of: &stamp) { memory in
            unsafe TS_RESP_CTX_set_time_cb(context, Stamp.tellTime, memory.baseAddress)
            unsafe TS_RESP_CTX_set_serial_cb(context, Stamp.tellSerial, memory.baseAddress)
            return unsafe try? withReader(over: request) { bio in unsafe TS_RESP_create_response(context, bio)
            }
        }
        guard let made = unsafe response ?? nil else { throw .drained(operation) }
        defer { unsafe TS_RESP_free(made) }
        return unsafe try body(made)
    }

    private func prepare(_ context: OpaquePointer, _ operation: String) throws(OpenSSLError) {
        let sha256 = unsafe DigestAlgorithm.sha256.implementation
        let signing = unsafe (key.usualDigest ?? .sha256).implementation
        let object = unsafe try unlessNil(OBJ_txt2obj(policy, 1), "read the policy \(policy)")
        defer { unsafe ASN1_OBJECT_free(object) }
        let others = try CertificateStack(chain)
        let (seconds, millis) = accuracy.quotientAndRemainder(dividingBy: 1_000)
        let ready =
            unsafe TS_RESP_CTX_set_signer_cert(context, certificate.raw) == 1
            && TS_RESP_CTX_set_signer_key(context, key.raw) == 1
            && TS_RESP_CTX_set_signer_digest(context, signing) == 1
            && TS_RESP_CTX_set_ess_cert_id_digest(context, sha256) == 1
            && TS_RESP_CTX_set_def_policy(context, object) == 1
            && (chain.isEmpty || TS_RESP_CTX_set_certs(context, others.raw) == 1)
            && TS_RESP_CTX_set_accuracy(context, Int32(seconds), Int32(millis), 0) == 1
            && TS_RESP_CTX_set_clock_precision_digits(context, 3) == 1
        guard ready else { throw .drained(operation) }
        for algorithm in DigestAlgorithm.allCases {
            try unsafe unlessFailed(TS_RESP_CTX_add_md(context, algorithm.implementation), operation)
        }
    }
}

/// What OpenSSL asks back for while it makes one token.
private struct Stamp {
    let time: Int64
    let serial: UInt64

    static let tellTime: TS_time_cb = { _, data, seconds, microseconds in
        guard let stamp = unsafe data?.load(as: Stamp.self), let seconds = unsafe seconds,
            let microseconds = unsafe microseconds
        else { return 0 }
        let whole = stamp.time.floored(by: 1_000)
        unsafe seconds.pointee = Int(whole)
        unsafe microseconds.pointee = Int(stamp.time - whole * 1_000) * 1_000
        return 1
    }

    static let tellSerial: TS_serial_cb = { _, data in
        guard let stamp = unsafe data?.load(as: Stamp.self), let number = unsafe ASN1_INTEGER_new() else {
            return nil
        }
        guard unsafe ASN1_INTEGER_set_uint64(number, stamp.serial) == 1 else {
            unsafe ASN1_INTEGER_free(number)
            return nil
        }
        return unsafe number
    }
}

/// Asks for a time-stamp.
package enum TimeStampRequest {
    /// A TimeStampReq in DER (RFC 3161 §2.4.1).
    package static func der(
        _ digest: [UInt8], _ algorithm: DigestAlgorithm = .sha256, nonce: UInt64?,
        wantsCertificate: Bool = true
    ) throws(OpenSSLError) -> [UInt8] {
        let operation = "ask for a time-stamp"
        guard digest.count == algorithm.size else {
            throw .refused(operation, "a \(algorithm.rawValue) digest has \(algorithm.size) bytes")
        }
        clearErrors()
        let request = unsafe try unlessNil(TS_REQ_new(), operation)
        defer { unsafe TS_REQ_free(request) }
        let imprint = unsafe try unlessNil(TS_MSG_IMPRINT_new(), operation)
        defer { unsafe TS_MSG_IMPRINT_free(imprint) }
        guard let name = unsafe X509_ALGOR_new() else { throw .drained(operation) }
        defer { unsafe X509_ALGOR_free(name) }
        unsafe X509_ALGOR_set_md(name, algorithm.implementation)
        var copy = digest
        let ready =
            unsafe TS_MSG_IMPRINT_set_algo(imprint, name) == 1
            && TS_MSG_IMPRINT_set_msg(imprint, &copy, Int32(copy.count)) == 1
            && TS_REQ_set_version(request, 1) == 1
            && TS_REQ_set_msg_imprint(request, imprint) == 1
            && TS_REQ_set_cert_req(request, wantsCertificate ? 1 : 0) == 1
        guard ready else { throw .drained(operation) }
        if let nonce {
            guard let number = unsafe ASN1_INTEGER_new() else { throw .drained(operation) }
            defer { unsafe ASN1_INTEGER_free(number) }
            unsafe ASN1_INTEGER_set_uint64(number, nonce)
            try unsafe unlessFailed(TS_REQ_set_nonce(request, number), operation)
        }
        return unsafe try encoded(operation) { unsafe i2d_TS_REQ(request, $0) }
    }
}
