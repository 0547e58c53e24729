import Foundation
import OpenSSL
import StrictJSON
import Testing

@testable import tradehall

@Suite("cms and timestamp", .serialized)
struct MessageVerbTests {
    /// Keys and certificates of the stock tool: a P-256 root, and under it a bidder by SM2 and an authority by SM2.
    private func desk() throws -> Desk {
        let desk = try Desk()
        let script = """
            set -e
            cd "$1"
            gm=distid:1234567812345678
            openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout root.key -out root.pem \
                -days 30 -subj /CN=root -addext keyUsage=critical,keyCertSign,cRLSign
            issue() {
                openssl req -newkey sm2 -nodes -keyout $1.key -out $1.csr -sm3 -sigopt $gm -subj /O=TEST/CN=$1
                printf "$2" >ext
                openssl x509 -req -in $1.csr -vfyopt $gm -CA root.pem -CAkey root.key -days 20 -extfile ext -out $1.pem
            }
            issue me 'keyUsage=critical,digitalSignature,keyEncipherment\\nsubjectKeyIdentifier=hash'
            issue tsa 'keyUsage=critical,digitalSignature\\nextendedKeyUsage=critical,timeStamping'
            """
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-c", script, "bash", desk.path]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        try desk.write("content", Array("内容".utf8))
        return desk
    }

    private func signer(_ desk: Desk, _ name: String) -> [String] {
        ["--key", desk.file("\(name).key"), "--cert", desk.file("\(name).pem")]
    }

    @Test("an SM2 bidder signs, and the signature is verified, undecided or refused by its exit code")
    func sign() throws {
        let desk = try desk()
        let anchors = ["--anchors", desk.file("root.pem")]
        func verify(_ file: String, _ more: String...) -> Shown {
            tradehall(["cms", "verify", desk.file(file)] + anchors + more)
        }
        for (name, options) in [
            ("s", []), ("p", ["--pem"]), ("g", ["--gm"]), ("d", ["--detached"]),
            ("dg", ["--detached", "--gm", "--pem"]),
        ] {
            let made = tradehall(
                ["cms", "sign", desk.file("content"), "--out", desk.file(name)] + options + signer(desk, "me")
            )
            #expect(made.exit == .done, "\(made.error)")
            let isDetached = options.contains("--detached")
            #expect(verify(name).exit == (isDetached ? .undecided : .done))
            #expect(verify(name, "--content", desk.file("content")).exit == .done)
            #expect(verify(name, "--content", desk.file("root.pem")).exit == .failed)
        }
        let good = verify("s")
        #expect(good.out.hasPrefix("VALID: The signature of TEST is valid."))
        let json = try #require(verify("s", "--json").json().first)
        guard case .object(let members) = json else { return }
        #expect(members["indication"] == "PASSED" && members["code"] == "OK")
        let stranger = tradehall("cms", "verify", desk.file("s"), "--anchors", desk.file("tsa.pem"))
        #expect(stranger.exit == .failed && stranger.out.contains("CHAIN_INCOMPLETE"))
        #expect(tradehall("cms", "verify", desk.file("root.pem")).exit == .failed)
        #expect(tradehall("cms", "verify").exit == .usage)
        #expect(verify("s", "--at", "yesterday").exit == .usage)
    }

    @Test(
        "a file encrypted to SM2 is decrypted; a changed one exits 1 and leaves nothing; verify says what it is"
    )
    func encrypt() throws {
        let desk = try desk()
        #expect(
            tradehall(
                "cms", "encrypt", desk.file("content"), "--to", desk.file("me.pem"), "--out", desk.file("e")
            ).exit == .done)
        func decrypt(_ name: String, _ more: String...) -> Shown {
            tradehall(
                ["cms", "decrypt", desk.file(name), "--out", desk.file("plain-\(name)")] + signer(desk, "me")
                    + more)
        }
        #expect(decrypt("e").exit == .done)
        let plain = FileManager.default.contents(atPath: desk.file("plain-e"))
        #expect(plain == Data("内容".utf8))
        var changed = [UInt8](try #require(FileManager.default.contents(atPath: desk.file("e"))))
        try desk.write("pem", PEM.text(changed, label: "CMS"))
        #expect(decrypt("pem").exit == .done)
        changed[changed.count - 30] ^= 1
        try desk.write("bad", changed)
        #expect(decrypt("bad").exit == .failed)
        #expect(!FileManager.default.fileExists(atPath: desk.file("plain-bad")))
        #expect(decrypt("e", "--sha256", "00").exit == .usage)
        let told = tradehall("cms", "verify", desk.file("e"))
        #expect(told.exit == .failed && told.out.contains("This is an encrypted message"))
    }

    @Test("a time stamp by an SM2 authority is made and verified by content and by digest")
    func timeStamp() throws {
        let desk = try desk()
        let anchors = ["--anchors", desk.file("root.pem")]
        for (name, more) in [("t", []), ("r", ["--response", "--md", "sm3", "--nonce", "0a0b"])] {
            let made = tradehall(
                [
                    "timestamp", "make", "--content", desk.file("content"), "--tsa-policy", "1.2.3", "--out",
                    desk.file(name),
                ]
                    + more + signer(desk, "tsa"))
            #expect(made.exit == .done, "\(made.error)")
            func verify(_ more: String...) -> Exit {
                tradehall(["timestamp", "verify", desk.file(name)] + anchors + more).exit
            }
            #expect(verify("--content", desk.file("content")) == .done)
            #expect(verify("--content", desk.file("root.pem")) == .failed)
            let digest = Digest.hash(name == "t" ? .sha256 : .sm3, Array("内容".utf8)).hex
            #expect(verify("--digest", digest) == .done)
            #expect(verify("--nonce", "0a0b") == (name == "t" ? .failed : .done))
            #expect(verify("--digest", "00") == .usage)
        }
        let other = tradehall(
            ["timestamp", "make", "--content", desk.file("content"), "--tsa-policy", "1.2.3"]
                + signer(desk, "me"))
        #expect(other.exit == .failed)
    }
}
