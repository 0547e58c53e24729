internal import Foundation
package import OpenSSL

/// A trust folder on disk, as `certs/make` and `tradehall trust list publish` lay it:
///
/// ```
/// DIR/lists/pin.txt                       SHA-256 of the first national list's signer, one a line
/// DIR/lists/<listId>/<sequence>.p7        the lists of one chain, the newest in use
/// DIR/lists/<listId>/rules-<sequence>.p7  the recognition rules that they name
/// DIR/anchors/<territory>/crl.pem         revocation lists, any number in a file
/// DIR/revocation/<territory>/*.{pem,crl,der,ocsp}   more of them, and OCSP responses
/// ```
package enum TrustFolder {
    /// The most bytes of one file, and the most files of a folder.
    private static let bytes = 16 << 20
    private static let files = 1_000

    /// Reads the signed files of a folder. They are not yet believed.
    ///
    /// - Throws: a sentence that names the file, when there is no pin or a file cannot be read.
    package static func files(_ directory: String) throws(TrustFault) -> TrustFiles {
        let lists = "\(directory)/lists"
        guard let text = FileManager.default.contents(atPath: "\(lists)/pin.txt"), text.count <= 4_096 else {
            throw TrustFault(
                "\(lists)/pin.txt is not there or too long; it holds the fingerprint of the first national list's signer, and certs/make makes a sample"
            )
        }
        let pins = String(decoding: text, as: UTF8.self).split(separator: "\n").map {
            $0.trimmingCharacters(in: .whitespaces)
        }.filter { !$0.isEmpty && !$0.hasPrefix("#") }
        var found = TrustFiles(pins: [], lists: [], rules: [])
        for pin in pins {
            guard let bytes = [UInt8](hex: pin), bytes.count == 32 else {
                throw TrustFault("\(lists)/pin.txt must hold 64 hexadecimal digits a line")
            }
            found.pins.append(bytes)
        }
        guard !found.pins.isEmpty else {
            throw TrustFault("\(lists)/pin.txt holds no fingerprint of a list signer")
        }
        for chain in try names(lists) where isFolder("\(lists)/\(chain)") {
            for file in try names("\(lists)/\(chain)") where file.hasSuffix(".p7") {
                let bytes = try read("\(lists)/\(chain)/\(file)")
                if file.hasPrefix("rules-") { found.rules.append(bytes) } else { found.lists.append(bytes) }
            }
        }
        return found
    }

    /// Revocation lists and OCSP responses of a folder, as bytes.
    package static func revocation(_ directory: String) throws(TrustFault) -> (
        crls: [[UInt8]], ocsp: [[UInt8]]
    ) {
        var crls: [[UInt8]] = []
        var ocsp: [[UInt8]] = []
        for part in ["anchors", "revocation"] where isFolder("\(directory)/\(part)") {
            for territory in try names("\(directory)/\(part)")
            where isFolder("\(directory)/\(part)/\(territory)") {
                let folder = "\(directory)/\(part)/\(territory)"
                for file in try names(folder) {
                    let isList =
                        part == "anchors"
                        ? file == "crl.pem" : file.hasPrefix("crl") || file.hasSuffix(".crl")
                    if isList {
                        crls.append(try read("\(folder)/\(file)"))
                    } else if file.hasSuffix(".ocsp") {
                        ocsp.append(try read("\(folder)/\(file)"))
                    }
                }
            }
        }
        return (crls, ocsp)
    }

    private static func names(_ folder: String) throws(TrustFault) -> [String] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder).sorted() else {
            throw TrustFault("\(folder) cannot be read; look at its permissions")
        }
        guard names.count <= files else {
            throw TrustFault("\(folder) holds \(names.count) files; at most \(files) are read")
        }
        return names
    }

    private static func isFolder(_ path: String) -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(
            atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
        return attributes?[.type] as? FileAttributeType == .typeDirectory
    }

    private static func read(_ path: String) throws(TrustFault) -> [UInt8] {
        guard let handle = FileHandle(forReadingAtPath: path),
            let data = try? handle.read(upToCount: bytes + 1)
        else { throw TrustFault("\(path) cannot be read; look at its permissions") }
        try? handle.close()
        guard data.count <= bytes else { throw TrustFault("\(path) is longer than \(bytes) bytes") }
        return [UInt8](data)
    }
}

extension TrustStore {
    /// Reads and checks a trust folder: ``TrustFolder`` says how it is laid out.
    ///
    /// - Throws: a sentence, when the folder has no lists at all. What is wrong with single lists is among the
    ///   troubles, because the others are still good.
    package init(directory: String) throws(TrustFault) { self.init(try TrustFolder.files(directory)) }
}

extension TrustStore {
    /// The certificates of the services that issue or answer, for building paths: roots are anchors, all others
    /// help.
    package var anchors: (roots: [Certificate], intermediates: [Certificate]) {
        let all = lists.all.flatMap(\.services).flatMap(\.identity.certificates)
        return (all.filter(\.isSelfSigned), all.filter { !$0.isSelfSigned })
    }
}
