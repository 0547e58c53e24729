internal import COpenSSL

/// Something wrong on a certification path, as OpenSSL found it.
package struct PathFault: Sendable, Hashable {
    /// One of OpenSSL's `X509_V_ERR_` numbers.
    package let code: Int32
    /// Where: 0 is the certificate that was asked about, 1 its issuer, and so on.
    package let depth: Int
    /// The fingerprint of the revocation list that was being looked at; nil when it was none.
    package let list: [UInt8]?

    package init(code: Int32, depth: Int, list: [UInt8]? = nil) {
        self.code = code
        self.depth = depth
        self.list = list
    }

    /// OpenSSL's own words for it.
    package var words: String { unsafe String(cString: X509_verify_cert_error_string(Int(code))) }
}

/// What OpenSSL made of a path.
package struct PathOutcome: Sendable {
    /// Everything that was wrong, in the order found; empty for a valid path.
    package let faults: [PathFault]
    /// As far as it could be built, the certificate asked about first.
    package let chain: [Certificate]
    /// The revocation lists that were taken, and for which certificate of the chain.
    package let lists: [ListTaken]

    package struct ListTaken: Sendable, Hashable {
        package let depth: Int
        package let fingerprint: [UInt8]
    }
}

/// What certificate policies a path must satisfy (RFC 5280 §6.1.1). By default any will do.
package struct PolicyDemand: Sendable, Hashable {
    /// Dotted OIDs, one of which the path must be valid for; empty means any-policy.
    package var policies: [String]
    package var requireExplicitPolicy: Bool
    package var inhibitPolicyMapping: Bool
    package var inhibitAnyPolicy: Bool

    package init(
        policies: [String] = [], requireExplicitPolicy: Bool = false, inhibitPolicyMapping: Bool = false,
        inhibitAnyPolicy: Bool = false
    ) {
        self.policies = policies
        self.requireExplicitPolicy = requireExplicitPolicy
        self.inhibitPolicyMapping = inhibitPolicyMapping
        self.inhibitAnyPolicy = inhibitAnyPolicy
    }
}

/// How a path is looked at, beside its time and its policies.
package struct PathOptions: Sendable, Hashable {
    /// Whether every certificate needs a revocation list. Without it the lists are not looked at.
    package var checksLists = true
    /// Whether a root that is not self-signed ends a path, as any anchor does (RFC 5280 §6.1).
    package var takesAnyRoot = false
    /// Whether signatures and keys below 112 bits of strength are faults.
    package var demandsStrength = true

    package init(checksLists: Bool = true, takesAnyRoot: Bool = false, demandsStrength: Bool = true) {
        self.checksLists = checksLists
        self.takesAnyRoot = takesAnyRoot
        self.demandsStrength = demandsStrength
    }
}

