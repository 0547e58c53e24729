import Foundation
import OpenSSL
import StrictJSON
import Testing

@testable import Sealing

private let vectors = "/work/shared/vectors/threshold-opening"

@Suite("Vectors of threshold opening")
struct VectorTests {
    @Test(
        "the shared point gives the content key and the content, DER and streamed (skipped without the vectors)",
        .enabled(
            if: FileManager.default.fileExists(atPath: vectors + "/vector.json"),
            "\(vectors) is not on this machine"))
    func vector() throws {
        let certificate = try Certificate(pem: read("opening.pem"))
        let json = try JSON.parse(read("vector.json"))
        guard case .array(let envelopes)? = json["envelopes"] else {
            throw FileFault(operation: "read", number: 2)
        }
        #expect(envelopes.count == 2)
        let scalar = try openingKey(json)
        for envelope in envelopes {
            let name = try text(envelope["file"])
            let sealed = "\(vectors)/\(name)"
            let header = try SealedBidHeader.inspect(path: sealed, for: certificate)
            #expect(try header.ephemeralPoint.hex == text(envelope["ephemeralPublicKey"]))
            let x = try EnvelopeKeys.sharedSecret(scalar, point: header.ephemeralPoint)
            let key = try Envelope.contentKey(fromSharedSecret: x, header)
            #expect(try key.reveal().hex == text(envelope["cek"]))
            let shop = try Workshop()
            let digest = try Envelope.open(sealed, to: shop.path("bid"), key: key, certificate: certificate)
            #expect(try digest.hex == text(envelope["plaintextSHA256"]))
            #expect(try shop.read("bid") == read("bid.bin"))
        }
    }

    /// The key that nobody holds in earnest: the sum of the constant terms, modulo the order of P-256.
    private func openingKey(_ json: JSON) throws -> PrivateKey {
        guard case .array(let polynomials)? = json["polynomials"] else {
            throw FileFault(operation: "read", number: 2)
        }
        let order = try #require(
            [UInt8](hex: "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"))
        var sum = [UInt8](repeating: 0, count: 33)
        for polynomial in polynomials {
            guard case .array(let terms) = polynomial else { continue }
            let term = try #require([UInt8](hex: text(terms.first)))
            sum = add(sum, [0] + term)
        }
        while !sum.lexicographicallyPrecedes([0] + order) { sum = subtract(sum, [0] + order) }
        let point = try #require([UInt8](hex: text(json["openingPublicKey"])))
        // ECPrivateKey (RFC 5915) with its curve and public key.
        let curve = DERWriter.element(0xa0, ObjectIdentifier.p256)
        let bits = DERWriter.element(0xa1, DERWriter.element(0x03, [0] + point))
        let key = [0x02, 0x01, 0x01] + DERWriter.element(0x04, Array(sum.dropFirst())) + curve + bits
        return try PrivateKey(pkcs8: DERWriter.element(0x30, key))
    }

    private func add(_ a: [UInt8], _ b: [UInt8]) -> [UInt8] {
        var (out, carry) = (a, 0)
        for index in a.indices.reversed() {
            let sum = Int(a[index]) + Int(b[index]) + carry
            out[index] = UInt8(sum & 255)
            carry = sum >> 8
        }
        return out
    }

    private func subtract(_ a: [UInt8], _ b: [UInt8]) -> [UInt8] {
        var (out, borrow) = (a, 0)
        for index in a.indices.reversed() {
            let difference = Int(a[index]) - Int(b[index]) - borrow
            out[index] = UInt8(truncatingIfNeeded: difference)
            borrow = difference < 0 ? 1 : 0
        }
        return out
    }

    private func text(_ json: JSON?) throws -> String {
        guard case .string(let text)? = json else { throw FileFault(operation: "read", number: 2) }
        return text
    }

    private func read(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(vectors)/\(name)")))
    }
}
