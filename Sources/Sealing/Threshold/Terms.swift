/// How many custodians a lot has, and how many of them open it.
package struct Terms: Sendable, Hashable {
    /// t: so many open; one fewer learn nothing.
    package let threshold: Int
    /// n: their numbers are 1 to n.
    package let custodians: Int

    /// The most custodians that a lot may have.
    package static let most = 9

    /// Throws unless 2 ≤ t ≤ n ≤ 9: with one alone that opens, somebody would own the key.
    package init(threshold: Int, custodians: Int) throws(SealingRefusal) {
        guard threshold >= 2, threshold <= custodians, custodians <= Self.most else {
            throw .terms(threshold, custodians)
        }
        self.threshold = threshold
        self.custodians = custodians
    }

    package var numbers: ClosedRange<Int> { 1...custodians }
}
