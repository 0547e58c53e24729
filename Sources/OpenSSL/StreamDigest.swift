extension RunningDigest {
    /// Adds bytes in order.
    package func update(_ bytes: RawSpan) { unsafe bytes.withUnsafeBytes { unsafe update($0) } }
}