/// Roots and revocation lists against which paths are checked by RFC 5280.
///
/// `@unchecked Sendable`: the `X509_STORE` is filled in `init` and only looked into afterwards, for which it
/// has its own lock; the stack of lists is only read; each check has a context of its own.
@safe package final class PathStore: @unchecked Sendable {
    private let raw: OpaquePointer
    /// The lists, scanned for each certificate: a store would be asked by the name of its issuer alone, and so
    /// never find a list by another issuer (RFC 5280 §5.2.5, indirect lists).
    private let lists: CRLStack

    /// The longest path that is followed, counted in certificates between the first and the root.
    package static let depth = 10

    package init(roots: [Certificate], lists: [CRL]) throws(OpenSSLError) {
        let operation = "gather roots and revocation lists"
        clearErrors()
        self.lists = try CRLStack(lists)
        let store = unsafe try unlessNil(X509_STORE_new(), operation)
        for root in roots {
            guard unsafe X509_STORE_add_cert(store, root.raw) == 1 else {
                unsafe X509_STORE_free(store)
                throw .drained("\(operation): \(root.subject)")
            }
        }
        unsafe X509_STORE_set_check_crl(store, PathWatch.checkList)
        unsafe raw = store
    }

    deinit { unsafe X509_STORE_free(raw) }

    /// Builds a path to one of the roots and checks it with all revocation lists, as of an instant.
    ///
    /// Signatures below 112 bits of strength are faults unless the options say otherwise. Key usage of the
    /// certificate itself is not looked at. SM2 signatures count under `SM2.identifier` alone.
    ///
    /// - Parameter time: milliseconds, of which OpenSSL sees whole seconds.
    /// - Throws: when OpenSSL runs out of memory or a policy is no OID; never because the path is bad.
    package func check(
        _ certificate: Certificate, intermediates: [Certificate], at time: Int64,
        policies: PolicyDemand = PolicyDemand(), options: PathOptions = PathOptions()
    ) throws(OpenSSLError) -> PathOutcome {
        let operation = "check the path of \(certificate.subject)"
        clearErrors()
        let others = try CertificateStack(intermediates)
        let context = unsafe try unlessNil(X509_STORE_CTX_new(), operation)
        defer { unsafe X509_STORE_CTX_free(context) }
        try unsafe unlessFailed(
            X509_STORE_CTX_init(context, raw, certificate.raw, others.raw), operation)
        unsafe X509_STORE_CTX_set0_crls(context, lists.raw)
        try unsafe Self.prepare(context, time, policies, options, operation)
        let watch = PathWatch(lists: lists)
        unsafe X509_STORE_CTX_set_ex_data(context, 0, Unmanaged.passUnretained(watch).toOpaque())
        unsafe X509_STORE_CTX_set_verify_cb(context, PathWatch.noteFault)
        let result = withExtendedLifetime(watch) { unsafe X509_verify_cert(context) }
        var faults = watch.faults
        if result != 1, faults.isEmpty {
            let code = unsafe X509_STORE_CTX_get_error(context)
            faults = [PathFault(code: code == X509_V_OK ? X509_V_ERR_UNSPECIFIED : code, depth: 0)]
        }
        clearErrors()
        let chain = unsafe CertificateStack(takingOwnershipOf: X509_STORE_CTX_get1_chain(context))
        return PathOutcome(faults: faults, chain: try chain.certificates(), lists: watch.taken)
    }

    private static func prepare(
        _ context: OpaquePointer, _ time: Int64, _ policies: PolicyDemand, _ options: PathOptions,
        _ operation: String
    ) throws(OpenSSLError) {
        let parameters = unsafe X509_STORE_CTX_get0_param(context)
        var flags = X509_V_FLAG_POLICY_CHECK
        if options.checksLists {
            flags |=
                X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL | X509_V_FLAG_EXTENDED_CRL_SUPPORT
                | X509_V_FLAG_USE_DELTAS
        }
        if options.takesAnyRoot { flags |= X509_V_FLAG_PARTIAL_CHAIN }
        if policies.requireExplicitPolicy { flags |= X509_V_FLAG_EXPLICIT_POLICY }
        if policies.inhibitPolicyMapping { flags |= X509_V_FLAG_INHIBIT_MAP }
        if policies.inhibitAnyPolicy { flags |= X509_V_FLAG_INHIBIT_ANY }
        unsafe X509_VERIFY_PARAM_set_flags(parameters, UInt(flags))
        unsafe X509_VERIFY_PARAM_set_time(parameters, time_t(time.floored(by: 1_000)))
        unsafe X509_VERIFY_PARAM_set_depth(parameters, Int32(depth))
        unsafe X509_VERIFY_PARAM_set_auth_level(parameters, options.demandsStrength ? 2 : 0)
        // With none named, OpenSSL would take an explicit policy to be demanded and none to be acceptable.
        for policy in policies.policies.isEmpty ? ["2.5.29.32.0"] : policies.policies {
            let object = unsafe try unlessNil(OBJ_txt2obj(policy, 1), "read the policy \(policy)")
            guard unsafe X509_VERIFY_PARAM_add0_policy(parameters, object) == 1 else {
                unsafe ASN1_OBJECT_free(object)
                throw .drained(operation)
            }
        }
    }
}

/// A stack of revocation lists, owned with all that is in it.
@safe final class CRLStack {
    let raw: OpaquePointer
    private let members: [OpaquePointer: CRL]

    init(_ lists: [CRL]) throws(OpenSSLError) {
        unsafe raw = try unlessNil(OPENSSL_sk_new_null(), "list revocation lists")
        unsafe members = Dictionary(lists.map { unsafe ($0.raw, $0) }) { first, _ in first }
        for list in lists {
            unsafe X509_CRL_up_ref(list.raw)
            unsafe OPENSSL_sk_push(raw, UnsafeRawPointer(list.raw))
        }
    }

    /// The list that OpenSSL knows by this pointer.
    func list(_ pointer: OpaquePointer) -> CRL? { unsafe members[pointer] }

    deinit { unsafe tradehall_free_lists(raw) }
}

extension Certificate {
    /// Whether it is for signing time stamps and for nothing else (RFC 3161 §2.3).
    package var isForTimeStamping: Bool {
        unsafe X509_check_purpose(raw, X509_PURPOSE_TIMESTAMP_SIGN, 0) == 1
    }
}
