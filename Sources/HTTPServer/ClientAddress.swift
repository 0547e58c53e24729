internal import CMicroHTTPD
internal import Glibc

/// The address at the other end of the connection. A proxy in front shows itself here, not its clients.
package struct ClientAddress: Hashable, Sendable, CustomStringConvertible {
    /// 4 bytes for IPv4, 16 for IPv6, none when the system did not tell.
    package let bytes: [UInt8]
    package let port: UInt16

    init(_ address: UnsafePointer<sockaddr>?) {
        guard let address = unsafe address else {
            (bytes, port) = ([], 0)
            return
        }
        let raw = unsafe UnsafeRawPointer(address)
        switch unsafe Int32(address.pointee.sa_family) {
        case AF_INET:
            let v4 = unsafe raw.loadUnaligned(as: sockaddr_in.self)
            bytes = unsafe withUnsafeBytes(of: v4.sin_addr) { unsafe Array($0) }
            port = UInt16(bigEndian: v4.sin_port)
        case AF_INET6:
            let v6 = unsafe raw.loadUnaligned(as: sockaddr_in6.self)
            bytes = unsafe withUnsafeBytes(of: v6.sin6_addr) { unsafe Array($0) }
            port = UInt16(bigEndian: v6.sin6_port)
        default:
            (bytes, port) = ([], 0)
        }
    }

    /// `192.0.2.1` or `2001:db8:0:0:0:0:0:1` (not shortened).
    package var description: String {
        switch bytes.count {
        case 4: bytes.map { String($0) }.joined(separator: ".")
        case 16:
            stride(from: 0, to: 16, by: 2)
                .map { String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16) }
                .joined(separator: ":")
        default: "unknown"
        }
    }
}
