internal import Foundation
internal import Procurement

/// The plays that test one table of law: `FOLDER/<mode>-<regime>/*.jsonl`.
struct Scenarios: Sendable {
    /// One play and the file that it is from.
    struct Play: Sendable {
        var path: String
        var lines: [RehearsalScript.Line]
    }

    let plays: [Play]

    static func folder(of procedure: Procedure, in root: String) -> String {
        "\(root)/\(procedure.mode.rawValue)-\(procedure.regime.rawValue)"
    }

    /// Every file of a folder that ends in `.jsonl`, by name.
    static func files(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".jsonl") }.sorted().map { "\(folder)/\($0)" }
    }

    /// - Throws: with the file and line that cannot be read.
    init(of procedure: Procedure, in root: String) throws(Failure) {
        var plays: [Play] = []
        for path in Self.files(in: Self.folder(of: procedure, in: root)) {
            let script = try RehearsalScript(path)
            if let fault = script.fault {
                throw Failure(
                    fault.code, zh: "\(path)：\(fault.words.zh)", en: "\(path): \(fault.words.en)",
                    exit: fault.exit)
            }
            plays.append(Play(path: path, lines: script.lines))
        }
        self.plays = plays
    }
}

extension Scenarios.Play {
    /// Plays it from a given state on.
    /// - Returns: why the first step that does not come out as expected does not, with its file and line.
    func fault(from first: Int = 0, in state: Rehearsal) -> String? {
        var play = state
        for line in lines[first...] {
            do throws(Failure) {
                let outcome = try play.play(line.step)
                if let unmet = outcome.unmet(of: line.step) {
                    return "\(place(of: line)): expected \(unmet.expected), but it was \(unmet.came)"
                }
            } catch {
                return "\(place(of: line)): \(error.words.en)"
            }
        }
        return nil
    }

    /// The steps that do not come out as expected under a law, up to one that cannot be played at all.
    func unmet(under law: Lawbook) -> [Int] {
        var (play, unmet) = (Rehearsal(under: law), [Int]())
        for (index, line) in lines.enumerated() {
            guard let outcome = try? play.play(line.step) else { return unmet + [index] }
            if outcome.unmet(of: line.step) != nil { unmet.append(index) }
        }
        return unmet
    }

    /// The places of the table that say no in it, as `act clause`; `clock` where a timer does.
    func refusals(under law: Lawbook) -> Set<String> {
        var (play, places) = (Rehearsal(under: law), Set<String>())
        func add(_ events: [Event], _ name: String) {
            for case .lotFailed(_, _, let clause, _) in events { places.insert("\(name) \(clause)") }
        }
        for line in lines {
            guard let outcome = try? play.play(line.step) else { break }
            for (_, events) in outcome.clock { add(events, "clock") }
            guard let kind = line.step.act?.command.kind.rawValue else { continue }
            switch outcome.answer {
            case nil: break
            case .events(let events)?: add(events, kind)
            case .refusal(let refusal)?: places.insert("\(kind) \(refusal.clause)")
            }
        }
        return places
    }

    private func place(of line: RehearsalScript.Line) -> String {
        line.isIncluded ? "\(path), in \(line.file), line \(line.number)" : "\(path), line \(line.number)"
    }
}
