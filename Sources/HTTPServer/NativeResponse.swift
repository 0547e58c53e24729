internal import CMicroHTTPD
internal import Glibc

/// Owner of one `MHD_Response`.
///
/// `@unchecked Sendable`: libmicrohttpd counts the users of a response under a lock of its own, and nothing
/// is changed after `init`.
@safe final class NativeResponse: @unchecked Sendable {
    let pointer: OpaquePointer

    /// The bytes are copied once, to where libmicrohttpd keeps them.
    convenience init?(bytes: [UInt8], headers: [(name: String, value: String)]) {
        let made = unsafe bytes.withUnsafeBytes { buffer in
            // The parameter is not const in C, but in this mode libmicrohttpd only reads it.
            unsafe MHD_create_response_from_buffer(
                buffer.count, UnsafeMutableRawPointer(mutating: buffer.baseAddress), .RESPMEM_MUST_COPY)
        }
        guard let made = unsafe made else { return nil }
        unsafe self.init(taking: made, headers: headers)
    }

    convenience init?(file: FileSlice, headers: [(name: String, value: String)]) {
        guard let descriptor = file.duplicate() else { return nil }
        let made = unsafe MHD_create_response_from_fd_at_offset64(file.length, descriptor, file.offset)
        guard let made = unsafe made else {
            Glibc.close(descriptor)
            return nil
        }
        // From here on libmicrohttpd closes the descriptor, together with the response.
        unsafe self.init(taking: made, headers: headers)
    }

    convenience init?(outflow: Outflow, length: UInt64?, headers: [(name: String, value: String)]) {
        let context = unsafe Unmanaged.passRetained(outflow)
        let made = unsafe MHD_create_response_from_callback(
            length ?? UInt64.max, Outflow.blockBytes, giveBytes, context.toOpaque(), releaseOutflow)
        guard let made = unsafe made else {
            unsafe context.release()
            return nil
        }
        unsafe self.init(taking: made, headers: headers)
    }

    private init?(taking pointer: OpaquePointer, headers: [(name: String, value: String)]) {
        unsafe self.pointer = pointer
        for (name, value) in headers {
            guard unsafe MHD_add_response_header(pointer, name, value) == .YES else { return nil }
        }
    }

    deinit { unsafe MHD_destroy_response(pointer) }
}
