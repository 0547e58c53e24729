internal import CMicroHTTPD
internal import Glibc

// What libmicrohttpd calls, always on one of its event threads. Each is a plain function, because a closure
// written at the top level of a program would belong to the main actor.

/// A request line has come: makes its exchange, which ``requestIsComplete`` releases.
func requestBegins(
    _ context: UnsafeMutableRawPointer?, _ target: UnsafePointer<CChar>?, _ connection: OpaquePointer?
) -> UnsafeMutableRawPointer? {
    guard let context = unsafe context, let target = unsafe target, let connection = unsafe connection else {
        return nil
    }
    let lane = unsafe Unmanaged<Lane>.fromOpaque(context).takeUnretainedValue()
    let bytes = unsafe Array(UnsafeRawBufferPointer(start: target, count: strlen(target)))
    let exchange = unsafe Exchange(lane: lane, connection: connection, rawTarget: bytes)
    return unsafe Unmanaged.passRetained(exchange).toOpaque()
}

/// The head has come, or a piece of the body, or the end.
func requestAdvances(
    _ context: UnsafeMutableRawPointer?, _ connection: OpaquePointer?, _ url: UnsafePointer<CChar>?,
    _ method: UnsafePointer<CChar>?, _ version: UnsafePointer<CChar>?, _ bytes: UnsafePointer<CChar>?,
    _ count: UnsafeMutablePointer<Int>?, _ request: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
    guard let count = unsafe count, let opaque = unsafe request?.pointee else { return .NO }
    let exchange = unsafe Unmanaged<Exchange>.fromOpaque(opaque).takeUnretainedValue()
    let body = unsafe UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : count.pointee)
    switch unsafe exchange.advance(method: method, version: version, body) {
    case .consumed:
        unsafe count.pointee = 0
        return .YES
    case .untouched: return .YES
    case .close: return .NO
    }
}

/// The request was answered, or its connection is gone.
func requestIsComplete(
    _ context: UnsafeMutableRawPointer?, _ connection: OpaquePointer?,
    _ request: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, _ reason: MHD_RequestTerminationCode
) {
    guard let opaque = unsafe request?.pointee else { return }
    unsafe request?.pointee = nil
    unsafe Unmanaged<Exchange>.fromOpaque(opaque).takeRetainedValue().completed()
}

/// Leaves all text as it was sent: ``Target`` decodes it, more strictly than libmicrohttpd would.
func leaveEscaped(
    _ context: UnsafeMutableRawPointer?, _ connection: OpaquePointer?, _ text: UnsafeMutablePointer<CChar>?
) -> Int {
    unsafe text.map { unsafe strlen($0) } ?? 0
}
