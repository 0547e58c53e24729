package import OpenSSL

/// One dealer's secret polynomial modulo the group order (Shamir 1979). It is wiped with its coefficients.
package struct Polynomial: Sendable {
    /// The constant term first.
    private let coefficients: [P256Scalar]

    /// A fresh one, as long as the threshold.
    package init(of terms: Terms) throws(OpenSSLError) {
        coefficients = try (0..<terms.threshold).map { _ throws(OpenSSLError) in try P256Scalar.random() }
    }

    package init(coefficients: [P256Scalar]) { self.coefficients = coefficients }

    package var constant: P256Scalar { coefficients[0] }
    package var secrets: [P256Scalar] { coefficients }

    package func commitments() throws(OpenSSLError) -> Commitments {
        Commitments(
            points: try coefficients.map { scalar throws(OpenSSLError) in try P256Point.base(times: scalar) })
    }

    /// What is dealt to a custodian: the value at its number.
    package func share(for custodian: Int) throws(OpenSSLError) -> P256Scalar {
        let place = try P256Scalar.small(custodian)
        var value = coefficients[coefficients.count - 1]
        for coefficient in coefficients.dropLast().reversed() {
            value = try value.multiplied(by: place).adding(coefficient)
        }
        return value
    }
}
