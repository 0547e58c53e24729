internal import Foundation
internal import HTTPClient
internal import Ledger
internal import OpenSSL
internal import Platform
internal import Procurement
internal import StrictJSON

/// What the hall gave for a command.
struct Acknowledgement {
    /// As sent: the receipt is for these bytes.
    var signed: [UInt8]
    /// As received.
    var receiptBytes: [UInt8]
    var receipt: Receipt
    var entry: Entry
}

extension Hall {
    /// Signs a command and sends it. When the connection breaks it is sent again as it is: the id makes the hall
    /// answer with the same receipt.
    func command(
        _ name: String, tender: String? = nil, lots: [String] = [], body: JSON, signer: Signer,
        id: String? = nil
    ) throws -> Acknowledgement {
        let now = try time()
        let bytes = CommandEnvelope.bytes(
            id: try id ?? Self.freshID(), command: name, tender: tender, lots: lots, issuedAt: now, body: body
        )
        return try send(signed: try signer.sign(bytes, at: now.milliseconds))
    }

    /// Sends a signed command, at most three times.
    func send(signed: [UInt8]) throws -> Acknowledgement {
        var attempt = 1
        while true {
            do throws(Failure) {
                let reply = try send("POST", "/commands", [("Content-Type", "application/cms")], signed)
                return try acknowledgement(signed, try expect(200...201, reply))
            } catch {
                guard error.exit == .unreachable, attempt < 3 else { throw error }
                Thread.sleep(forTimeInterval: Double(attempt))
                attempt += 1
            }
        }
    }

    private func acknowledgement(_ signed: [UInt8], _ reply: Reply) throws(Failure) -> Acknowledgement {
        do throws(LedgerError) {
            let receipt = try Receipt.parse(reply.body)
            let entry = try Entry(receipt.entry)
            return Acknowledgement(signed: signed, receiptBytes: reply.body, receipt: receipt, entry: entry)
        } catch {
            throw Failure(error)
        }
    }
}

extension Call {
    /// Tells of a receipt, and keeps it where it was asked for.
    /// - Parameter keepAt: where it goes when `--out` is not given; nil shows it on standard output.
    func tell(_ made: Acknowledgement, keepAt path: String? = nil) throws(Failure) {
        let path = value(.receiptOut) ?? path
        if let path { try Files.write(made.receiptBytes, to: path) }
        if let path = value(.commandOut) { try Files.write(made.signed, to: path) }
        if console.json {
            console.print(String(decoding: made.receipt.bytes, as: UTF8.self))
            return
        }
        let (seq, at) = (made.receipt.seq, Instant(milliseconds: made.entry.at).text)
        console.print(
            zh: "回执号\(seq)：\(made.entry.kind)，\(at)\(path.map { "，回执已存入\($0)" } ?? "")",
            en: "Receipt \(seq): \(made.entry.kind), \(at)\(path.map { "; kept in \($0)" } ?? "")")
    }
}

extension Option {
    static let receiptOut = Option("out", "FILE", zh: "把回执写入此文件", en: "write the receipt to this file")
    static let commandOut = Option(
        "save-command", "FILE", zh: "把签名后的指令写入此文件，供核对回执",
        en: "write the signed command here, to check the receipt by")
}
