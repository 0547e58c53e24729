internal import Foundation
internal import Ledger
internal import OpenSSL
package import Procurement
internal import Storage
package import StrictJSON
internal import Trust

/// One data folder: the store, the files, the platform's keys, and the trust it was given.
package struct Disk: Sendable {
    package let directory: String

    package init(_ directory: String) { self.directory = directory }

    var files: String { "\(directory)/files" }
    var work: String { "\(directory)/work" }
    var trust: String { "\(directory)/trust" }
    var keys: String { "\(directory)/keys" }
    var logKey: String { "\(keys)/log.pem" }
    var timeStampKey: String { "\(keys)/timestamp.pem" }
    var timeStampCertificate: String { "\(keys)/timestamp-certificate.pem" }
    var holidays: String { "\(directory)/holidays" }
    var settings: String { "\(directory)/hall.json" }

    /// Whether a hall was founded here.
    package var isFounded: Bool { FileManager.default.fileExists(atPath: settings) }

    /// What a new hall is told.
    package struct Plan: Sendable {
        /// The name of the log, a host name by custom.
        package var origin: String
        package var centre: Party
        package var rehearsal: Bool
        /// A folder as `certs/make` lays it: `anchors/<territory>/{root,ca,crl}.pem`.
        package var trust: String

        package init(origin: String, centre: Party, rehearsal: Bool, trust: String) {
            self.origin = origin
            self.centre = centre
            self.rehearsal = rehearsal
            self.trust = trust
        }
    }

    /// Lays out the folder of a new hall and makes its keys. The first entry is written when it opens.
    /// - Throws: `Problem` when the folder holds a hall already, or the plan cannot be carried out.
    package func found(_ plan: Plan, at now: Instant) throws {
        guard !isFounded else {
            throw Problem(
                .conflict, "HALL_EXISTS", zh: "\(directory)中已经有一个交易大厅。",
                en: "\(directory) holds a hall already.")
        }
        guard (try? USCC(plan.centre.uscc.text)) != nil else {
            throw Problem(
                .refused, "USCC_INVALID", zh: "交易中心的统一社会信用代码校验位不正确。",
                en: "The centre's unified social credit code fails its check digit.")
        }
        let manager = FileManager.default
        for folder in [directory, keys, files, work] {
            try manager.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
        try? manager.removeItem(atPath: trust)
        let anchors = "\(plan.trust)/anchors"
        _ = try TrustAnchors(directory: anchors)
        try manager.copyItem(atPath: anchors, toPath: trust)
        let log = try PrivateKey.generateEd25519()
        try write(log.pem(), to: logKey)
        let stamp = try PrivateKey.generateP256()
        let certificate = try CertificateAuthority.selfSigned(
            CertificateProfile(
                subject: [("O", plan.centre.name), ("CN", "\(plan.origin) time stamps")],
                notBefore: now.milliseconds - 86_400_000, notAfter: now.milliseconds + 20 * 366 * 86_400_000,
                keyUsage: .digitalSignature, extendedKeyUsage: [CertificateProfile.timeStamping]), key: stamp)
        try write(stamp.pem(), to: timeStampKey)
        try write(certificate.pem(), to: timeStampCertificate)
        let settings: JSON = [
            "v": 1, "origin": .string(plan.origin), "centre": plan.centre.json,
            "rehearsal": .bool(plan.rehearsal),
        ]
        try write(settings.canonicalBytes(), to: self.settings)
    }

    /// Opens the hall of this folder: verifies the store, replays the log, and begins to serve.
    ///
    /// - Parameters:
    ///   - rehearsal: must be given exactly when the hall was founded as a rehearsal.
    ///   - log: takes one object a line of the service's log.
    /// - Throws: one sentence when the store does not verify or the folder is not whole.
    package func open(
        rehearsal: HallClock.Rehearsal?, log: @escaping @Sendable (JSON) -> Void
    ) throws -> Hall {
        let (origin, centre, isRehearsal) = try readSettings()
        guard isRehearsal == (rehearsal != nil) else {
            throw Problem(
                .refused, "REHEARSAL_MISMATCH",
                zh: isRehearsal ? "这是演练环境的数据目录，请加--rehearsal。" : "这是正式环境的数据目录，不能用--rehearsal打开。",
                en: isRehearsal
                    ? "This folder belongs to a rehearsal; add --rehearsal."
                    : "This folder belongs to a real hall; it cannot be opened with --rehearsal.")
        }
        let seals = try Seals(
            origin: origin, logKey: PrivateKey(pem: read(logKey)),
            timeStampKey: PrivateKey(pem: read(timeStampKey)),
            certificate: Certificate(pem: read(timeStampCertificate)))
        let store = try SQLiteStore(folder: directory)
        try store.verify(.quick, key: seals.key)
        var loaded = try Loader(store: store).load()
        let clock = HallClock(rehearsal: rehearsal, notBefore: loaded.draft.lastAt)
        let holidays = try self.holidayNotices()
        let law = Lawbook(calendar: holidays.reduce(Calendar()) { $0.adding($1) }) {
            .sha256(OpenSSL.Digest.sha256(Array($0.utf8)))
        }
        if loaded.draft.founding == nil {
            let founding = Founding(
                origin: origin, centre: centre, rehearsal: isRehearsal, logKey: seals.key.text,
                timeStampCertificate: .sha256(seals.timeStampCertificate.fingerprint))
            try Loader.write(founding, at: clock.now(), seals: seals, to: store)
            loaded = try Loader(store: store).load()
        }
        guard let founding = loaded.draft.founding, founding.logKey == seals.key.text else {
            throw Problem(
                .refused, "KEY_MISMATCH", zh: "日志密钥与日志第一条记录不符，请恢复原来的keys目录。",
                en:
                    "The log's key is not the one in its first entry; restore the folder \(keys) from its backup."
            )
        }
        try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
        return Hall(
            clock: clock, seals: seals, files: try FileStore(folder: files), store: store, law: law,
            verifier: try PathVerifier(try TrustAnchors(directory: trust)), loaded: loaded,
            workDirectory: work,
            log: log)
    }

    /// Notices of years that the program does not carry, or carries otherwise: `holidays/<year>.json`.
    private func holidayNotices() throws -> [HolidayNotice] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: holidays) else { return [] }
        return try names.filter { $0.hasSuffix(".json") }.sorted().map { name in
            do {
                return try HolidayNotice(try read("\(holidays)/\(name)"))
            } catch let error as JSONError {
                throw Problem(
                    .refused, "HOLIDAYS_UNREADABLE", zh: "\(holidays)/\(name)无法读取：\(error.chinese)。",
                    en: "\(holidays)/\(name) cannot be read: \(error.english).")
            }
        }
    }

    private func readSettings() throws -> (String, Party, Bool) {
        do throws(JSONError) {
            let json = try JSON.parse(Array((FileManager.default.contents(atPath: settings) ?? Data())))
            return try Fields.read(json) { f throws(JSONError) in
                guard try f.integer("v") == 1 else {
                    throw f.refusal(of: "v", english: "must be 1", chinese: "应当是1")
                }
                return (try f.string("origin"), try f.object("centre", Party.init), try f.bool("rehearsal"))
            }
        } catch {
            throw Problem(
                .refused, "SETTINGS_UNREADABLE", zh: "\(settings)无法读取：\(error.chinese)。",
                en: "\(settings) cannot be read: \(error.english).")
        }
    }

    private func read(_ path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Problem(
                .refused, "FILE_UNREADABLE", zh: "无法读取\(path)。",
                en: "\(path) cannot be read; restore it from its backup.")
        }
        return Array(data)
    }

    /// Keys are for the platform's own user alone.
    private func write(_ bytes: [UInt8], to path: String) throws {
        guard
            FileManager.default.createFile(
                atPath: path, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
        else {
            throw Problem(
                .unavailable, "FILE_UNWRITABLE", zh: "无法写入\(path)。",
                en: "\(path) cannot be written; check the disk.")
        }
    }
}
