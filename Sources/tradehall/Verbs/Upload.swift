internal import Procurement
internal import StrictJSON

extension Verb {
    /// Hands files over, so that commands can name their digests.
    static let upload = Verb(
        "upload", group: .hall, zh: "上传文件（可续传），供指令按摘要引用",
        en: "hand files over, resumably, for commands to name by digest", operands: "FILE…",
        operandCount: 1...1000,
        options: [.server.needed] + Option.signer
    ) { call in
        let signer = try Signer(call)
        let hall = try Hall(call)
        try hall.signIn(signer)
        for path in call.operands {
            let file = try hall.upload(path, call.console)
            call.console.answer(
                ["file": .string(path), "sha256": .string(file.sha256), "size": .integer(file.size)],
                zh: "\(file.sha256)  \(path)", en: "\(file.sha256)  \(path)")
        }
        return .done
    }
}
