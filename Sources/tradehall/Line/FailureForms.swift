internal import Foundation
internal import Ledger
internal import OpenSSL
internal import Platform
internal import Procurement
internal import Sealing
internal import Storage
internal import StrictJSON
internal import Trust

extension Failure {
    /// The sentence for a person, with the article it rests on and from when it would pass.
    func sentence(in language: Language) -> String {
        var text = words[language]
        if let citation {
            switch language {
            case .zh: text += "（依据\(citation.zh)）"
            case .en: text += " [\(citation.en)]"
            }
        }
        if let earliest {
            switch language {
            case .zh: text += "最早可行时间：\(earliest)。"
            case .en: text += " Earliest: \(earliest)."
            }
        }
        return text
    }

    /// The same as data.
    var json: JSON {
        var members: [String: JSON] = [
            "code": .string(code), "words": words.json, "exit": .integer(Int64(exit.rawValue)),
        ]
        if let citation { members["citation"] = ["words": citation.json] }
        if let found { members["found"] = .string(found) }
        if let demanded { members["demanded"] = .string(demanded) }
        if let earliest { members["earliest"] = .string(earliest) }
        return ["error": .object(members)]
    }

    /// Any error of the house as the failure of a verb.
    init(_ error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case let refusal as Refusal: self.init(Problem(refusal))
        case let problem as Problem: self.init(problem)
        case let error as JSONError: self.init("MALFORMED", zh: error.chinese, en: error.english)
        case let error as OpenSSLError:
            self.init("CRYPTOGRAPHY", zh: "密码运算没有成功：\(error)", en: "\(error)")
        case let error as LedgerError:
            self.init("LEDGER_\(error.part.rawValue)", zh: "核验不通过：\(error)", en: "\(error)")
        case let refusal as SealingRefusal: self.init(refusal.code, zh: refusal.zh, en: refusal.en)
        case let fault as TrustDataFault: self.init("TRUST_DATA", zh: fault.chinese, en: fault.english)
        case let trouble as ListTrouble:
            self.init(trouble.code.told, zh: trouble.chinese, en: trouble.english)
        case let fault as FileFault: self.init("FILE_FAULT", zh: "文件读写失败：\(fault)", en: "\(fault)")
        case let error as StorageError: self.init("STORAGE", zh: "存储：\(error)", en: "\(error)")
        case let error as CocoaError:
            let path = error.filePath ?? error.url?.path ?? "?"
            self.init(
                "FILE_FAULT", zh: "“\(path)”无法读写，请检查路径、权限和磁盘空间。",
                en:
                    "\"\(path)\" cannot be read or written; check the path, its permissions and the space on the disk."
            )
        default: self.init("FAILED", zh: "没有完成：\(error)", en: "\(error)")
        }
    }

    private init(_ problem: Problem) {
        self.init(
            problem.code, zh: problem.words.zh, en: problem.words.en,
            citation: problem.citation.flatMap { $0.law == .platform ? nil : $0.words },
            found: problem.found, demanded: problem.demanded, earliest: problem.earliest?.text)
    }
}
