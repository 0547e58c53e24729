import OpenSSL
import Testing

@Suite("Digests, base64, hexadecimal")
struct BaseTests {
    @Test("the digests of abc are those of the standards")
    func digests() throws {
        let abc = Array("abc".utf8)
        #expect(
            Digest.sha256(abc).hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            Digest.hash(.sm3, abc).hex == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")
        #expect(
            Digest.hash(.sha384, abc).hex
                == "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
                + "8086072ba1e7cc2358baeca134c825a7")
        #expect(
            Digest.sha256([]).hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    @Test("a running digest equals the digest of the whole, and may go on after it was read")
    func running() throws {
        for algorithm in DigestAlgorithm.allCases {
            let running = try RunningDigest(algorithm)
            running.update([1, 2, 3])
            let early = try running.value()
            running.update([])
            running.update([4])
            let late = try running.value()
            #expect(early == Digest.hash(algorithm, [1, 2, 3]))
            #expect(late == Digest.hash(algorithm, [1, 2, 3, 4]))
            #expect(late.count == algorithm.size)
        }
    }

    @Test("base64 reads back what it wrote, and nothing but its own form")
    func base64() {
        for count in 0..<40 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37 + 200) }
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        }
        #expect(Base64.encode(Array("foob".utf8)) == "Zm9vYg==")
        for bad in [
            "Zm9vYh==", "Zm9vYg=", "Zm9v\nYg==", "Zm9vYg==\n", "====", "=m9v", "Zm=v", "Zm9vY===", "Zm9-",
        ] {
            #expect(Base64.decode(bad) == nil, "\(bad)")
        }
    }

    @Test("hexadecimal of odd length or with foreign digits is nothing")
    func hex() {
        #expect([UInt8](hex: "00fFa0") == [0, 255, 160])
        #expect([UInt8](hex: "0") == nil)
        #expect([UInt8](hex: "0g") == nil)
        #expect([0, 255, 160].map(UInt8.init).hex == "00ffa0")
    }

    @Test("two draws of random bytes differ")
    func random() throws {
        #expect(try Random.bytes(32) != Random.bytes(32))
        #expect(try Random.bytes(0).isEmpty)
    }
}
