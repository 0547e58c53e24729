import OpenSSL
import Testing
import Trust

@Suite("Whose certificate it is")
struct HolderNameTests {
    @Test(
        "names that differ in width, brackets, case and stray spaces alone are the same",
        arguments: [
            ("贵州（集团）有限公司", "贵州(集团)有限公司"), ("  贵州 建设　公司 ", "贵州建设公司"), ("ＡＢＣ公司", "abc公司"),
            ("ACME  Works\tLtd", "Acme Works Ltd"), ("某〔北京〕公司", "某(北京)公司"), ("贵州 ( 集团 ) 公司", "贵州（集团）公司"),
            ("阿里・木公司", "阿里·木公司"),
        ])
    func same(_ one: String, _ other: String) {
        #expect(HolderName.same(one, other) && HolderName.same(other, one))
    }

    @Test(
        "nothing else is",
        arguments: [
            ("贵州建设公司", "贵州建设有限公司"), ("ACME Works", "ACMEWorks"), ("贵州(集团)公司", "贵州集团公司"), ("", ""), (" ", "　"),
            ("国家", "國家"), ("公司1", "公司l"),
        ])
    func different(_ one: String, _ other: String) {
        #expect(!HolderName.same(one, other))
    }

    @Test(
        "the code is read where the list says that the CA writes it, in the way that it says, and two that disagree are refused"
    )
    func map() throws {
        let code = "91440300708461136T"
        let other = "91110108551385082Q"
        let text = [0x0c, 18] + Array(code.utf8)
        let certificate = try Made.leaf([
            ("2.999.1", text), ("2.999.2", Array(code.utf8)), ("2.999.3", Array(other.utf8)),
        ])
        func read(_ places: [HolderMap.Place]) -> Result<String, HolderFault> {
            do throws(HolderFault) {
                return .success(try Holder(of: certificate, by: HolderMap(places)).uscc.text)
            } catch {
                return .failure(error)
            }
        }
        #expect(read([.init(oid: "2.999.1", decoder: .string)]) == .success(code))
        #expect(read([.init(oid: "2.999.1", decoder: .bare)]) == .failure(.unreadable(oid: "2.999.1")))
        #expect(read([.init(oid: "2.999.2", decoder: .bare), .init(oid: "2.999.1")]) == .success(code))
        #expect(read([.init(oid: "2.999.2", decoder: .string)]) == .failure(.unreadable(oid: "2.999.2")))
        #expect(read([.init(oid: "2.999.2"), .init(oid: "2.999.3")]) == .failure(.disagree(code, other)))
        #expect(read([.init(oid: "2.999.9")]) == .failure(.missing))
        // Where the list does not look, nothing is read.
        #expect(read([.init(oid: "2.999.3")]) == .success(other))
    }
}
