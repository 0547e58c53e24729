internal import Glibc
package import OpenSSL

/// The opening of one bid, from its sealed file to its checked contents.
package enum BidOpening {
    /// What the bid has to be.
    package struct Expectation: Sendable {
        package let tender: String
        package let lot: String
        /// The unified social credit code of whoever submitted it.
        package let bidder: String

        package init(tender: String, lot: String, bidder: String) {
            self.tender = tender
            self.lot = lot
            self.bidder = bidder
        }
    }

    /// A bid that opened.
    package struct Opened: Sendable {
        package let contents: BidContents
        package let signature: ContentSignature
        /// The tar on the disk; it is the caller's from now on.
        package let tar: String
        /// SHA-256 of the tar.
        package let tarDigest: [UInt8]
        /// SHA-256 of the signed message, which is what the envelope held.
        package let signedDigest: [UInt8]
    }

    package enum Outcome: Sendable {
        case opened(Opened)
        /// The bid is not acceptable, for a reason that lies in the bid itself.
        case rejected(SealingRefusal)
    }

    /// Decrypts a sealed bid, checks its signature, and checks its contents against its manifest.
    ///
    /// A bid that does not pass is an outcome; a fault of the machine, such as a full disk, is thrown, and the
    /// opening can be tried again. The plain files lie in `directory`, readable by this user alone; whatever is not
    /// handed over is removed before the call returns.
    ///
    /// - Parameters:
    ///   - sealed: the path of the sealed file.
    ///   - key: the content key, as recovered from the custodians' parts.
    ///   - certificate: the lot's opening certificate.
    ///   - directory: an existing folder; the work files get names of their own in it.
    ///   - holder: the unified social credit code for which the signer's certificate stands, or why it stands for
    ///     none. It must be the bidder's.
    package static func open(
        _ sealed: String, key: ContentKey, certificate: Certificate, in directory: String,
        expecting expected: Expectation, limits: TarLimits = TarLimits(),
        holder: (ContentSignature) throws -> Result<String, SealingRefusal>
    ) throws -> Outcome {
        let name = "\(directory)/\(try Random.bytes(8).hex)"
        let (signed, tar) = ("\(name).signed", "\(name).tar")
        defer { removeFile(signed) }
        do {
            let signedDigest = try Envelope.open(sealed, to: signed, key: key, certificate: certificate)
            let bid = try SignedBid.verify(signed, to: tar)
            let signer = try holder(bid.signature).get()
            guard signer.utf8.elementsEqual(expected.bidder.utf8) else {
                throw SealingRefusal.otherSigner(signer, expected: expected.bidder)
            }
            let contents = try BidPackage.check(
                tar, tender: expected.tender, lot: expected.lot, bidder: expected.bidder, limits: limits)
            return .opened(
                Opened(
                    contents: contents, signature: bid.signature, tar: tar, tarDigest: bid.contentDigest,
                    signedDigest: signedDigest))
        } catch let refusal as SealingRefusal {
            removeFile(tar)
            return .rejected(refusal)
        } catch {
            removeFile(tar)
            throw error
        }
    }
}
