package import Procurement
package import Storage

// Files of the hall as callers over the network handle them.

extension Hall {
    /// Begins or resumes an upload of a party.
    /// - Returns: how many bytes are there, or nil when the party has sent the whole file before.
    /// - Throws: `Problem` when a limit is passed.
    package func beginUpload(_ digest: Digest, size: Int64, by party: PartyID) throws(Problem) -> Int64? {
        do throws(StorageError) {
            switch try files.begin(ContentDigest(digest.hex), size: size, owner: party.text) {
            case .partial(let length): return length
            case .complete: return nil
            }
        } catch {
            throw Problem(upload: error)
        }
    }

    /// Adds bytes to an upload at its end.
    package func write(
        _ bytes: [UInt8], at offset: Int64, of digest: Digest, by party: PartyID
    ) throws(Problem) {
        do throws(StorageError) {
            _ = try files.write(bytes, at: offset, of: ContentDigest(digest.hex), owner: party.text)
        } catch {
            throw Problem(upload: error)
        }
    }

    /// How many bytes of a party's upload are there.
    package func received(_ digest: Digest, by party: PartyID) throws(Problem) -> Int64 {
        do throws(StorageError) {
            let name = try ContentDigest(digest.hex)
            if let length = try files.received(name, owner: party.text) { return length }
            return try files.open(name).size
        } catch {
            throw Problem(upload: error)
        }
    }

    /// Checks the digest and seals the file.
    package func finishUpload(_ digest: Digest, by party: PartyID) throws(Problem) {
        do throws(StorageError) {
            try files.finish(ContentDigest(digest.hex), owner: party.text)
        } catch {
            throw Problem(upload: error)
        }
    }

    /// Where a sealed file lies.
    package func path(of digest: Digest) throws(Problem) -> String {
        do throws(StorageError) {
            return try files.path(of: ContentDigest(digest.hex))
        } catch {
            throw Problem(upload: error)
        }
    }
}

extension Problem {
    /// What the file store says of an upload.
    package init(upload error: StorageError) {
        switch error {
        case .refused(let sentence):
            self.init(.refused, "UPLOAD_REFUSED", zh: "上传未被接受：\(sentence)", en: sentence)
        case .absent(let sentence):
            self.init(.notFound, "NO_SUCH_FILE", zh: "没有这个文件或者上传。", en: sentence)
        case .sequenceConflict, .versionConflict, .duplicateCommand, .contradiction, .uncertain, .stopped,
            .locked, .damaged, .failed:
            self.init(
                .unavailable, "STORE_FAILED", zh: "平台存储暂时不可用，请稍后继续上传。",
                en: "The store failed; go on with the upload in a moment.")
        }
    }
}
