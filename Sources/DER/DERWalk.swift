/// The look at the whole tree that comes before any reading.
enum DERWalk {
    /// A tag and a length.
    struct Header {
        let tag: DERTag
        let isConstructed: Bool
        let start: Int
        let body: Range<Int>

        func value(in source: ArraySlice<UInt8>, depth: Int, _ limits: DERLimits) -> DERValue {
            DERValue(
                tag: tag, isConstructed: isConstructed, encoding: source[start..<body.upperBound],
                contents: source[body], depth: depth, limits: limits)
        }
    }

    static func value(
        _ bytes: ArraySlice<UInt8>, depth: Int, _ limits: DERLimits
    ) throws(DERFault) -> DERValue {
        guard bytes.count <= limits.size else {
            throw DERFault(.tooLong(limit: limits.size), at: bytes.startIndex)
        }
        let top = try header(bytes, at: bytes.startIndex)
        guard top.body.upperBound == bytes.endIndex else {
            throw DERFault(.trailing, at: top.body.upperBound)
        }
        var left = limits.elements
        try look(at: top, in: bytes, depth: depth + 1, left: &left, limits)
        return top.value(in: bytes, depth: depth, limits)
    }

    /// Goes down as far as `limits.depth`, so the stack is bounded too.
    private static func look(
        at header: Header, in bytes: ArraySlice<UInt8>, depth: Int, left: inout Int, _ limits: DERLimits
    ) throws(DERFault) {
        guard depth <= limits.depth else { throw DERFault(.tooDeep(limit: limits.depth), at: header.start) }
        guard left > 0 else { throw DERFault(.tooMany(limit: limits.elements), at: header.start) }
        left -= 1
        if let constructed = header.tag.mustBeConstructed, constructed != header.isConstructed {
            throw DERFault(.wrongForm(header.tag), at: header.start)
        }
        guard header.isConstructed else {
            try checkPrimitive(header.tag, bytes[header.body])
            return
        }
        let inside = bytes[header.body]
        var position = header.body.lowerBound
        while position < header.body.upperBound {
            let next = try self.header(inside, at: position)
            try look(at: next, in: inside, depth: depth + 1, left: &left, limits)
            position = next.body.upperBound
        }
    }

    static func header(_ source: ArraySlice<UInt8>, at start: Int) throws(DERFault) -> Header {
        let end = source.endIndex
        guard start < end else { throw DERFault(.truncated, at: start) }
        let first = source[start]
        var position = start + 1
        var number = UInt32(first & 0x1f)
        if number == 0x1f {
            number = 0
            while true {
                guard position < end else { throw DERFault(.truncated, at: start) }
                let octet = source[position]
                position += 1
                number = number << 7 | UInt32(octet & 0x7f)
                // A leading 0x80 adds nothing, and numbers below 31 have the short form.
                guard number != 0, number <= DERTag.highestNumber else { throw DERFault(.badTag, at: start) }
                if octet & 0x80 == 0 { break }
            }
            guard number >= 0x1f else { throw DERFault(.badTag, at: start) }
        }
        let tagClass: DERClass =
            switch first >> 6 {
            case 0: .universal
            case 1: .application
            case 2: .context
            default: .privateUse
            }
        // Number 0 of the universal class is the end of an indefinite length, never a value.
        guard tagClass != .universal || number != 0 else { throw DERFault(.badTag, at: start) }
        let count = try length(source, &position, start)
        guard count <= end - position else { throw DERFault(.truncated, at: start) }
        return Header(
            tag: DERTag(tagClass, number), isConstructed: first & 0x20 != 0, start: start,
            body: position..<(position + count))
    }

    private static func length(
        _ source: ArraySlice<UInt8>, _ position: inout Int, _ start: Int
    ) throws(DERFault) -> Int {
        guard position < source.endIndex else { throw DERFault(.truncated, at: start) }
        let first = source[position]
        position += 1
        if first < 0x80 { return Int(first) }
        guard first != 0x80 else { throw DERFault(.indefiniteLength, at: start) }
        let octets = Int(first & 0x7f)
        guard octets <= source.endIndex - position else { throw DERFault(.truncated, at: start) }
        guard source[position] != 0 else { throw DERFault(.longLength, at: start) }
        // Five octets are a terabyte: more than there can be, so the element is not complete.
        guard octets <= 5 else { throw DERFault(.truncated, at: start) }
        var count = 0
        for index in position..<(position + octets) { count = count << 8 | Int(source[index]) }
        guard count >= 0x80 else { throw DERFault(.longLength, at: start) }
        position += octets
        return count
    }

    /// The types that have one form only, whatever they mean.
    private static func checkPrimitive(_ tag: DERTag, _ contents: ArraySlice<UInt8>) throws(DERFault) {
        guard tag.tagClass == .universal else { return }
        let canonical =
            switch tag {
            case .boolean: DERForm.isBoolean(contents)
            case .integer, .enumerated: DERForm.isInteger(contents)
            case .null: contents.isEmpty
            case .oid: DERForm.isOID(contents)
            case .bitString: DERForm.isBitString(contents)
            default: true
            }
        guard canonical else { throw DERFault(.notCanonical(tag), at: contents.startIndex) }
    }
}

/// The one form of each simple type (X.690 §8, §10, §11).
enum DERForm {
    static func isBoolean(_ contents: ArraySlice<UInt8>) -> Bool {
        contents.count == 1 && (contents.first == 0 || contents.first == 0xff)
    }

    /// Not empty, and the first nine bits are neither all zeros nor all ones.
    static func isInteger(_ contents: ArraySlice<UInt8>) -> Bool {
        guard let first = contents.first else { return false }
        guard contents.count > 1 else { return true }
        let second = contents[contents.startIndex + 1]
        return !(first == 0 && second < 0x80) && !(first == 0xff && second >= 0x80)
    }

    /// No arc begins with a zero digit, and the last one ends.
    static func isOID(_ contents: ArraySlice<UInt8>) -> Bool {
        guard let last = contents.last, last < 0x80 else { return false }
        var isStart = true
        for octet in contents {
            if isStart && octet == 0x80 { return false }
            isStart = octet < 0x80
        }
        return true
    }

    /// The count of unused bits is below eight, and they are zero.
    static func isBitString(_ contents: ArraySlice<UInt8>) -> Bool {
        guard let unused = contents.first, let last = contents.last, unused < 8 else { return false }
        if contents.count == 1 { return unused == 0 }
        return last & (UInt8(1) << unused &- 1) == 0
    }
}
