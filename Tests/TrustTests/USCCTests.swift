import OpenSSL
import Testing
import Trust

@Suite("Unified social credit codes and holders")
struct USCCTests {
    @Test(
        "codes of real organisations are right",
        arguments: ["91350100M000100Y43", "91440300708461136T", "91110108551385082Q"])
    func right(text: String) throws {
        let code = try USCC(text)
        #expect(code.text == text)
        #expect(code.organisationCode == String(text.dropFirst(8).dropLast()))
        #expect(code.area == String(text.dropFirst(2).prefix(6)))
        let again = try USCC.make(
            prefix: String(text.prefix(2)), area: code.area, serial: String(code.organisationCode.dropLast()))
        #expect(again == code)
    }

    @Test("a changed character anywhere is noticed")
    func changed() {
        let right = Array("91110108551385082Q")
        for index in right.indices {
            for other in "0123456789ABCDEFGHJKLMNPQRTUWXY" where other != right[index] {
                var text = right
                text[index] = other
                #expect(throws: USCCFault.self, "\(String(text))") { try USCC(String(text)) }
            }
        }
    }

    @Test("two neighbours that changed places are noticed")
    func swapped() {
        let right = Array("91440300708461136T")
        for index in 0..<17 where right[index] != right[index + 1] {
            var text = right
            text.swapAt(index, index + 1)
            #expect(throws: USCCFault.self, "\(String(text))") { try USCC(String(text)) }
        }
    }

    @Test("each kind of wrong is told apart")
    func faults() throws {
        #expect(throws: USCCFault.length(17)) { try USCC("91110108551385082") }
        #expect(throws: USCCFault.length(0)) { try USCC("") }
        #expect(throws: USCCFault.character) { try USCC("91110108551385082I") }
        #expect(throws: USCCFault.character) { try USCC("91110108551385082q") }
        #expect(throws: USCCFault.character) { try USCC("911A0108551385082Q") }
        #expect(throws: USCCFault.checkDigit) { try USCC("91110108551385082R") }
        // The outer check character fits, the inner one does not.
        let inner = try #require(
            "0123456789ABCDEFGHJKLMNPQRTUWXY".lazy.map { "91110108551385083\($0)" }.first {
                do throws(USCCFault) {
                    _ = try USCC($0)
                    return false
                } catch { return error == .innerCheckDigit }
            })
        #expect(inner.count == 18)
        #expect(throws: USCCFault.self) { try USCC.make(area: "52010", serial: "MA6A0001") }
        #expect(throws: USCCFault.self) { try USCC.make(area: "520100", serial: "MA6A000一") }
    }

    @Test("the code is read in every form that CAs write it")
    func forms() throws {
        let code = Array("91110108551385082Q".utf8)
        let values: [[UInt8]] = [
            code, [0x0c, 18] + code, [0x13, 18] + code, [0x16, 18] + code, [0x80, 18] + code,
            [0x84, 18] + code,
            [0xa0, 20, 0x0c, 18] + code, Array(" 91110108551385082q ".utf8),
        ]
        for value in values {
            let holder = try Holder(of: Made.leaf([("1.2.156.10260.4.1.4", value)]))
            #expect(holder == Holder(uscc: try USCC("91110108551385082Q"), name: "某公司 TEST ONLY"))
        }
    }

    @Test("what is no code is refused for its own reason")
    func refused() throws {
        func fault(_ extensions: [(String, [UInt8])], organisation: String? = "某公司") throws -> HolderFault? {
            let certificate = try Made.leaf(extensions, organisation: organisation)
            do throws(HolderFault) {
                _ = try Holder(of: certificate)
                return nil
            } catch { return error }
        }
        let oid = "1.2.156.10260.4.1.4"
        let good = Array("91110108551385082Q".utf8)
        #expect(try fault([]) == .missing)
        #expect(try fault([(oid, good)]) == nil)
        #expect(try fault([(oid, [])]) == .unreadable(oid: oid))
        #expect(try fault([(oid, [0x0c, 17] + good)]) == .unreadable(oid: oid))
        #expect(try fault([(oid, [0x0c, 18] + good + [0])]) == .unreadable(oid: oid))
        #expect(try fault([(oid, [0xa0, 2, 0xa0, 0])]) == .unreadable(oid: oid))
        #expect(try fault([(oid, [0xff, 0xfe])]) == .unreadable(oid: oid))
        #expect(try fault([(oid, Array("551385082".utf8))]) == .unreadable(oid: oid))
        let wrong = "91110108551385082R"
        #expect(try fault([(oid, Array(wrong.utf8))]) == .badCheckDigit(text: wrong))
        #expect(try fault([(oid, good)], organisation: nil) == .nameMissing)
        let other = "1.2.86.11.7.4"
        #expect(try fault([(oid, good), (other, good)]) == nil)
        #expect(try fault([(oid, good), (other, Array("551385082".utf8))]) == nil)
        #expect(
            try fault([(oid, good), (other, Array("91440300708461136T".utf8))])
                == .disagree("91110108551385082Q", "91440300708461136T"))
        #expect(
            try fault([(other, Array("708461136".utf8)), (oid, good)])
                == .disagree("91110108551385082Q", "708461136"))
    }
}
