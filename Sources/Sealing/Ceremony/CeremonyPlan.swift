package import OpenSSL

/// Who makes the opening key of which lot: what everybody agrees on before it begins.
package struct CeremonyPlan: Sendable {
    package let tender: String
    package let lot: String
    package let terms: Terms
    /// Of each custodian, number 1 first: to these certificates the shares are encrypted. P-256, for key agreement.
    package let certificates: [Certificate]
    /// Which attempt it is, from 1: a ceremony that failed begins again under another name.
    package let attempt: Int
    /// SHA-256 of all of it, 32 bytes: the name of this ceremony in every message.
    package let id: [UInt8]

    /// Throws when a custodian has no certificate that shares can be encrypted to, or two have the same key.
    package init(
        tender: String, lot: String, terms: Terms, certificates: [Certificate], attempt: Int = 1
    ) throws {
        guard certificates.count == terms.custodians else {
            throw SealingRefusal.terms(terms.threshold, certificates.count)
        }
        var points: Set<[UInt8]> = []
        for certificate in certificates { points.insert(try Envelope.usablePoint(of: certificate)) }
        guard points.count == certificates.count else { throw SealingRefusal.sameKeyTwice }
        var name = ProofTranscript("tradehall/ceremony/plan/v1")
        name.append(tender)
        name.append(lot)
        name.append(number: attempt)
        name.append(number: terms.threshold)
        name.append(number: terms.custodians)
        for certificate in certificates { name.append(certificate.der) }
        (self.tender, self.lot, self.terms, self.certificates) = (tender, lot, terms, certificates)
        self.attempt = attempt
        id = name.digest()
    }

    func certificate(of custodian: Int) -> Certificate { certificates[custodian - 1] }
}
