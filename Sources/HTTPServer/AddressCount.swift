internal import CMicroHTTPD
internal import Glibc
internal import Locks

/// How many connections each address has open.
///
/// An IPv6 address counts by its first 64 bits, because whoever has one has them all. libmicrohttpd would count
/// for each event thread on its own.
final class AddressCount: Sendable {
    private let counts = Locks.Mutex<[[UInt8]: Int]>([:])
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// Whether one more may come. Two event threads that ask at the same time may both hear yes.
    func hasRoom(for address: ClientAddress) -> Bool {
        counts.withLock { $0[address.countedBytes, default: 0] < limit }
    }

    func opened(_ address: ClientAddress) { counts.withLock { $0[address.countedBytes, default: 0] += 1 } }

    func closed(_ address: ClientAddress) {
        counts.withLock { counts in
            let key = address.countedBytes
            let left = counts[key, default: 1] - 1
            counts[key] = left > 0 ? left : nil
        }
    }
}

extension ClientAddress {
    /// What an address counts by where each may have so many.
    var countedBytes: [UInt8] { bytes.count == 16 ? Array(bytes.prefix(8)) : bytes }
}

/// libmicrohttpd asks whether to keep a connection that it has just accepted.
func mayConnect(
    _ context: UnsafeMutableRawPointer?, _ address: UnsafePointer<sockaddr>?, _ size: socklen_t
) -> MHD_Result {
    guard let context = unsafe context else { return .NO }
    let lane = unsafe Unmanaged<Lane>.fromOpaque(context).takeUnretainedValue()
    return lane.core.addresses.hasRoom(for: unsafe ClientAddress(address)) ? .YES : .NO
}

/// A connection was begun or has ended.
func connectionChanges(
    _ context: UnsafeMutableRawPointer?, _ connection: OpaquePointer?,
    _ unused: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, _ what: MHD_ConnectionNotificationCode
) {
    guard let context = unsafe context, let connection = unsafe connection else { return }
    let addresses = unsafe Unmanaged<Lane>.fromOpaque(context).takeUnretainedValue().core.addresses
    let address = unsafe ClientAddress(house_mhd_client_address(connection))
    switch what {
    case .CONNECTION_NOTIFY_STARTED: addresses.opened(address)
    case .CONNECTION_NOTIFY_CLOSED: addresses.closed(address)
    @unknown default: break
    }
}
