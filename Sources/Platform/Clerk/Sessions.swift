internal import OpenSSL
package import Procurement
internal import Locks

/// Sessions are for reading what is not public, and for handing in files. They live in memory only: after
/// a restart everybody signs in again.
package final class Sessions: Sendable {
    package struct Session: Sendable {
        package var party: PartyID
        /// SHA-256 of the certificate that signed in.
        package var certificate: Procurement.Digest
        package var expires: Instant
    }

    private struct State {
        var challenges: [String: Instant] = [:]
        var sessions: [String: Session] = [:]
    }

    private let state = Mutex(State())
    private static let challengeMinutes = 5
    private static let sessionMinutes = 60
    private static let limit = 100_000

    package init() {}

    /// A challenge that is signed once, within five minutes.
    package func challenge(at now: Instant) throws(Problem) -> String {
        let challenge = try Self.secret()
        let full = state.withLock { state in
            if state.challenges.count >= Self.limit {
                state.challenges = state.challenges.filter { $0.value > now }
            }
            guard state.challenges.count < Self.limit else { return true }
            state.challenges[challenge] = now.adding(minutes: Self.challengeMinutes)
            return false
        }
        guard !full else { throw Self.busy }
        return challenge
    }

    /// Opens a session for who signed a challenge of this hall.
    /// - Throws: `Problem` when the challenge is unknown, used or too old.
    func open(_ challenge: String, for record: ActRecord, at now: Instant) throws(Problem) -> (
        String, Session
    ) {
        let token = try Self.secret()
        let session = Session(
            party: record.by, certificate: record.certificate,
            expires: now.adding(minutes: Self.sessionMinutes))
        let opened = state.withLock { state -> Bool? in
            guard let until = state.challenges.removeValue(forKey: challenge), now < until else {
                return false
            }
            if state.sessions.count >= Self.limit {
                state.sessions = state.sessions.filter { $0.value.expires > now }
            }
            guard state.sessions.count < Self.limit else { return nil }
            state.sessions[token] = session
            return true
        }
        guard let opened else { throw Self.busy }
        guard opened else {
            throw Problem(
                .unauthenticated, "CHALLENGE_UNKNOWN", zh: "登录挑战码不存在、已用过或者已过期，请重新获取。",
                en: "The challenge is unknown, used or older than five minutes; fetch a new one.")
        }
        return (token, session)
    }

    /// - Throws: `Problem` when the token opens no session now.
    package func session(_ token: String, at now: Instant) throws(Problem) -> Session {
        guard let session = state.withLock({ $0.sessions[token] }), now < session.expires else {
            throw Problem(
                .unauthenticated, "SESSION_UNKNOWN", zh: "会话不存在或者已过期，请用证书重新登录。",
                en: "There is no such session, or it has expired; sign in again with your certificate.")
        }
        return session
    }

    private static func secret() throws(Problem) -> String {
        do throws(OpenSSLError) { return try Random.bytes(32).hex } catch { throw busy }
    }

    private static let busy = Problem(
        .unavailable, "SESSIONS_FULL", zh: "登录人数过多，请稍后重试。", en: "Too many sign in at once; try again.")
}
