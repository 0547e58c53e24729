import Testing

@testable import StrictJSON

private struct Lot: Equatable {
    var name: String
    var price: Int64
    var note: String?
}

private func lots(_ json: JSON) throws(JSONError) -> [Lot] {
    try Fields.read(json, at: "body") { (fields) throws(JSONError) in
        try fields.each("lots") { (lot) throws(JSONError) in
            let price = try lot.integer("price")
            guard price > 0 else {
                throw lot.refusal(of: "price", english: "must be above zero", chinese: "必须大于零")
            }
            return Lot(name: try lot.string("name"), price: price, note: try lot.optionalString("note"))
        }
    }
}

@Suite("Fields of an object")
struct FieldsOfAnObject {
    @Test("known fields are read, with or without the optional ones")
    func read() throws {
        let json: JSON = ["lots": [["name": "一标段", "price": 5], ["name": "二", "price": 7, "note": "x"]]]
        #expect(try lots(json) == [Lot(name: "一标段", price: 5), Lot(name: "二", price: 7, note: "x")])
    }

    @Test("each getter reads its kind")
    func getters() throws {
        var fields = try Fields([
            "s": "a", "i": 1, "b": false, "a": [1, "x"], "o": ["x": 1], "v": nil, "l": ["a", "b"],
            "n": [1, 2],
        ])
        #expect(try fields.string("s") == "a")
        #expect(try fields.integer("i") == 1)
        #expect(try fields.bool("b") == false)
        #expect(try fields.array("a") == [1, "x"])
        #expect(try fields.object("o") { (o) throws(JSONError) in try o.integer("x") } == 1)
        #expect(try fields.value("v") == .null)
        #expect(try fields.strings("l") == ["a", "b"])
        #expect(try fields.integers("n") == [1, 2])
        try fields.finish()
        #expect(try fields.optionalString("z") == nil)
        #expect(try fields.optionalInteger("z") == nil)
        #expect(try fields.optionalBool("z") == nil)
        #expect(try fields.optionalArray("z") == nil)
        #expect(try fields.optionalStrings("z") == nil)
        #expect(try fields.optionalObject("z") { (_) throws(JSONError) in 1 } == nil)
        #expect(try fields.optionalObject("z")?.path == nil)
        #expect(fields.optionalValue("z") == nil)
    }

    @Test(
        "an error names the path, the fault and nothing of the value, in both languages",
        arguments: [
            (["lots": [], "foo": 1], "unknown field \"foo\" at body", "body 中有未知字段“foo”"),
            (
                [
                    "lots": [
                        ["name": "a", "price": 1], ["name": "a", "price": 1],
                        ["name": "a", "price": 1, "foo": 1],
                    ]
                ],
                "unknown field \"foo\" at body.lots[2]", "body.lots[2] 中有未知字段“foo”"
            ),
            ([:], "missing field \"lots\" at body", "body 中缺少字段“lots”"),
            (
                ["lots": [["name": "a"]]], "missing field \"price\" at body.lots[0]",
                "body.lots[0] 中缺少字段“price”"
            ),
            (["lots": 5], "body.lots should be an array but is a whole number", "body.lots 应为数组，实际为整数"),
            (
                ["lots": [5]], "body.lots[0] should be an object but is a whole number",
                "body.lots[0] 应为对象，实际为整数"
            ),
            (
                ["lots": [["name": nil, "price": 1]]], "body.lots[0].name should be a string but is null",
                "body.lots[0].name 应为字符串，实际为空值 (null)"
            ),
            (
                ["lots": [["name": "a", "price": 1, "note": nil]]],
                "body.lots[0].note should be a string but is null", "body.lots[0].note 应为字符串，实际为空值 (null)"
            ),
            (
                ["lots": [["name": "a", "price": "1"]]],
                "body.lots[0].price should be a whole number but is a string",
                "body.lots[0].price 应为整数，实际为字符串"
            ),
            (
                ["lots": [["name": "a", "price": 0]]], "body.lots[0].price must be above zero",
                "body.lots[0].price 必须大于零"
            ),
            ("secret", "body should be an object but is a string", "body 应为对象，实际为字符串"),
        ] as [(JSON, String, String)])
    func errors(_ json: JSON, _ english: String, _ chinese: String) throws {
        let error = try #require(throws: JSONError.self) { try lots(json) }
        #expect(error.english == english)
        #expect(error.chinese == chinese)
    }

    @Test("the outermost object needs no path")
    func outermost() throws {
        #expect(
            try #require(throws: JSONError.self) { try Fields(5) }.english
                == "the document should be an object but is a whole number")
        #expect(
            try #require(throws: JSONError.self) { try Fields(["a": 1]).finish() }.english
                == "unknown field \"a\"")
    }

    @Test("of several unknown fields the first by name is told, on every run")
    func firstByName() throws {
        let error = try #require(throws: JSONError.self) { try Fields(["c": 1, "b": 1, "d": 1]).finish() }
        #expect(error.path == "b")
    }

    @Test("a foreign name cannot break the line or fill the log")
    func hostileNames() throws {
        let name = "a\n\u{1B}[31m\u{202E}" + String(repeating: "x", count: 500)
        let error = try #require(throws: JSONError.self) { try Fields([name: 1]).finish() }
        #expect(error.english.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x202E })
        #expect(error.english.count < 100)
    }

    @Test("an element of the wrong kind is named by its index")
    func elements() throws {
        var fields = try Fields(["l": ["a", 1], "n": [1, 2, "x"]], at: "m")
        #expect(try #require(throws: JSONError.self) { try fields.strings("l") }.path == "m.l[1]")
        #expect(try #require(throws: JSONError.self) { try fields.integers("n") }.path == "m.n[2]")
    }

    @Test("a fault of the text gives its offset in both languages")
    func textFaults() throws {
        let error = try #require(throws: JSONError.self) { try JSON.parse(Array("{\"a\":1.5}".utf8)) }
        #expect(error.position == 5)
        #expect(error.english.hasSuffix("only whole numbers are accepted at byte 5"))
        #expect(error.chinese.hasPrefix("JSON 文本第 5 字节处"))
    }
}
