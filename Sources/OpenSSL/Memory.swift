internal import COpenSSL

/// A window of OpenSSL's over bytes of ours. The bytes must outlive the body, which `withUnsafeBytes` sees to.
func withReader<Result>(
    over bytes: [UInt8], _ body: (OpaquePointer) throws(OpenSSLError) -> Result
) throws(OpenSSLError) -> Result {
    guard bytes.count <= Int(Int32.max) else {
        throw .refused("read \(bytes.count) bytes", "no more than 2 GiB can be read at once")
    }
    // OpenSSL wants an address even for no bytes, so there is always one byte to point at.
    let readable = bytes.isEmpty ? [0] : bytes
    let outcome: Swift.Result<Result, OpenSSLError> = unsafe readable.withUnsafeBytes { memory in
        do throws(OpenSSLError) {
            let bio = unsafe try unlessNil(
                BIO_new_mem_buf(memory.baseAddress, Int32(bytes.count)), "read memory")
            defer { unsafe BIO_free_all(bio) }
            return unsafe .success(try body(bio))
        } catch {
            return .failure(error)
        }
    }
    return try outcome.get()
}

/// What the body writes into a growing buffer of OpenSSL's. The buffer is in secure memory when `secret`.
func written(
    secret: Bool = false, _ operation: String, _ body: (OpaquePointer) -> Int32
) throws(OpenSSLError) -> [UInt8] {
    let bio = unsafe try unlessNil(BIO_new(secret ? BIO_s_secmem() : BIO_s_mem()), operation)
    defer { unsafe BIO_free_all(bio) }
    guard unsafe body(bio) > 0 else { throw .drained(operation) }
    return unsafe contents(of: bio)
}

/// A copy of all that a memory BIO holds.
func contents(of bio: OpaquePointer) -> [UInt8] {
    var start: UnsafeMutablePointer<UInt8>?
    let count = unsafe tradehall_bio_contents(bio, &start)
    guard count > 0, let start = unsafe start else { return [] }
    return unsafe [UInt8](UnsafeBufferPointer(start: start, count: count))
}

/// DER out of one of the `i2d` functions, which are asked twice: for the size, then for the bytes.
func encoded(
    _ operation: String, _ i2d: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32
) throws(OpenSSLError) -> [UInt8] {
    let size = i2d(nil)
    guard size > 0 else { throw .drained(operation) }
    var bytes = [UInt8](repeating: 0, count: Int(size))
    let written = unsafe bytes.withUnsafeMutableBufferPointer { buffer in
        var cursor = buffer.baseAddress
        return unsafe i2d(&cursor)
    }
    guard written == size else { throw .drained(operation) }
    return bytes
}

/// An object out of one of the `d2i` functions, which must use every byte: what trails a signed object was
/// signed by nobody.
func decoded(
    _ bytes: [UInt8], limit: Int, _ operation: String, free: (OpaquePointer) -> Void,
    _ d2i: (UnsafeMutablePointer<UnsafePointer<UInt8>?>, Int) -> OpaquePointer?
) throws(OpenSSLError) -> OpaquePointer {
    guard !bytes.isEmpty else { throw .refused(operation, "there are no bytes") }
    guard bytes.count <= limit else {
        throw .refused(operation, "it has \(bytes.count) bytes and the limit is \(limit)")
    }
    clearErrors()
    var used = 0
    let object = unsafe bytes.withUnsafeBufferPointer { buffer in
        var cursor = buffer.baseAddress
        let object = unsafe d2i(&cursor, buffer.count)
        if let cursor = unsafe cursor, let start = buffer.baseAddress { unsafe used = cursor - start }
        return unsafe object
    }
    let pointer = unsafe try unlessNil(object, operation)
    guard used == bytes.count else {
        unsafe free(pointer)
        throw .refused(operation, "\(bytes.count - used) bytes follow its end")
    }
    return unsafe pointer
}

/// The bytes of an ASN.1 string, octet string or integer body.
func bytes(of string: UnsafePointer<ASN1_STRING>?) -> [UInt8] {
    guard let string = unsafe string, let start = unsafe ASN1_STRING_get0_data(string) else { return [] }
    return unsafe [UInt8](UnsafeBufferPointer(start: start, count: Int(ASN1_STRING_length(string))))
}

/// Milliseconds since 1970 UTC, or nil when the time is not one.
func milliseconds(_ time: UnsafePointer<ASN1_TIME>?) -> Int64? {
    guard let time = unsafe time else { return nil }
    let epoch = unsafe ASN1_TIME_set(nil, 0)
    defer { unsafe ASN1_STRING_free(epoch) }
    var days: Int32 = 0
    var seconds: Int32 = 0
    guard unsafe ASN1_TIME_diff(&days, &seconds, epoch, time) == 1 else { return nil }
    return (Int64(days) * 86_400 + Int64(seconds)) * 1_000
}

/// Lower-case hexadecimal of an ASN.1 integer, without leading zeros but in whole bytes.
func hex(_ integer: UnsafePointer<ASN1_INTEGER>?) -> String {
    guard let number = unsafe ASN1_INTEGER_to_BN(integer, nil) else { return "" }
    defer { unsafe BN_free(number) }
    guard let text = unsafe BN_bn2hex(number) else { return "" }
    defer { unsafe tradehall_free(text) }
    return unsafe String(cString: text).lowercased()
}
