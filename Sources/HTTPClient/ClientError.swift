internal import CCurl
internal import Glibc

/// Why there is no answer: one sentence for a person, and a kind for a program. It names the server, never the
/// path, a query, a header or a password.
package struct ClientError: Error, Equatable, Sendable, CustomStringConvertible {
    package enum Kind: Equatable, Sendable {
        /// No connection: nothing was sent.
        case unreachable
        /// The server was not who it should be, or the connection could not be made secret.
        case insecure
        /// It took too long. The request may have been carried out.
        case timeout
        /// The connection broke or the answer made no sense. The request may have been carried out.
        case broken
        /// The answer is larger than allowed.
        case tooLarge
        /// A file could not be read or written.
        case file
        /// The caller gave up through `progress`.
        case stopped
        /// The address or a header of the request cannot be sent.
        case request
        /// libcurl itself failed.
        case library
    }

    package let kind: Kind
    package let description: String

    init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }

    static func file(_ what: String, _ code: Int32) -> ClientError {
        ClientError(.file, "\(what): \(systemWords(code))")
    }

    init(_ code: CURLcode, _ system: Int32, server: String, detail: String, _ options: Client.Options) {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY:
            self.init(.unreachable, "could not find the host of \(server); is the name right?")
        case CURLE_COULDNT_CONNECT:
            let why = system != 0 ? Self.systemWords(system) : detail
            self.init(.unreachable, "could not connect to \(server): \(why); is the service running?")
        case CURLE_OPERATION_TIMEDOUT:
            self.init(.timeout, "\(server) did not answer in time: \(detail)")
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CACERT_BADFILE,
            CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_SHUTDOWN_FAILED:
            self.init(.insecure, "could not make a trusted connection to \(server): \(detail)")
        case CURLE_ABORTED_BY_CALLBACK:
            self.init(.stopped, "the transfer with \(server) was stopped")
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT:
            self.init(.request, "could not send the request: its address is not an http or https URL")
        case CURLE_OUT_OF_MEMORY, CURLE_FAILED_INIT, CURLE_UNKNOWN_OPTION, CURLE_NOT_BUILT_IN:
            self.init(.library, "could not send the request to \(server): libcurl failed (\(code.rawValue))")
        default:
            let why = detail.isEmpty ? unsafe String(cString: curl_easy_strerror(code)) : detail
            self.init(.broken, "the connection to \(server) broke: \(why)")
        }
    }

    /// `Connection refused` in the middle of a sentence.
    private static func systemWords(_ code: Int32) -> String {
        let words = unsafe String(cString: strerror(code))
        return words.prefix(1).lowercased() + words.dropFirst()
    }
}
