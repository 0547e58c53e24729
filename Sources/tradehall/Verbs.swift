extension Verb {
    /// Every verb, in the order of help. A new verb is one line here and one file in `Verbs/`.
    static let all: [Verb] = [
        .serve,
        .demo,
        .command,
        .upload,
        .sign,
        .bidPack,
        .bidSeal,
        .bidSubmit,
        .bidWithdraw,
        .custodianKeygen,
        .custodianOpen,
        .receiptVerify,
        .ledgerVerify,
        .tenderExport,
        .tenderVerify,
        .modes,
        .modesCheck,
        .modesMutate,
        .rehearse,
        .evaluate,
        .calendar,
        .calendarCheck,
        .calendarCount,
        .bench,
    ]
}
