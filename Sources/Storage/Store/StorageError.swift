/// Why the store did not do what it was asked. Each says in one sentence what was wrong and what to do.
package enum StorageError: Error, Sendable, Equatable {
    /// The batch was made for another length of the log: someone appended in between. Read again and decide again.
    case sequenceConflict(expected: Int64, found: Int64)
    /// The entry was made for another state of its stream. Read again and decide again.
    case versionConflict(stream: String, expected: Int64, found: Int64)
    /// This actor's command with this id is already in the log at `seq`: answer with its receipt.
    case duplicateCommand(actor: String, id: String, seq: Int64)
    /// What was to be written contradicts itself; a mistake of the caller, and nothing was written.
    case contradiction(String)
    /// The write failed in such a way that nobody knows whether it is on the disk. The store takes no more
    /// writes; open it again and look before saying anything to anyone.
    case uncertain(String)
    /// The store took no more writes after an uncertain one.
    case stopped
    /// Another process has the data folder open.
    case locked(String)
    /// What is on the disk is not what was written. `seq` is the first entry concerned, if one can be named.
    case damaged(seq: Int64?, String)
    /// A limit on uploads, or a rule about their names, was passed.
    case refused(String)
    /// There is no such upload or file.
    case absent(String)
    /// The operating system or the database failed, and nothing was written.
    case failed(String)
}

extension StorageError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .sequenceConflict(let expected, let found):
            "The batch begins at entry \(expected), but the next entry of the log is \(found); read the log again and decide again."
        case .versionConflict(let stream, let expected, let found):
            "The entry is version \(expected) of \(stream), but the next version is \(found); read the stream again and decide again."
        case .duplicateCommand(let actor, let id, let seq):
            "Command \(id) of \(actor) is already in the log as entry \(seq); answer with that entry's receipt."
        case .contradiction(let sentence), .refused(let sentence), .absent(let sentence),
            .failed(let sentence):
            sentence
        case .uncertain(let cause):
            "The last write may or may not be on the disk (\(cause)); stop, open the store again, and look."
        case .stopped:
            "The store takes no writes after an uncertain one; open it again."
        case .locked(let path):
            "The data folder \(path) is in use by another process; stop that one first."
        case .damaged(_, let sentence):
            sentence
        }
    }
}
