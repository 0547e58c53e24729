/// Why bytes are not the DER that was expected, and where.
package struct DERFault: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Reason: Hashable, Sendable {
        /// The bytes end inside an element, or an element runs over the end of the one around it.
        case truncated
        /// Something follows what should be the end.
        case trailing
        /// Longer than the limit, in bytes.
        case tooLong(limit: Int)
        /// Nested deeper than the limit.
        case tooDeep(limit: Int)
        /// More elements than the limit.
        case tooMany(limit: Int)
        /// A length that is indefinite, which is BER and not DER.
        case indefiniteLength
        /// A length in more octets than it needs.
        case longLength
        /// A tag number in more octets than it needs, or beyond `DERTag.highestNumber`.
        case badTag
        /// The constructed form of something that must be primitive, or the other way round.
        case wrongForm(DERTag)
        /// Another element than the one that has to stand here; nil when there is none at all.
        case unexpected(DERTag?, expected: DERTag)
        /// A value of this type that is not in its one canonical form.
        case notCanonical(DERTag)
        /// A value of this type that is well encoded, and beyond what is taken here.
        case outOfRange(DERTag)
        /// A string or time of this type that holds what the type does not allow.
        case badContents(DERTag)
        /// The members of a SET OF are not in their order, or one occurs twice where each must differ.
        case unsorted
    }

    package let reason: Reason
    /// Where it was found, in bytes from the start of what was read first.
    package let offset: Int

    package init(_ reason: Reason, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }

    package var description: String { english }

    /// One English sentence.
    package var english: String { "The DER is refused at byte \(offset): \(words.english)." }

    /// The same in Chinese.
    package var chinese: String { "DER编码在第\(offset)字节处不合规：\(words.chinese)。" }

    private var words: (chinese: String, english: String) {
        switch reason {
        case .truncated: ("元素没有写完", "an element is not complete")
        case .trailing: ("结尾之后还有数据", "something follows after the end")
        case .tooLong(let limit): ("长度超过\(limit)字节", "it is longer than \(limit) bytes")
        case .tooDeep(let limit): ("嵌套超过\(limit)层", "it is nested deeper than \(limit) levels")
        case .tooMany(let limit): ("元素超过\(limit)个", "it has more than \(limit) elements")
        case .indefiniteLength: ("长度不确定", "a length is indefinite")
        case .longLength: ("长度的编码过长", "a length takes more bytes than it needs")
        case .badTag:
            ("标签编号过大或者编码过长", "a tag number is too large or takes more bytes than it needs")
        case .wrongForm(let tag):
            ("\(tag)的基本或构造形式用错", "\(tag) has the wrong one of the primitive and the constructed form")
        case .unexpected(let found?, let expected):
            ("这里应当是\(expected)，而不是\(found)", "\(expected) should stand here, not \(found)")
        case .unexpected(nil, let expected): ("这里缺少\(expected)", "\(expected) is missing here")
        case .notCanonical(let tag): ("\(tag)不是规范形式", "\(tag) is not in its canonical form")
        case .outOfRange(let tag): ("\(tag)的值超出范围", "the value of \(tag) is out of range")
        case .badContents(let tag): ("\(tag)的内容不合规", "\(tag) holds what its type does not allow")
        case .unsorted: ("集合的成员没有按序排列", "the members of a SET OF are not in order")
        }
    }
}
