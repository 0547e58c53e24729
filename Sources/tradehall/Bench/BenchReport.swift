internal import Foundation
internal import Platform
internal import Procurement
internal import StrictJSON

/// What was measured: a line for a person as it comes, and one object at the end when data is wanted.
final class BenchReport {
    private let console: Console
    private var figures: [JSON] = []

    init(_ console: Console) { self.console = console }

    /// A heading.
    func section(zh: String, en: String) {
        guard !console.json else { return }
        console.print("")
        console.print(zh: zh, en: en)
    }

    /// What is being done, beside the result.
    func note(zh: String, en: String) { console.note(zh: "   \(zh)", en: "   \(en)") }

    /// One figure.
    /// - Parameters:
    ///   - name: stable, for scripts.
    ///   - beside: what the figure is to be read with, such as its limit.
    func figure(
        _ name: String, _ value: Double, _ unit: String, zh: String, en: String, beside: Words? = nil
    ) {
        let shown = Self.number(value)
        figures.append(
            .members([
                "name": .string(name), "value": .string(shown), "unit": .string(unit),
                "beside": beside.map { .string($0.en) },
            ]))
        guard !console.json else { return }
        let note = beside.map { "   (\($0[console.language]))" } ?? ""
        let label = Words(zh: zh, en: en)[console.language]
        let gap = String(repeating: " ", count: max(1, 46 - Console.cells(label)))
        let pad = String(repeating: " ", count: max(0, 10 - shown.count))
        console.print("   \(label)\(gap)\(pad)\(shown) \(unit)\(note)")
    }

    /// A sentence of the result.
    func remark(_ name: String, zh: String, en: String) {
        figures.append(["name": .string(name), "words": ["zh": .string(zh), "en": .string(en)]])
        guard !console.json else { return }
        console.print(zh: "   \(zh)", en: "   \(en)")
    }

    /// The machine, and how busy others keep it.
    func machine() {
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let model =
            Self.lines("/proc/cpuinfo").first { $0.hasPrefix("model name") }?
            .split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? "?"
        remark(
            "machine", zh: "机器：\(model)，\(cores)核；负载\(Self.load)",
            en: "Machine: \(model), \(cores) cores; load \(Self.load)")
    }

    /// The averages of the kernel over 1, 5 and 15 minutes.
    static var load: String {
        Self.lines("/proc/loadavg").first.map { $0.split(separator: " ").prefix(3).joined(separator: " ") }
            ?? "?"
    }

    func end() {
        guard console.json else { return }
        console.print(JSON.object(["figures": .array(figures)]).text)
    }

    static func lines(_ path: String) -> [String] {
        String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
            .split(separator: "\n").map(String.init)
    }

    /// Three or more digits, as many as tell something.
    static func number(_ value: Double) -> String {
        switch abs(value) {
        case 100...: String(Int(value.rounded()))
        case 10..<100: String(format: "%.1f", value)
        default: String(format: "%.2f", value)
        }
    }
}
