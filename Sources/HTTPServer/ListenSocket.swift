internal import Glibc

/// Opens a listening socket. We do it and not libmicrohttpd, to know the port and to name what went wrong.
enum ListenSocket {
    /// The first address of `host` that can be bound. Throws a sentence with the host and port.
    static func open(host: String, port: UInt16) throws(ServerError) -> (descriptor: Int32, port: UInt16) {
        var hints = unsafe addrinfo()
        unsafe hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let code = unsafe getaddrinfo(host, String(port), &hints, &list)
        guard code == 0 else {
            throw ServerError("could not listen on \(host): \(unsafe String(cString: gai_strerror(code)))")
        }
        defer { unsafe freeaddrinfo(list) }
        var fault = EADDRNOTAVAIL
        var next = unsafe list
        while let address = unsafe next {
            if let descriptor = unsafe listen(address.pointee, &fault) {
                return (descriptor, boundPort(descriptor))
            }
            unsafe next = address.pointee.ai_next
        }
        throw ServerError.system("could not listen on \(host):\(port)", fault)
    }

    private static func listen(_ address: addrinfo, _ fault: inout Int32) -> Int32? {
        let kind = unsafe address.ai_socktype | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
        let descriptor = unsafe socket(address.ai_family, kind, address.ai_protocol)
        guard descriptor >= 0 else {
            fault = errno
            return nil
        }
        var on: Int32 = 1
        // A restart must not wait for the old connections to be forgotten.
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        guard unsafe bind(descriptor, address.ai_addr, address.ai_addrlen) == 0,
            Glibc.listen(descriptor, 4096) == 0
        else {
            fault = errno
            close(descriptor)
            return nil
        }
        return descriptor
    }

    private static func boundPort(_ descriptor: Int32) -> UInt16 {
        var storage = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return unsafe withUnsafeMutablePointer(to: &storage) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                guard unsafe getsockname(descriptor, address, &size) == 0 else { return 0 }
                return unsafe ClientAddress(address).port
            }
        }
    }
}
