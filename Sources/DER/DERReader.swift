/// How much of a hostile file is looked at. Beyond each limit the file is refused, whatever it holds.
package struct DERLimits: Sendable, Hashable {
    /// Levels of nesting, the outermost element being the first.
    package var depth: Int
    /// Elements in all.
    package var elements: Int
    /// Bytes in all.
    package var size: Int

    package init(depth: Int = 32, elements: Int = 65_536, size: Int = 16 * 1_024 * 1_024) {
        self.depth = depth
        self.elements = elements
        self.size = size
    }

    package static let standard = DERLimits()
}

/// Reads DER (X.690 §10), and nothing but DER.
///
/// `value` looks at the whole tree before it answers: every length is definite, minimal and within the element
/// around it, every tag is minimal, every BOOLEAN, INTEGER, ENUMERATED, NULL, OBJECT IDENTIFIER and BIT STRING
/// of the universal class is canonical, and the limits are kept. What is read afterwards can therefore be
/// neither endless nor deep, and the encoding of each part is the only one that it has. What needs to be known
/// of a type beyond its tag (implicit tags, strings, times, the order of a SET OF) the typed readers of
/// `DERValue` check when they are asked.
package struct DERReader: Sendable {
    private let source: ArraySlice<UInt8>
    private var position: Int
    private let depth: Int
    private let limits: DERLimits

    /// The one value that fills the bytes from end to end.
    ///
    /// - Throws: `DERFault` when there is none, when anything follows it, when any part of it is not canonical,
    ///   or when it is beyond a limit.
    package static func value(_ bytes: [UInt8], limits: DERLimits = .standard) throws(DERFault) -> DERValue {
        try DERWalk.value(bytes[...], depth: 0, limits)
    }

    /// The same for a part of something larger; offsets count from the start of the larger.
    package static func value(
        _ bytes: ArraySlice<UInt8>, limits: DERLimits = .standard
    ) throws(DERFault) -> DERValue {
        try DERWalk.value(bytes, depth: 0, limits)
    }

    init(inside value: DERValue) {
        source = value.contents
        position = value.contents.startIndex
        depth = value.depth + 1
        limits = value.limits
    }

    package var isAtEnd: Bool { position == source.endIndex }

    /// Where the next element begins, in bytes from the start of what was read first.
    package var offset: Int { position }

    /// The tag of the next element; nil at the end.
    package var nextTag: DERTag? {
        guard !isAtEnd else { return nil }
        return try? DERWalk.header(source, at: position).tag
    }

    /// The next element, whatever it is.
    package mutating func read() throws(DERFault) -> DERValue {
        let next = try DERWalk.header(source, at: position).value(in: source, depth: depth, limits)
        position = next.encoding.endIndex
        return next
    }

    /// The next element, which must have this tag.
    package mutating func read(_ tag: DERTag) throws(DERFault) -> DERValue {
        guard !isAtEnd else { throw DERFault(.unexpected(nil, expected: tag), at: position) }
        let start = position
        let next = try read()
        guard next.tag == tag else {
            position = start
            throw DERFault(.unexpected(next.tag, expected: tag), at: start)
        }
        return next
    }

    /// The next element when it has this tag; nil, with nothing read, when it has another or there is none.
    package mutating func optional(_ tag: DERTag) throws(DERFault) -> DERValue? {
        guard nextTag == tag else { return nil }
        return try read()
    }

    /// What is inside the explicit tag `[number]`, when that comes next.
    package mutating func optionalExplicit(_ number: UInt32) throws(DERFault) -> DERValue? {
        guard let outer = try optional(.context(number)) else { return nil }
        return try outer.explicit()
    }

    /// A BOOLEAN with a default: nil comes back as the default, and a default that is written out is refused
    /// (X.690 §11.5).
    package mutating func boolean(default usual: Bool) throws(DERFault) -> Bool {
        guard let value = try optional(.boolean) else { return usual }
        let stated = try value.boolean()
        guard stated != usual else { throw DERFault(.notCanonical(.boolean), at: value.offset) }
        return stated
    }

    /// A SEQUENCE that comes next, as a reader over what is in it.
    package mutating func sequence() throws(DERFault) -> DERReader { try read(.sequence).reader() }

    /// - Throws: when anything is left.
    package func finish() throws(DERFault) {
        guard isAtEnd else { throw DERFault(.trailing, at: position) }
    }
}
