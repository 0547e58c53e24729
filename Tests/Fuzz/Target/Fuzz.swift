internal import Foundation
internal import FuzzDoors

/// The door that TRADEHALL_DOOR names.
private let door: Door = {
    let name = ProcessInfo.processInfo.environment["TRADEHALL_DOOR"] ?? ""
    guard let door = Door(rawValue: name) else {
        let all = Door.allCases.map(\.rawValue).joined(separator: ", ")
        fatalError("TRADEHALL_DOOR names no door; it is one of \(all).")
    }
    return door
}()

/// What libFuzzer calls for each input.
@_cdecl("LLVMFuzzerTestOneInput")
package func fuzzOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    door.enter(bytes)
    return 0
}
