extension JSONError: CustomStringConvertible {
    package var description: String { english }

    package var english: String {
        switch place {
        case .byte(let offset):
            return "the JSON text \(reason.english) at byte \(offset)"
        case .field(let name, let parent):
            let shown = Self.display(name)
            if reason == .unknown || reason == .missing {
                return "\(reason.english) \"\(shown)\"\(parent.isEmpty ? "" : " at \(parent)")"
            }
            let path = Self.join(parent, shown)
            return "\(path.isEmpty ? "the document" : path) \(reason.english)"
        }
    }

    package var chinese: String {
        switch place {
        case .byte(let offset):
            return "JSON 文本第 \(offset) 字节处\(reason.chinese)"
        case .field(let name, let parent):
            let shown = Self.display(name)
            if reason == .unknown || reason == .missing {
                return "\(parent.isEmpty ? "" : "\(parent) 中")\(reason.chinese)“\(shown)”"
            }
            let path = Self.join(parent, shown)
            return "\(path.isEmpty ? "文档" : path) \(reason.chinese)"
        }
    }
}

extension JSONError.Reason {
    fileprivate var english: String {
        switch self {
        case .unexpectedEnd: "ends too early"
        case .unexpectedByte(let byte): "has an unexpected \(Self.name(byte))"
        case .byteOrderMark: "starts with a byte order mark; remove it"
        case .trailingBytes: "goes on after the value is complete"
        case .notAnInteger: "has a number with a fraction or an exponent; only whole numbers are accepted"
        case .leadingZero: "has a number with a leading zero"
        case .negativeZero: "has a negative zero"
        case .outOfRange: "has a number beyond 64 bits"
        case .invalidUTF8: "is not valid UTF-8"
        case .loneSurrogate: "has half of a surrogate pair"
        case .badEscape: "has an escape that JSON does not know"
        case .controlCharacter: "has a bare control character inside a string; escape it"
        case .duplicateKey(let key): "has the key \"\(JSONError.display(key))\" twice in one object"
        case .tooDeep(let limit): "is nested deeper than \(limit) levels"
        case .tooLong(let limit): "is longer than \(limit) bytes"
        case .tooManyValues(let limit): "holds more than \(limit) values"
        case .missing: "missing field"
        case .unknown: "unknown field"
        case .wrongKind(let expected, let found): "should be \(expected.english) but is \(found.english)"
        case .refused(let english, _): english
        }
    }

    fileprivate var chinese: String {
        switch self {
        case .unexpectedEnd: "过早结束"
        case .unexpectedByte(let byte): "出现意外的 \(Self.name(byte))"
        case .byteOrderMark: "有字节顺序标记，请去掉"
        case .trailingBytes: "在值结束之后还有内容"
        case .notAnInteger: "有带小数或指数的数字，只接受整数"
        case .leadingZero: "有以零开头的数字"
        case .negativeZero: "有负零"
        case .outOfRange: "有超出 64 位的数字"
        case .invalidUTF8: "不是有效的 UTF-8"
        case .loneSurrogate: "有不成对的代理码元"
        case .badEscape: "有 JSON 不认识的转义"
        case .controlCharacter: "的字符串中有未转义的控制字符"
        case .duplicateKey(let key): "同一对象中键“\(JSONError.display(key))”重复"
        case .tooDeep(let limit): "嵌套超过 \(limit) 层"
        case .tooLong(let limit): "长度超过 \(limit) 字节"
        case .tooManyValues(let limit): "的值超过 \(limit) 个"
        case .missing: "缺少字段"
        case .unknown: "有未知字段"
        case .wrongKind(let expected, let found): "应为\(expected.chinese)，实际为\(found.chinese)"
        case .refused(_, let chinese): chinese
        }
    }

    /// A byte for people: `"x"` when it can be printed, `byte 0x1f` when it cannot.
    private static func name(_ byte: UInt8) -> String {
        guard byte < 0x21 || byte > 0x7E else { return "\"\(Unicode.Scalar(byte))\"" }
        return "byte 0x\(byte < 16 ? "0" : "")\(String(byte, radix: 16))"
    }
}

extension JSON.Kind {
    fileprivate var english: String {
        switch self {
        case .null: "null"
        case .bool: "true or false"
        case .integer: "a whole number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }

    fileprivate var chinese: String {
        switch self {
        case .null: "空值 (null)"
        case .bool: "真假值"
        case .integer: "整数"
        case .string: "字符串"
        case .array: "数组"
        case .object: "对象"
        }
    }
}
