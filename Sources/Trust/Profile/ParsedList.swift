internal import DER

/// A revocation list taken apart by the strict reader (RFC 5280 §5.1).
struct ParsedList: Sendable {
    struct Entry: Sendable {
        let serial: ArraySlice<UInt8>
        let date: DERValue
        let extensions: [ParsedExtension]
    }

    let version: Int64
    let innerAlgorithm: DERValue
    let outerAlgorithm: DERValue
    let issuer: DERValue
    let thisUpdate: DERValue
    let nextUpdate: DERValue?
    let entries: [Entry]
    /// Whether an empty list of entries is written out, which must be left out.
    let hasEmptyEntries: Bool
    let extensions: [ParsedExtension]

    static let limits = DERLimits(depth: 32, elements: 8_000_000, size: 64 << 20)

    init(_ der: [UInt8]) throws(DERFault) {
        var outer = try DERReader.value(der, limits: Self.limits).reader(.sequence)
        let signed = try outer.read(.sequence)
        outerAlgorithm = try outer.read(.sequence)
        _ = try outer.read(.bitString).wholeBits()
        try outer.finish()
        var fields = try signed.reader()
        version =
            try fields.optional(.integer).map { value throws(DERFault) in
                try value.smallInteger(in: 0...255)
            } ?? 0
        innerAlgorithm = try fields.read(.sequence)
        issuer = try fields.read(.sequence)
        thisUpdate = try fields.read()
        nextUpdate =
            fields.nextTag == .utcTime || fields.nextTag == .generalizedTime
            ? try fields.read() : nil
        var entries: [Entry] = []
        let listed = try fields.optional(.sequence)
        if let listed {
            var reader = try listed.reader()
            while !reader.isAtEnd {
                var entry = try reader.sequence()
                let serial = try entry.read(.integer).integer()
                let date = try entry.read()
                let extensions = entry.isAtEnd ? [] : try ParsedExtension.list(try entry.read(.sequence))
                try entry.finish()
                entries.append(Entry(serial: serial, date: date, extensions: extensions))
            }
        }
        self.entries = entries
        hasEmptyEntries = listed != nil && entries.isEmpty
        extensions =
            try fields.optionalExplicit(0).map { value throws(DERFault) in
                try ParsedExtension.list(value)
            } ?? []
        try fields.finish()
    }

    func first(_ oid: String) -> ParsedExtension? { extensions.first { $0.oid == oid } }
    var isDelta: Bool { first(ExtensionID.deltaCRLIndicator) != nil }
}
