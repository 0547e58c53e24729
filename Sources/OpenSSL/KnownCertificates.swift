internal import Locks

/// Certificates that were read lately, by their bytes.
///
/// To read the public key of a certificate takes longer than to check a P-256 signature, and bidders send the same
/// certificates with every command.
enum KnownCertificates {
    /// When this many are known all are forgotten: it costs one reading each, and needs no bookkeeping.
    private static let capacity = 4_096
    /// Longer ones are not kept, so that nobody fills the memory with them.
    private static let longest = 4_096
    private static let known = Mutex<[[UInt8]: Certificate]>([:])

    /// The certificate with these bytes, read at most once while it is known. Throws as `Certificate(der:)`.
    static func certificate(_ der: [UInt8]) throws(OpenSSLError) -> Certificate {
        let name = Digest.sha256(der)
        if let found = known.withLock({ $0[name] }) { return found }
        let read = try Certificate(der: der)
        guard der.count <= longest else { return read }
        known.withLock {
            if $0.count >= capacity { $0.removeAll(keepingCapacity: true) }
            $0[name] = read
        }
        return read
    }
}
