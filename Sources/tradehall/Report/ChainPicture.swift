internal import StrictJSON

/// The certificates of a path as a drawing, the anchor on top, each pointing at the one that it issued.
struct ChainPicture {
    /// From the certificate that was asked about to the anchor; of each `subject`, `issuer`, `notBefore`,
    /// `notAfter` (milliseconds), `sha256` are shown where they are there.
    let links: [JSON]
    /// Fingerprints of those at which something is wrong.
    let faulty: Set<String>

    private static let width = 640
    private static let height = 62
    private static let gap = 26

    var markup: Markup {
        let shown = Array(links.reversed())
        let total = shown.count * Self.height + (shown.count - 1) * Self.gap + 2
        var parts: [Markup] = []
        for (index, link) in shown.enumerated() {
            let top = 1 + index * (Self.height + Self.gap)
            parts.append(box(link, top: top))
            if index < shown.count - 1 {
                let start = top + Self.height
                parts.append(
                    "<path d=\"M30 \(start)v\(Self.gap)m-4 -7l4 7l4 -7\"/>")
            }
        }
        return """
            <svg viewBox="0 0 \(Self.width) \(total)" width="\(Self.width)" role="img" aria-label="证书链 certificate chain">\(Markup(joining: parts))</svg>
            """
    }

    private func box(_ link: JSON, top: Int) -> Markup {
        let fingerprint = text(link, "sha256") ?? ""
        let style: Markup = faulty.contains(fingerprint) ? " class=\"faulty\"" : ""
        var dates = ""
        if case .integer(let from)? = link["notBefore"], case .integer(let to)? = link["notAfter"] {
            dates = "\(InstantText.words(from)) – \(InstantText.words(to))"
        }
        return """
            <g\(style)><rect x="1" y="\(top)" width="\(Self.width - 2)" height="\(Self.height)" rx="6"/><text x="14" y="\(top + 22)">\(clipped(text(link, "subject") ?? "?"))</text><text class="dim" x="14" y="\(top + 39)">\(dates)</text><text class="dim" x="14" y="\(top + 54)">SHA-256 \(fingerprint)</text></g>
            """
    }

    /// As much of a name as the box holds: a wide character takes the room of two.
    private func clipped(_ name: String) -> String {
        var (room, shown) = (80, "")
        for character in name {
            room -= character.unicodeScalars.first.map { $0.value > 0x2e7f } ?? false ? 2 : 1
            guard room > 0 else { return shown + "…" }
            shown.append(character)
        }
        return shown
    }

    private func text(_ link: JSON, _ name: String) -> String? {
        if case .string(let text)? = link[name] { text } else { nil }
    }
}
