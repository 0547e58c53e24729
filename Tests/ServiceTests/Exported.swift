import Foundation
import Ledger
import OpenSSL
import Platform
import Sealing
import StrictJSON

@testable import tradehall

/// A finished tender as one file, made once through a real server: three bids of one lot opened,
/// then that lot cancelled; the other failed for want of bids.
struct Exported: Sendable {
    struct Member: Sendable {
        var path: String
        /// Where its header begins, its contents, and its padding; and where the next header does.
        var header, contents, padding, end: Int
    }

    let path: String
    let bytes: [UInt8]
    let members: [Member]
    let logKey: String

    static let shared = Result { try Exported(Floor()) }

    static func get() throws -> Exported { try shared.get() }

    /// The end of the last member: two zero blocks follow.
    var end: Int { members.last?.end ?? 0 }

    init(_ floor: Floor) throws {
        try floor.noticed()
        try floor.move(to: "2026-03-20T14:00:00+08:00")
        for (number, person) in floor.bidders.prefix(3).enumerated() {
            try floor.bid(person, "L1", 4_000_000_000 + Int64(number))
        }
        try floor.move(to: Floor.deadline)
        try floor.openLot("L1")
        let reason = try floor.paper(floor.agency, "项目终止")
        try floor.act(
            floor.agency, "cancel", lots: ["L1"],
            ["reason": reason, "publications": floor.publications(reason, Floor.deadline)])
        try self.init(
            try floor.hall(as: floor.regulator).get("/tenders/\(floor.tender)/export"),
            logKey: try floor.logKey(), in: try World.get().desk())
    }

    init(_ bytes: [UInt8], logKey: String, in folder: String) throws {
        path = "\(folder)/tender.tar"
        self.bytes = bytes
        self.logKey = logKey
        try Files.write(bytes, to: path)
        var (members, end) = ([Member](), 0)
        let reader = try TarReader(path: path, requireCanonical: true)
        while let member = try reader.next() {
            let contents = member.offset + member.size
            members.append(
                Member(
                    path: member.path, header: end, contents: member.offset, padding: contents,
                    end: (contents + 511) / 512 * 512))
            end = (contents + 511) / 512 * 512
        }
        self.members = members
    }

    func contents(of member: Member) -> [UInt8] { Array(bytes[member.contents..<member.padding]) }

    func contents(of path: String) throws -> [UInt8] {
        guard let member = members.first(where: { $0.path == path }) else { throw Trouble("no \(path)") }
        return contents(of: member)
    }

    /// Every member with its contents, to be written anew.
    var all: [(path: String, bytes: [UInt8])] { members.map { ($0.path, contents(of: $0)) } }

    /// The same members, or others, as a tar in the one canonical form.
    static func write(_ members: [(path: String, bytes: [UInt8])], to path: String) throws {
        let writer = try TarWriter(path: path)
        for member in members { try writer.add(path: member.path, bytes: member.bytes) }
        try writer.finish()
    }
}

/// What verification says of a file; nil when all holds.
func fault(in path: String, logKey: String?) throws -> EvidenceFault? {
    do {
        _ = try TenderVerification.verify(
            path, logKey: logKey, workDirectory: FileManager.default.temporaryDirectory.path)
        return nil
    } catch let fault as EvidenceFault {
        return fault
    }
}
