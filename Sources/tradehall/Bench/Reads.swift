internal import Foundation
internal import HTTPClient
internal import Procurement
internal import Synchronization

extension Bench {
    /// Public pages of the real service.
    func measureReads() throws {
        report.section(zh: "公开读取（负载\(BenchReport.load)）", en: "Public reads (load \(BenchReport.load))")
        let hall = try BenchHall(below: folder, tenders: tenders)
        defer { hall.clear() }
        let pages = [
            ("tender", "/tenders/\(hall.tenders[0])", "项目页", "a tender"),
            ("tenders", "/tenders?limit=100", "项目列表", "the list of tenders"),
            ("checkpoint", "/checkpoint", "检查点", "the checkpoint"),
            ("time", "/time", "时钟（不经工作线程）", "the clock (no worker)"),
        ]
        for (name, path, zh, en) in pages {
            let before = (Load.Usage("\(hall.service.pid)"), Load.Usage("self"))
            let outcome = try get(hall.address + path)
            let after = (Load.Usage("\(hall.service.pid)"), Load.Usage("self"))
            let server = (after.0.processor - before.0.processor) * 1e6 / Double(outcome.count)
            let client = (after.1.processor - before.1.processor) * 1e6 / Double(outcome.count)
            let words = Words(
                zh: "服务端\(BenchReport.number(server)) µs，客户端\(BenchReport.number(client)) µs",
                en: "service \(BenchReport.number(server)) µs, clients \(BenchReport.number(client)) µs")
            report.figure(
                "reads.\(name)", outcome.rate, "/s", zh: "GET \(zh)", en: "GET \(en)", beside: words)
        }
    }

    private func get(_ url: String) throws -> Load.Outcome {
        let total = Atomic(0)
        let seconds = min(seconds, 3)
        let took = try Load.each(min(connections, 32)) { _ in
            let client = try Client()
            let end = ContinuousClock.now + .seconds(seconds)
            var count = 0
            while ContinuousClock.now < end {
                guard try client.send("GET", url).status == 200 else { throw Self.wrong }
                count += 1
            }
            total.add(count, ordering: .relaxed)
        }
        return Load.Outcome(count: total.load(ordering: .relaxed), seconds: took)
    }
}
