/// One element of DER. Its slices share the bytes that were read, so their indices are offsets in those.
package struct DERValue: Sendable, Hashable {
    package let tag: DERTag
    package let isConstructed: Bool
    /// Tag, length and contents, exactly as they stood.
    package let encoding: ArraySlice<UInt8>
    package let contents: ArraySlice<UInt8>
    /// How many elements are around it.
    let depth: Int
    let limits: DERLimits

    package var tagClass: DERClass { tag.tagClass }
    package var number: UInt32 { tag.number }
    /// Where it begins, in bytes from the start of what was read first.
    package var offset: Int { encoding.startIndex }

    /// Equal when the encodings are.
    package static func == (left: DERValue, right: DERValue) -> Bool { left.encoding == right.encoding }
    package func hash(into hasher: inout Hasher) { hasher.combine(encoding) }

    /// A reader over the elements inside.
    ///
    /// - Parameter tag: what this must be, when the caller demands it.
    /// - Throws: when it is another, or primitive.
    package func reader(_ tag: DERTag? = nil) throws(DERFault) -> DERReader {
        if let tag, tag != self.tag { throw DERFault(.unexpected(self.tag, expected: tag), at: offset) }
        guard isConstructed else { throw DERFault(.wrongForm(self.tag), at: offset) }
        return DERReader(inside: self)
    }

    /// The elements inside, to the end.
    ///
    /// - Parameter limit: the most there may be.
    package func elements(_ tag: DERTag? = nil, limit: Int = 1_024) throws(DERFault) -> [DERValue] {
        var reader = try reader(tag)
        var found: [DERValue] = []
        while !reader.isAtEnd {
            let next = try reader.read()
            guard found.count < limit else { throw DERFault(.tooMany(limit: limit), at: next.offset) }
            found.append(next)
        }
        return found
    }

    /// The elements of a SEQUENCE.
    package func sequence(limit: Int = 1_024) throws(DERFault) -> [DERValue] {
        try elements(.sequence, limit: limit)
    }

    /// The elements of a SET OF, which DER has in the order of their encodings (X.690 §11.6).
    ///
    /// - Parameter distinct: whether two equal members are refused as well.
    package func setOf(
        tagged tag: DERTag = .set, limit: Int = 1_024, distinct: Bool = false
    ) throws(DERFault) -> [DERValue] {
        let found = try elements(tag, limit: limit)
        for (left, right) in zip(found, found.dropFirst()) {
            let inOrder = left.encoding.lexicographicallyPrecedes(right.encoding)
            guard inOrder || (!distinct && left.encoding == right.encoding) else {
                throw DERFault(.unsorted, at: right.offset)
            }
        }
        return found
    }

    /// The one element inside an explicit tag.
    package func explicit() throws(DERFault) -> DERValue {
        var reader = try reader()
        let inner = try reader.read()
        try reader.finish()
        return inner
    }

    /// The one DER value that fills an OCTET STRING, a level deeper than this; it is checked whole, as by
    /// `DERReader.value`.
    package func encapsulated(tagged tag: DERTag = .octetString) throws(DERFault) -> DERValue {
        try DERWalk.value(octets(tagged: tag), depth: depth + 1, limits)
    }
}
