internal import OpenSSL
internal import StrictJSON
internal import Trust

/// A judgement as one page for the file: the verdict, what would settle it, the chain as a picture, each check and
/// each source. It holds no script and fetches nothing, and the same judgement gives the same bytes.
struct VerdictPage {
    let judgement: Judgement

    var bytes: [UInt8] { Array(page.text.utf8) }

    private var page: Markup {
        """
        <!DOCTYPE html>
        <html lang="zh-CN">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(indication.zh) \(judgement.code.rawValue)</title>
        <style>\(Self.style)</style>
        </head>
        <body>
        <main>
        <p class="stamp \(judgement.indication.rawValue.lowercased())"><strong>\(indication.zh)</strong> <span lang="en">\(judgement.indication.rawValue)</span> <code>\(judgement.code.rawValue)</code>\(subIndication)</p>
        <h1>\(judgement.chinese)</h1>
        <p class="second" lang="en">\(judgement.english)</p>
        \(remedy)\(warnings)
        <h2>所问 <span lang="en">Question</span></h2>
        \(question)
        \(chain)
        <h2>核验项 <span lang="en">Checks</span></h2>
        \(checks)
        <h2>事实 <span lang="en">Facts</span></h2>
        \(facts)
        <h2>依据 <span lang="en">Evidence</span></h2>
        \(sources)
        </main>
        </body>
        </html>

        """
    }

    private var indication: (zh: String, en: String) {
        switch judgement.indication {
        case .passed: ("通过", "passed")
        case .failed: ("不通过", "failed")
        case .indeterminate: ("不能判定", "undecided")
        }
    }

    private var subIndication: Markup {
        judgement.code.subIndication.map { " <code>\($0)</code>" } ?? ""
    }

    private var remedy: Markup {
        guard let remedy = judgement.deciding?.remedy else { return "" }
        return
            "<p class=\"remedy\"><strong>如何补救</strong> \(remedy.chinese)<br><span lang=\"en\"><strong>Remedy</strong> \(remedy.english)</span></p>\n"
    }

    private var warnings: Markup {
        let items = judgement.warnings.map { remark -> Markup in
            "<li>\(remark.chinese) <span lang=\"en\">\(remark.english)</span></li>"
        }
        return items.isEmpty ? "" : "<ul class=\"warnings\">\(Markup(joining: items))</ul>\n"
    }

    private var question: Markup {
        let asked = judgement.question
        var rows: [(String, String, String)] = [
            ("对象", "Subject", asked.subject.rawValue),
            ("判定时间", "Judged for", InstantText.words(asked.at)),
            ("用途", "Use", asked.use.rawValue),
        ]
        if let to = asked.to { rows.append(("使用地", "In", to)) }
        if let trade = asked.trade { rows.append(("交易类别", "Trade", trade)) }
        if !asked.policies.policies.isEmpty {
            rows.append(("证书策略", "Policies", asked.policies.policies.joined(separator: ", ")))
        }
        return table(
            rows.map { "<tr><th>\($0.0) <span lang=\"en\">\($0.1)</span></th><td>\($0.2)</td></tr>" })
    }

    private var chain: Markup {
        guard case .array(let links)? = judgement.facts["chain"], !links.isEmpty else { return "" }
        let faulty = Set(
            judgement.outcomes.filter { $0.state == .notOK }.flatMap(\.remarks).compactMap { $0.object?.hex })
        return """
            <h2>证书链 <span lang="en">Chain</span></h2>
            \(ChainPicture(links: links, faulty: faulty).markup)
            """
    }

    private var checks: Markup {
        let rows = judgement.outcomes.map { outcome -> Markup in
            let said = outcome.remarks.map { remark -> Markup in
                "<p>\(remark.chinese)<br><span lang=\"en\">\(remark.english)</span></p>"
            }
            let why: Markup = outcome.reason.map { "<p lang=\"en\">\($0)</p>" } ?? ""
            return
                "<tr class=\"\(outcome.state.rawValue.lowercased())\"><td><code>\(outcome.id)</code></td><td>\(outcome.state.rawValue)</td><td>\(Markup(joining: said))\(why)<small>\(outcome.source)</small></td></tr>"
        }
        return table(rows)
    }

