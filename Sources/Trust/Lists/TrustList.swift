package import OpenSSL

/// Who may sign the next list, from when to when.
package struct ListSigner: Sendable, Hashable {
    package let certificate: Certificate
    /// Milliseconds, both inclusive; nil when open.
    package let from: Int64
    package let to: Int64?

    package func maySign(at time: Int64) -> Bool { from <= time && time <= (to ?? .max) }
}

/// Where the list of a province is, who signs it, and the least number it may have.
package struct ListPointer: Sendable, Hashable {
    package let territory: String
    package let listID: String
    package let urls: [String]
    /// SHA-256 of the certificates that may sign it.
    package let signers: [[UInt8]]
    package let minSequence: Int64
}

/// A list of the services that a territory vouches for: `docs/formats/trust-list.md`.
///
/// A value read from signed canonical JSON. What it says is only as good as its signature, which
/// ``SignedList`` checks, and as its place in the chain of lists, which ``TrustList/adopt(_:over:)`` checks.
package struct TrustList: Sendable {
    package struct Operator: Sendable, Hashable {
        package let name: String
        package let uscc: USCC
        package let contact: String
    }

    package let id: String
    package let type: ListType
    package let territory: String
    package let operatedBy: Operator
    /// 1 for the first, one more with each.
    package let sequence: Int64
    /// SHA-256 of the list before it; nil for the first.
    package let previousDigest: [UInt8]?
    /// Milliseconds.
    package let issuedAt: Int64
    /// From when on its histories are complete: it says nothing about what was known before.
    package let validFrom: Int64
    /// A newer one is due by then.
    package let nextUpdate: Int64
    /// Nothing may rest on it after that.
    package let hardExpiry: Int64
    package let distributionPoints: [String]
    package let signers: [ListSigner]
    package let pointers: [ListPointer]
    /// SHA-256 of the recognition rules that belong to this list; nil when it has none.
    package let rulesDigest: [UInt8]?
    package let providers: [TrustProvider]
    /// SHA-256 of the canonical JSON.
    package let digest: [UInt8]
    /// The canonical JSON itself.
    package let bytes: [UInt8]

    package var services: [TrustService] { providers.flatMap(\.services) }

    /// The service with this id, and who runs it.
    package func service(_ id: String) -> (TrustProvider, TrustService)? {
        for provider in providers {
            if let found = provider.services.first(where: { $0.id == id }) { return (provider, found) }
        }
        return nil
    }

    /// How the list stands at an instant.
    package enum Freshness: Sendable, Hashable {
        case current
        /// A newer one was due; it may still be used.
        case overdue
        case expired
        /// It was not yet issued; what was recorded by then can still be told from it.
        case younger
        /// It does not reach back so far.
        case early
    }

    package func freshness(at time: Int64) -> Freshness {
        if time < validFrom { return .early }
        if time < issuedAt { return .younger }
        if time > hardExpiry { return .expired }
        return time > nextUpdate ? .overdue : .current
    }
}
