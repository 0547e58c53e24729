internal import OpenSSL
package import Procurement

/// A sealed reserve (底价): the seller publishes a digest before the bidding and shows price and salt after it.
package enum Reserve {
    /// SHA-256 of the text that the law defines.
    package static func commitment(_ price: Fen, salt: String) -> Procurement.Digest {
        .sha256(OpenSSL.Digest.sha256(Array(reserveText(price: price, salt: salt).utf8)))
    }
}

extension Hall {
    /// What a seller seals beforehand for a reserve that it will open with this salt.
    package static func reserve(_ price: Fen, salt: String) -> Procurement.Digest {
        Reserve.commitment(price, salt: salt)
    }
}