    private var facts: Markup {
        let rows = judgement.facts.keys.sorted().map { name -> Markup in
            let value = judgement.facts[name] ?? .null
            return "<tr><th><code>\(name)</code></th><td>\(FactMarkup.of(value))</td></tr>"
        }
        return table(rows)
    }

    private var sources: Markup {
        var rows = judgement.evidence.items.map { item -> Markup in
            "<tr><td>\(item.role.rawValue)</td><td>\(item.bytes.count)</td><td><code>\(item.digest.hex)</code></td></tr>"
        }
        rows.append(
            "<tr><td>policy \(judgement.policy.id) \(Int(judgement.policy.sequence))</td><td>\(judgement.policy.canonicalBytes.count)</td><td><code>\(judgement.policy.digest.hex)</code></td></tr>"
        )
        return """
            <table><thead><tr><th>角色 <span lang="en">Role</span></th><th>字节 <span lang="en">Bytes</span></th><th>SHA-256</th></tr></thead><tbody>\(Markup(joining: rows))</tbody></table>
            """
    }

    private func table(_ rows: [Markup]) -> Markup {
        "<table><tbody>\(Markup(joining: rows))</tbody></table>"
    }

    private static let style: Markup = """
        :root{color-scheme:light dark;--ink:#1b1d21;--dim:#5d6470;--line:#d9dce1;--bg:#fff;--good:#17663a;--bad:#a51d1d;--wait:#8a5a00}
        @media(prefers-color-scheme:dark){:root{--ink:#e8eaee;--dim:#a2a9b5;--line:#3a3f47;--bg:#16181c;--good:#6fcf97;--bad:#ff8a80;--wait:#f2c14e}}
        body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.55 system-ui,"Noto Sans CJK SC",sans-serif}
        main{max-width:58rem;margin:0 auto;padding:2rem 1rem}h1{font-size:1.35rem;margin:.3rem 0}h2{font-size:1.05rem;margin:2rem 0 .5rem}
        span[lang=en],.second,small{color:var(--dim)}small{display:block}code{font:.85em ui-monospace,monospace;overflow-wrap:anywhere}
        .stamp{margin:0;font-size:1.05rem}.passed strong{color:var(--good)}.failed strong{color:var(--bad)}.indeterminate strong{color:var(--wait)}
        .remedy,.warnings{border-left:3px solid var(--wait);margin:1rem 0;padding:.2rem 0 .2rem 1rem}.warnings{padding-left:2rem}
        table{border-collapse:collapse;width:100%}th,td{border-top:1px solid var(--line);padding:.35rem .6rem .35rem 0;text-align:left;vertical-align:top;font-weight:normal}
        td p{margin:0 0 .2rem}tr.ok td:nth-child(2){color:var(--good)}tr.not_ok td:nth-child(2){color:var(--bad)}tr.warn td:nth-child(2){color:var(--wait)}
        svg{max-width:100%;height:auto}svg rect{fill:none;stroke:var(--line)}svg .faulty rect{stroke:var(--bad);stroke-width:2}svg text{fill:var(--ink);font:13px system-ui,"Noto Sans CJK SC",sans-serif}svg .dim{fill:var(--dim);font-size:11px}svg path{stroke:var(--dim);fill:none}
        dl{margin:0;display:grid;grid-template-columns:max-content 1fr;gap:0 .8rem}dt{color:var(--dim)}dd{margin:0;overflow-wrap:anywhere}ul{margin:0;padding-left:1.2rem}
        @media print{main{max-width:none;padding:0}tr{break-inside:avoid}}
        """
}

/// A value of the facts as nested lists.
enum FactMarkup {
    static func of(_ value: JSON) -> Markup {
        switch value {
        case .null: return "—"
        case .bool(let value): return value ? "是 yes" : "否 no"
        case .integer(let number): return "\(number.description)"
        case .string(let text): return text.utf8.count > 40 ? "<code>\(text)</code>" : "\(text)"
        case .array(let values):
            guard !values.isEmpty else { return "—" }
            return "<ul>\(Markup(joining: values.map { "<li>\(of($0))</li>" }))</ul>"
        case .object(let members):
            guard !members.isEmpty else { return "—" }
            let rows = members.keys.sorted().map { key -> Markup in
                "<dt>\(key)</dt><dd>\(of(members[key] ?? .null))</dd>"
            }
            return "<dl>\(Markup(joining: rows))</dl>"
        }
    }
}
