internal import COpenSSL

/// What is noted while OpenSSL checks one path. Two of OpenSSL's hooks lead here: the one that it calls at each
/// fault, and the one that checks a revocation list.
final class PathWatch {
    private(set) var faults: [PathFault] = []
    private(set) var taken: [PathOutcome.ListTaken] = []
    private let lists: CRLStack

    /// Faults after which a check is given up.
    private static let mostFaults = 32

    init(lists: CRLStack) { self.lists = lists }

    private func note(_ fault: PathFault) -> Bool {
        if !faults.contains(fault) { faults.append(fault) }
        return faults.count < Self.mostFaults
    }

    /// Notes each fault and goes on, so that a verdict can name the gravest and not the first. Going on lets
    /// OpenSSL answer "valid" in the end, which is why a path counts as valid only with no fault noted.
    static let noteFault: X509_STORE_CTX_verify_cb = { ok, context in
        guard ok == 0 else { return ok }
        guard let context = unsafe context, let watch = unsafe PathWatch.of(context) else { return 0 }
        let code = unsafe X509_STORE_CTX_get_error(context)
        let list = unsafe watch.list(X509_STORE_CTX_get0_current_crl(context))
        // `checkList` judges the signatures of these by itself.
        if code == X509_V_ERR_CRL_SIGNATURE_FAILURE, let list, list.isSignedWithSM2 { return 1 }
        guard unsafe X509_STORE_CTX_get0_parent_ctx(context) == nil else {
            // The path of a list's own issuer, which OpenSSL checks beside: any fault fails it as a whole, and
            // is noted above as the fault of that path.
            return unsafe code == X509_V_ERR_CRL_PATH_VALIDATION_ERROR && PathWatch.isCircular(context)
                ? 1 : 0
        }
        let depth = unsafe Int(X509_STORE_CTX_get_error_depth(context))
        return watch.note(PathFault(code: code, depth: depth, list: list?.fingerprint)) ? 1 : 0
    }

    /// Whether the list at hand is issued by the very certificate whose path is being checked. An indirect list
    /// may be the one that covers its own issuer's certificate (PKITS 4.14.30); OpenSSL would look for the path
    /// of its issuer again, without end, and so gives up here. Nothing but that repetition is left out: the
    /// list's signature is still checked with that issuer's key, and the issuer looked for in the list.
    private static func isCircular(_ context: OpaquePointer) -> Bool {
        guard let issuer = unsafe X509_STORE_CTX_get0_current_issuer(context),
            let asked = unsafe X509_STORE_CTX_get0_cert(context)
        else { return false }
        return unsafe X509_cmp(issuer, asked) == 0
    }

    /// Everything that OpenSSL checks of a list (scope, dates, its issuer's key usage and path, critical
    /// extensions), and then an SM2 signature by our own means, because OpenSSL has no way to name the identifier
    /// that such a signature covers.
    static let checkList: X509_STORE_CTX_check_crl_fn = { context, list in
        guard let context = unsafe context, let pointer = unsafe list,
            let usual = unsafe PathWatch.usualCheck,
            unsafe usual(context, pointer) == 1, let watch = unsafe PathWatch.of(context)
        else { return 0 }
        guard let list = unsafe watch.list(pointer) else { return 0 }
        let isNested = unsafe X509_STORE_CTX_get0_parent_ctx(context) != nil
        let depth = unsafe Int(X509_STORE_CTX_get_error_depth(context))
        if !isNested {
            let taken = PathOutcome.ListTaken(depth: depth, fingerprint: list.fingerprint)
            if !watch.taken.contains(taken) { watch.taken.append(taken) }
        }
        guard list.isSignedWithSM2 else { return 1 }
        if let issuer = unsafe PathWatch.issuer(of: context, depth), list.judgeSignature(by: issuer) == .good
        {
            return 1
        }
        guard !isNested else { return 0 }
        let fault = PathFault(
            code: X509_V_ERR_CRL_SIGNATURE_FAILURE, depth: depth, list: list.fingerprint)
        return watch.note(fault) ? 1 : 0
    }

    /// The issuer of the list at hand, found as OpenSSL finds it.
    private static func issuer(of context: OpaquePointer, _ depth: Int) -> Certificate? {
        var found = unsafe X509_STORE_CTX_get0_current_issuer(context)
        if unsafe found == nil {
            let chain = unsafe X509_STORE_CTX_get0_chain(context)
            let last = unsafe OPENSSL_sk_num(chain) - 1
            unsafe found = OpaquePointer(OPENSSL_sk_value(chain, min(Int32(depth) + 1, last)))
        }
        guard let pointer = unsafe found else { return nil }
        unsafe X509_up_ref(pointer)
        return unsafe try? Certificate(takingOwnershipOf: pointer)
    }

    private func list(_ pointer: OpaquePointer?) -> CRL? {
        guard let pointer = unsafe pointer else { return nil }
        return unsafe lists.list(pointer)
    }

    /// The watch of the outermost check, which alone holds it.
    private static func of(_ context: OpaquePointer) -> PathWatch? {
        var outermost = unsafe context
        while let parent = unsafe X509_STORE_CTX_get0_parent_ctx(outermost) { unsafe outermost = parent }
        guard let data = unsafe X509_STORE_CTX_get_ex_data(outermost, 0) else { return nil }
        return unsafe Unmanaged<PathWatch>.fromOpaque(data).takeUnretainedValue()
    }

    /// OpenSSL's own check of a list, which it gives out only through a context.
    private static let usualCheck: X509_STORE_CTX_check_crl_fn? = {
        guard let store = unsafe X509_STORE_new() else { return nil }
        defer { unsafe X509_STORE_free(store) }
        guard let context = unsafe X509_STORE_CTX_new() else { return nil }
        defer { unsafe X509_STORE_CTX_free(context) }
        guard unsafe X509_STORE_CTX_init(context, store, nil, nil) == 1 else { return nil }
        return unsafe X509_STORE_CTX_get_check_crl(context)
    }()
}
