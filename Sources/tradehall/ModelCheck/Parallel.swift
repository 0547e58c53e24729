internal import Dispatch
internal import Locks

/// The results of a pure function on each element, in order, worked out on all cores.
func inParallel<Element: Sendable, Result: Sendable>(
    _ elements: [Element], _ done: @Sendable (Int) -> Void = { _ in },
    _ work: @Sendable (Element) -> Result
) -> [Result] {
    let results = Mutex<[Int: Result]>([:])
    DispatchQueue.concurrentPerform(iterations: elements.count) { index in
        let result = work(elements[index])
        let count = results.withLock { found in
            found[index] = result
            return found.count
        }
        done(count)
    }
    return results.withLock { found in elements.indices.compactMap { found[$0] } }
}
