import OpenSSL
import StrictJSON
import Testing
import Trust

@Suite("Taking up trust lists")
struct AdoptionTests {
    private func alarm(
        _ offered: SignedList, over known: TrustList?, pinned: [[UInt8]] = []
    ) -> RecognitionCode? {
        do throws(ListTrouble) {
            _ = try TrustList.adopt(offered, over: known, pinned: pinned)
            return nil
        } catch {
            return error.code
        }
    }

    @Test("the first list is taken from the pinned signer and from nobody else")
    func first() throws {
        let bench = try ListBench()
        let list = try bench.signed(bench.list())
        #expect(try TrustList.adopt(list, over: nil, pinned: [bench.signer.fingerprint]) == .first)
        #expect(alarm(list, over: nil, pinned: [bench.house.root.fingerprint]) == .listSignatureBad)
        #expect(alarm(list, over: nil) == .listSignatureBad)
    }

    @Test(
        "the next number with the digest of the one before follows; an older one is a roll-back; another of the same number, or one that follows something else, is a fork; a gap must be filled"
    )
    func chain() throws {
        let bench = try ListBench()
        let one = try bench.signed(bench.list()).list
        let two = try bench.signed(bench.list(sequence: 2, previous: one))
        #expect(try TrustList.adopt(two, over: one, pinned: []) == .next)
        #expect(try TrustList.adopt(two, over: two.list, pinned: []) == .same)
        let three = try bench.signed(bench.list(sequence: 3, previous: two.list))
        #expect(alarm(three, over: one) == .listUnreachable)
        #expect(alarm(try bench.signed(bench.list()), over: two.list) == .listRollback)
        let twin = try bench.signed(bench.list(sequence: 2, previous: one) { $0["warning"] = "another" })
        #expect(alarm(twin, over: two.list) == .listFork)
        let stray = try bench.signed(bench.list(sequence: 3, previous: twin.list))
        #expect(alarm(stray, over: two.list) == .listFork)
        let other = try bench.signed(bench.list(sequence: 2, previous: one) { $0["listId"] = "cn-53" })
        #expect(alarm(other, over: one) == .listFork)
    }

    @Test(
        "a new signer must have been announced by a list that an old one signed, and then signs; one by SM2 as well"
    )
    func rollOver() throws {
        let bench = try ListBench()
        let key = try PrivateKey.generateSM2()
        let heir = (key, try ListBench.listSigner(key))
        let one = try bench.signed(bench.list()).list
        // Unannounced, even though the new list names it itself.
        let early = try bench.signed(
            bench.list(sequence: 2, previous: one, signers: [bench.signer, heir.1]), by: heir)
        #expect(alarm(early, over: one) == .listSignatureBad)
        let pivot = try bench.signed(bench.list(sequence: 2, previous: one, signers: [bench.signer, heir.1]))
        #expect(alarm(pivot, over: one) == nil)
        let after = try bench.signed(
            bench.list(sequence: 3, previous: pivot.list, signers: [heir.1]), by: heir)
        #expect(alarm(after, over: pivot.list) == nil)
        // The old one has left.
        let late = try bench.signed(bench.list(sequence: 4, previous: after.list, signers: [heir.1]))
        #expect(alarm(late, over: after.list) == .listSignatureBad)
    }

