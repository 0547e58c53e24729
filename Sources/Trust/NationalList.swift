internal import OpenSSL
internal import StrictJSON

/// The signed list of which roots stand for which territory. A province's folder of certificates counts for
/// nothing until its roots are named here.
package struct NationalList: Sendable {
    package struct Entry: Sendable, Hashable {
        /// GB/T 2260, six digits.
        package let territory: String
        package let name: String
        /// SHA-256 of the roots.
        package let roots: [[UInt8]]
    }

    package let listID: String
    /// Grows by one with each issue; a smaller one than was seen before is a roll-back.
    package let sequence: Int64
    /// Milliseconds.
    package let issuedAt: Int64
    package let nextUpdate: Int64
    package let provinces: [Entry]
    /// SHA-256 of the signed JSON.
    package let digest: [UInt8]

    /// Reads a list and checks its signature.
    ///
    /// - Parameters:
    ///   - signed: CMS SignedData that carries the JSON.
    ///   - signer: SHA-256 of the certificate that may sign it, learned some other way.
    /// - Throws: a sentence, when the signature is not that signer's or the content is not a list.
    package init(signed: [UInt8], signer: [UInt8]) throws(TrustFault) {
        do {
            let message = try CMS.verifySignature(signed)
            guard message.signer.fingerprint == signer else {
                throw TrustFault(
                    "it is signed by \(message.signer.subject), who is not the signer that was named")
            }
            try self.init(json: message.content)
        } catch {
            throw TrustFault("The national list cannot be used: \(error)")
        }
    }

    private init(json bytes: [UInt8]) throws {
        var fields = try Fields(JSON.parse(bytes))
        guard try fields.string("schema") == "tradehall-national-list-1" else {
            throw TrustFault("its schema is not tradehall-national-list-1")
        }
        listID = try fields.string("listId")
        sequence = try fields.integer("sequence")
        issuedAt = try fields.integer("issuedAt")
        nextUpdate = try fields.integer("nextUpdate")
        guard try fields.string("territory") == "100000" else { throw TrustFault("it is not the nation's") }
        _ = try fields.optionalString("warning")
        provinces = try fields.each("provinces") { (entry: inout Fields) throws(JSONError) -> Entry in
            let territory = try entry.string("territory")
            let name = try entry.string("name")
            let roots = try entry.strings("roots")
            return Entry(territory: territory, name: name, roots: roots.compactMap { [UInt8](hex: $0) })
        }
        try fields.finish()
        digest = Digest.sha256(bytes)
    }

    /// The anchors with what this list does not name left out: roots of another territory or of none.
    package func narrowing(_ anchors: TrustAnchors) -> TrustAnchors {
        TrustAnchors(
            anchors.provinces.compactMap { province in
                let named = provinces.filter { $0.territory == province.territory }.flatMap(\.roots)
                let roots = province.roots.filter { named.contains($0.fingerprint) }
                guard !roots.isEmpty else { return nil }
                return Province(
                    territory: province.territory, roots: roots, intermediates: province.intermediates,
                    lists: province.lists)
            })
    }
}
