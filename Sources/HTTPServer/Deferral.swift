internal import Synchronization

/// The right to answer one request later, from any thread, once.
///
/// Whoever drops it without an answer leaves the client with a 500, so that no connection waits for ever.
package final class Deferral: Sendable {
    private let exchange: Exchange
    private let isUsed = Atomic(false)

    init(_ exchange: Exchange) { self.exchange = exchange }

    deinit {
        guard !isUsed.load(ordering: .acquiring) else { return }
        exchange.finish { .unanswered }
    }

    /// Gives the answer, which `make` puts together on a worker; it is called whether or not the client is
    /// still there. A second call of this does nothing.
    package func answer(_ make: @escaping @Sendable () -> Response) {
        guard !isUsed.exchange(true, ordering: .acquiringAndReleasing) else { return }
        exchange.finish(make)
    }
}