    @Test("a signer whose time is over may not sign")
    func signerDates() throws {
        let bench = try ListBench()
        let one = try bench.signed(
            bench.list {
                $0["listSigners"] = [
                    [
                        "cert": .string(Base64.encode(bench.signer.der)), "from": 0,
                        "to": .integer(ListBench.now + 1_500),
                    ]
                ]
            }
        ).list
        #expect(
            alarm(try bench.signed(bench.list(sequence: 2, previous: one)), over: one) == .listSignatureBad)
    }

    @Test(
        "history only grows: a service may not vanish, change its key, nor have its past rewritten or back-dated"
    )
    func history() throws {
        let bench = try ListBench()
        let one = try bench.signed(bench.list()).list
        func next(_ services: [JSON]) throws -> RecognitionCode? {
            alarm(try bench.signed(bench.list(sequence: 2, previous: one, services: services)), over: one)
        }
        func change(_ status: String, _ effective: Int64, _ recorded: Int64) -> JSON {
            [
                "status": .string(status), "effectiveFrom": .integer(effective),
                "recordedAt": .integer(recorded), "reason": "…",
            ]
        }
        let now = ListBench.now
        #expect(try next([]) == .listFork)
        #expect(try next([bench.service(certificate: bench.house.root)]) == .listFork)
        #expect(
            try next([bench.service(history: [ListBench.granted(at: now - 49 * ListBench.day)])]) == .listFork
        )
        let suspended = change("suspended", now + 2_000, now + 2_000)
        #expect(try next([bench.service(history: [ListBench.granted(), suspended])]) == nil)
        let backdated = change("suspended", now, now)
        #expect(try next([bench.service(history: [ListBench.granted(), backdated])]) == .listFork)
        // A compromise may reach back, though what was recorded when may not.
        let lost = change("compromised", now - 40 * ListBench.day, now + 2_000)
        #expect(try next([bench.service(history: [ListBench.granted(), lost])]) == nil)
    }

    @Test(
        "a store takes the chain as it is, whatever the order of its files, and one more signature on the same list does no harm"
    )
    func store() throws {
        let bench = try ListBench()
        let rules = try ListBench.rules([ListBench.rule("R")])
        let one = try bench.list()
        let two = try bench.list(sequence: 2, previous: TrustList(json: one))
        let key = try PrivateKey.generateSM2()
        let extra = (key, try ListBench.listSigner(key))
        var files = TrustFiles(
            pins: [bench.signer.fingerprint],
            lists: [
                try bench.sign(two), try bench.sign(two, by: extra), try bench.sign(one),
                try bench.sign(bench.national(rules: rules)),
            ], rules: [try bench.sign(rules.bytes)])
        let store = TrustStore(files)
        #expect(store.lists.troubles.isEmpty && store.lists.others.map(\.sequence) == [2])
        #expect(store.rules.national?.digest == rules.digest)
        let question = RecognitionQuestion(
            from: "520000", to: "520000", use: .sign, at: ListBench.now + ListBench.day)
        #expect(store.recognise(question).passed)
        files.lists.reverse()
        #expect(TrustStore(files).digest == store.digest)

        // A fork among the files: nobody can tell which is true, so neither is used.
        let twin = try bench.list(sequence: 2, previous: TrustList(json: one)) { $0["warning"] = "another" }
        files.lists.append(try bench.sign(twin))
        let forked = TrustStore(files)
        #expect(forked.recognise(question).code == .listFork)
        #expect(forked.alarms(over: store).contains { $0.code == .listFork })
    }

    @Test("a list that is missing, forged, too old for its pointer or past its hard expiry is told as such")
    func troubles() throws {
        let bench = try ListBench()
        let rules = try ListBench.rules([ListBench.rule("R")])
        let national = try bench.sign(bench.national(rules: rules))
        let list = try bench.sign(bench.list())
        func answer(
            _ lists: [[UInt8]], rules signed: [[UInt8]]? = nil, at time: Int64 = ListBench.now + ListBench.day
        ) throws -> RecognitionCode {
            TrustStore(
                TrustFiles(
                    pins: [bench.signer.fingerprint], lists: lists,
                    rules: try signed ?? [bench.sign(rules.bytes)])
            ).recognise(RecognitionQuestion(from: "520000", to: "520000", use: .sign, at: time)).code
        }
        #expect(try answer([national, list]) == .ok)
        #expect(try answer([national]) == .listUnreachable)
        #expect(try answer([list]) == .listUnreachable)
        #expect(try answer([national, list], rules: []) == .listUnreachable)
        var forged = list
        let place = try #require(forged.indices.first { forged[$0...].starts(with: Array("520000".utf8)) })
        forged[place] = 0x34
        #expect(try answer([national, forged]) == .listSignatureBad)
        let stranger = try ListBench()
        #expect(
            try answer([national, stranger.sign(bench.list(signers: [stranger.signer]))]) == .listSignatureBad
        )
        #expect(try answer([national, list], rules: [stranger.sign(rules.bytes)]) == .listSignatureBad)
        let demanding = try bench.sign(bench.national(minSequence: 2, rules: rules))
        #expect(try answer([demanding, list]) == .listRollback)
        let due = ListBench.now + 45 * ListBench.day
        #expect(try answer([national, list], at: due) == .ok)
        #expect(try answer([national, list], at: ListBench.now + 61 * ListBench.day) == .listStale)
        #expect(try answer([national, list], at: ListBench.now - 101 * ListBench.day) == .listStale)
    }

    @Test(
        "a store that lost, rolled back or forked a list may not take the place of the one in use; one that went on may"
    )
    func reload() throws {
        let bench = try ListBench()
        let national = try bench.sign(bench.national())
        let one = try bench.list()
        let two = try bench.list(sequence: 2, previous: TrustList(json: one))
        func store(_ lists: [[UInt8]]) throws -> TrustStore {
            TrustStore(
                TrustFiles(
                    pins: [bench.signer.fingerprint],
                    lists: [national] + (try lists.map { try bench.sign($0) }),
                    rules: []))
        }
        let old = try store([one])
        let new = try store([one, two])
        #expect(new.alarms(over: old).isEmpty && old.alarms(over: old).isEmpty)
        #expect(old.alarms(over: new).map(\.code) == [.listRollback])
        #expect(try store([]).alarms(over: old).map(\.code) == [.listRollback])
        let twin = try bench.list { $0["warning"] = "another" }
        #expect(try store([twin]).alarms(over: old).map(\.code) == [.listFork])
        let strayed = try store([twin, bench.list(sequence: 2, previous: TrustList(json: twin))])
        #expect(strayed.alarms(over: old).map(\.code) == [.listFork])
    }
}
