extension ValidationPolicy {
    /// The policy that the program brings along for whoever has no signed one: data, with a digest that every
    /// verdict names, and printed by `tradehall verdict policy` as the file to start one's own from.
    ///
    /// Each level that is not `FAIL` needs a reason in docs/conformance.md.
    package static let standardText = """
        {
          "schema": "tradehall-validation-policy-1",
          "id": "tradehall-standard",
          "sequence": 1,
          "issuedAt": 1795478400000,
          "levels": {
            "list.due": "WARN",
            "profile.basicConstraintsCriticalBelow": "WARN",
            "profile.keyUsageMissing": "WARN",
            "profile.policyCriticality": "WARN",
            "profile.timeForm": "WARN",
            "profile.uniqueIdentifiers": "WARN",
            "revocation.given": "WARN",
            "seal.content.given": "WARN",
            "seal.maker.dates": "WARN",
            "seal.picture": "WARN",
            "seal.signer.dates": "WARN",
            "seal.timestamp.readable": "WARN",
            "seal.trust": "WARN",
            "signature.attributesSigned": "WARN",
            "timestamp.content": "WARN",
            "timestamp.onSignature": "WARN"
          },
          "numbers": {}
        }
        """

    /// - Throws: never in a release that passed its tests, which read it.
    package static func standard() throws(TrustFault) -> ValidationPolicy {
        try ValidationPolicy(json: Array(standardText.utf8))
    }
}
