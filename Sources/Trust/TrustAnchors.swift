internal import Foundation
package import OpenSSL

/// The certificates and revocation lists of one province's CA.
package struct Province: Sendable {
    /// GB/T 2260, six digits.
    package let territory: String
    package let roots: [Certificate]
    package let intermediates: [Certificate]
    package let lists: [CRL]

    package init(territory: String, roots: [Certificate], intermediates: [Certificate], lists: [CRL]) {
        self.territory = territory
        self.roots = roots
        self.intermediates = intermediates
        self.lists = lists
    }
}

/// Everything that certificates are judged against at one moment: a value, so that a verdict can be replayed.
package struct TrustAnchors: Sendable {
    package let provinces: [Province]
    /// SHA-256 over the territories and the fingerprints of all that is inside, in a fixed order.
    package let digest: [UInt8]

    package init(_ provinces: [Province]) {
        self.provinces = provinces.sorted { $0.territory < $1.territory }
        var all: [UInt8] = Array("tradehall-anchors-1\n".utf8)
        for province in self.provinces {
            all += Array("territory \(province.territory)\n".utf8)
            for root in province.roots.map(\.fingerprint.hex).sorted() { all += Array("root \(root)\n".utf8) }
            for other in province.intermediates.map(\.fingerprint.hex).sorted() {
                all += Array("intermediate \(other)\n".utf8)
            }
            for list in province.lists.map(\.fingerprint.hex).sorted() { all += Array("list \(list)\n".utf8) }
        }
        digest = Digest.sha256(all)
    }

    /// Anchors of no particular province, for checks on files that somebody brought.
    package init(roots: [Certificate], intermediates: [Certificate] = [], lists: [CRL]) {
        self.init([Province(territory: "", roots: roots, intermediates: intermediates, lists: lists)])
    }

    package var roots: [Certificate] { provinces.flatMap(\.roots) }
    package var intermediates: [Certificate] { provinces.flatMap(\.intermediates) }
    package var lists: [CRL] { provinces.flatMap(\.lists) }

    /// The territory whose root this is; nil for a root that is not here or belongs to no territory.
    package func territory(ofRoot fingerprint: [UInt8]) -> String? {
        provinces.first { $0.roots.contains { $0.fingerprint == fingerprint } }
            .flatMap { $0.territory.isEmpty ? nil : $0.territory }
    }

    /// Reads `DIR/<territory>/{root.pem,ca.pem,crl.pem}`, as `certs/make` lays them. Each may hold several.
    ///
    /// - Throws: a sentence that names the file, when a province lacks one or it cannot be read, or when there
    ///   is no province at all.
    package init(directory: String) throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: directory).filter(Self.isTerritory)
            .sorted()
        guard !names.isEmpty, names.count <= 1_000 else {
            throw TrustFault(
                "\(directory) holds no folder named by six digits; run certs/make to make samples")
        }
        self.init(
            try names.map { name in
                let folder = "\(directory)/\(name)"
                return Province(
                    territory: name, roots: try Self.read("\(folder)/root.pem", Certificate.list(pem:)),
                    intermediates: try Self.read("\(folder)/ca.pem", Certificate.list(pem:)),
                    lists: try Self.read("\(folder)/crl.pem", CRL.list(pem:)))
            })
    }

    private static func isTerritory(_ name: String) -> Bool {
        name.utf8.count == 6 && name.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    private static func read<Value>(_ path: String, _ parse: ([UInt8]) throws -> Value) throws -> Value {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw TrustFault("\(path) cannot be read; every province has root.pem, ca.pem and crl.pem")
        }
        do { return try parse([UInt8](data)) } catch { throw TrustFault("\(path) cannot be used: \(error)") }
    }
}

/// Something about trust that stops the work, in one sentence.
package struct TrustFault: Error, Sendable, CustomStringConvertible {
    package let description: String
    package init(_ description: String) { self.description = description }
}
