internal import Dispatch
internal import Platform
internal import Procurement

/// For work that cannot say how far it is: after two seconds a line tells how long it has been going on.
enum Waiting {
    static func during<Result>(
        _ console: Console, zh: String, en: String, _ work: () throws -> Result
    ) rethrows -> Result {
        let began = DispatchTime.now().uptimeNanoseconds
        let timer = DispatchSource.makeTimerSource()
        timer.schedule(deadline: .now() + 2, repeating: console.isTerminal ? 1 : 10)
        timer.setEventHandler {
            let seconds = (DispatchTime.now().uptimeNanoseconds - began) / 1_000_000_000
            console.progress(Words(zh: "\(zh)…\(seconds)秒", en: "\(en) … \(seconds) s")[console.language])
        }
        timer.resume()
        defer { timer.cancel() }
        return try work()
    }
}
