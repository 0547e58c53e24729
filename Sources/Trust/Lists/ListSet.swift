/// A list that was offered and could not be accepted, or that should be there and is not.
package struct ListTrouble: Sendable, Hashable {
    /// Whose list it is.
    package let territory: String
    package let listID: String
    package let code: RecognitionCode
    package let chinese: String
    package let english: String

    package init(territory: String, listID: String, code: RecognitionCode, chinese: String, english: String) {
        self.territory = territory
        self.listID = listID
        self.code = code
        self.chinese = chinese
        self.english = english
    }
}

/// The lists that a judgement rests on: the nation's, and those that it points to. A value, frozen in a dossier.
package struct ListSet: Sendable {
    /// Nil only when it was not accepted, which is then among `troubles`.
    package let national: TrustList?
    /// The lists of provinces and of seal makers, by id.
    package let others: [TrustList]
    package let troubles: [ListTrouble]

    package init(national: TrustList?, others: [TrustList], troubles: [ListTrouble] = []) {
        self.national = national
        self.others = others.sorted { $0.id < $1.id }
        self.troubles = troubles
    }

    package var all: [TrustList] { (national.map { [$0] } ?? []) + others }

    /// The lists on which services of a territory stand.
    package func lists(of territory: String) -> [TrustList] { all.filter { $0.territory == territory } }

    /// The service whose key this is, with its list and provider.
    ///
    /// - Parameter key: SHA-256 of the SubjectPublicKeyInfo.
    package func service(key: [UInt8]) -> (TrustList, TrustProvider, TrustService)? {
        for list in all {
            for provider in list.providers {
                if let found = provider.services.first(where: { $0.identity.keySHA256 == key }) {
                    return (list, provider, found)
                }
            }
        }
        return nil
    }
}
