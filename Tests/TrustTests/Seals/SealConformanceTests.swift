import DER
import Foundation
import OpenSSL
import Testing

@testable import Trust

/// The sample seals that lie beside the project. They are not part of it; where they are absent these tests say so
/// and look at nothing.
enum SampleSeals {
    static let folder =
        URL(fileURLWithPath: #filePath).pathComponents.dropFirst().dropLast(4)
        .reduce("") { $0 + "/" + $1 } + "/../shared/conformance/seals"

    static func bytes(_ name: String) -> [UInt8]? {
        for folder in [folder, ProcessInfo.processInfo.environment["TRADEHALL_SEALS"] ?? ""] {
            if let data = FileManager.default.contents(atPath: "\(folder)/\(name)") { return [UInt8](data) }
        }
        print("The sample seal \(name) is absent (\(folder)), so nothing is looked at.")
        return nil
    }

    /// Within the dates of each.
    static let all: [(name: String, at: Int64)] = [
        ("UserV1.esl", 1_609_459_200_000), ("UserV4.esl", 1_609_459_200_000),
        ("SignedValueV4.dat", 1_609_459_200_000), ("UserV5.esl", 1_798_761_600_000),
        ("UserV5_ts.esl", 1_798_761_600_000), ("SignedValueV5.dat", 1_798_761_600_000),
    ]

    static func judge(_ bytes: [UInt8], at: Int64) throws -> Judgement {
        SealJudge.judge(
            Question(.seal, at: at), Evidence([.init(.subject, bytes)]), try ValidationPolicy.standard())
    }
}

@Suite("The sample seals and seal signatures")
struct SampleSealTests {
    @Test("each holds at the level of its signatures, at a time within its dates", arguments: SampleSeals.all)
    func holds(name: String, at: Int64) throws {
        guard let bytes = SampleSeals.bytes(name) else { return }
        let judgement = try SampleSeals.judge(bytes, at: at)
        #expect(judgement.passed, "\(judgement.english)")
        #expect(judgement.warnings.contains { $0.code == .trustNotJudged })
    }

    @Test("none passes before it begins or after it ends", arguments: SampleSeals.all)
    func outside(name: String, at: Int64) throws {
        guard let bytes = SampleSeals.bytes(name) else { return }
        let seal = try SealObject(der: bytes).seal
        #expect(try !SampleSeals.judge(bytes, at: seal.validFrom - 1).passed)
        #expect(try !SampleSeals.judge(bytes, at: seal.validTo + 1).passed)
    }

    @Test("none passes when any byte of what is signed is flipped", arguments: SampleSeals.all)
    func flipped(name: String, at: Int64) throws {
        guard let bytes = SampleSeals.bytes(name) else { return }
        let signed: [UInt8]
        switch try SealObject(der: bytes) {
        case .seal(let seal):
            signed = Array(try DERReader.value(bytes).sequence()[0].encoding)
            #expect(seal.signable.contains { $0.bytes.count >= signed.count })
        case .signature(let signature): signed = signature.signedBytes
        }
        let start = try #require(bytes.firstRange(of: signed)?.lowerBound)
        var accepted: [Int] = []
        // One bit at each place, another bit from place to place. The picture is nine tenths of the bytes and every
        // one of them is as good as the next, so that it is sampled unless all are asked for.
        let picture = try SealObject(der: bytes).seal.picture.data
        let drawn = try #require(bytes.firstRange(of: picture))
        let isWhole = ProcessInfo.processInfo.environment["TRADEHALL_EVERY_BYTE"] != nil
        for place in start..<(start + signed.count)
        where isWhole || !drawn.contains(place) || place.isMultiple(of: 37) {
            var other = bytes
            other[place] ^= 1 << UInt8(place % 8)
            if try SampleSeals.judge(other, at: at).passed { accepted.append(place) }
        }
        #expect(accepted.isEmpty)
    }

    @Test("each is refused at every length but its own, without a crash", arguments: SampleSeals.all)
    func cut(name: String, at: Int64) throws {
        guard let bytes = SampleSeals.bytes(name) else { return }
        for length in stride(from: 0, to: bytes.count, by: 61) {
            #expect(throws: SealFault.self) { try SealObject(der: Array(bytes.prefix(length))) }
        }
        #expect(throws: SealFault.self) { try SealObject(der: bytes + [0]) }
    }
}
