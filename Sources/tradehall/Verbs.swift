extension Verb {
    /// Every verb, in the order of help. A new verb is one line here and one file in `Verbs/`.
    static let all: [Verb] = [
        .sign,
        .custodianKeygen,
        .receiptVerify,
        .modes,
        .modesCheck,
        .rehearse,
    ]
}
