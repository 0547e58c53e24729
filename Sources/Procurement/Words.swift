/// A sentence for a person, in both languages that the hall speaks.
package struct Words: Hashable, Sendable {
    package var zh: String
    package var en: String

    package init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }
}
