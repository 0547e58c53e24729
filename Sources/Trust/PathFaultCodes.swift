internal import OpenSSL

extension VerdictCode {
    /// Our code for what OpenSSL found. The numbers are those of `x509_vfy.h`, which never change.
    init(_ fault: PathFault) {
        self =
            switch fault.code {
            case 23: fault.depth == 0 ? .certRevoked : .caRevoked
            case 4, 6, 7: .signatureBad
            case 5, 8: .crlSignatureBad
            case 9: fault.depth == 0 ? .certNotYetValid : .caOutOfDate
            case 10: fault.depth == 0 ? .certExpired : .caOutOfDate
            case 3, 33, 44, 54: .crlMissing
            case 11: .crlNotYetValid
            case 12: .crlStale
            case 2, 18, 19, 20, 21, 27: .chainIncomplete
            // CA flag, path length, purpose, key usage of CAs and lists, proxies, name constraints.
            case 22, 24, 25, 26, 29, 30, 31, 32, 35, 37, 38, 39, 40, 47, 48, 49, 50, 51, 52, 53, 79...94:
                .chainConstraints
            case 34, 36: .criticalExtension
            case 42, 43: .policyNotAccepted
            case 66, 67, 68: .algorithmWeak
            default: .pathRefused
            }
    }
}
