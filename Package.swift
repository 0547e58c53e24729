// swift-tools-version: 6.3
import PackageDescription

/// One set of rules for every target: warnings are errors, and each use of memory that the compiler
/// cannot prove safe carries the word `unsafe`, so that `grep unsafe` is the audit list.
let house: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: house)
}

func tests(
    of name: String, _ dependencies: [Target.Dependency] = [], excluding files: [String] = []
) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.init(stringLiteral: name)] + dependencies,
        exclude: files, swiftSettings: house)
}

let package = Package(
    name: "tradehall",
    products: [.executable(name: "tradehall", targets: ["tradehall"])],
    targets: [
        // C libraries of the operating system, each behind one owner.
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(
            name: "CMicroHTTPD", pkgConfig: "libmicrohttpd",
            providers: [.apt(["libmicrohttpd-dev"])]),
        .systemLibrary(
            name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),

        // Pure: no I/O, clock, chance, Foundation or C.
        room("Procurement"),
        room("StrictJSON"),
        room("DER"),
        room("Ledger", ["StrictJSON"]),

        // Owners: Swift over C, no words of the domain.
        room("Locks"),
        room("OpenSSL", ["COpenSSL", "Locks"]),
        room("SQLite", ["CSQLite", "Locks"]),
        room("HTTPServer", ["CMicroHTTPD", "Locks"]),
        room("HTTPClient", ["CCurl"]),

        // Offices.
        room("Trust", ["OpenSSL", "DER", "StrictJSON", "Locks"]),
        room("Sealing", ["OpenSSL", "StrictJSON", "Ledger", "Locks"]),
        room("Storage", ["SQLite", "Ledger", "OpenSSL", "Locks"]),
        room(
            "Platform",
            ["Procurement", "Ledger", "Trust", "Sealing", "Storage", "OpenSSL", "StrictJSON", "Locks"]),
        room("Web", ["Platform", "HTTPServer", "StrictJSON", "Procurement", "Ledger", "Storage"]),

        .executableTarget(
            name: "tradehall",
            dependencies: [
                "Procurement", "StrictJSON", "Ledger", "OpenSSL", "HTTPServer", "HTTPClient", "Trust",
                "Sealing", "Storage", "Platform", "Web", "Locks", "SQLite",
            ],
            swiftSettings: house),

        tests(of: "Procurement"),
        tests(of: "StrictJSON"),
        tests(of: "DER"),
        tests(of: "Ledger", ["OpenSSL", "StrictJSON"], excluding: ["Fixtures"]),
        tests(of: "OpenSSL"),
        tests(of: "Locks"),
        tests(of: "SQLite", ["Locks"]),
        tests(of: "HTTPServer", ["Locks"]),
        tests(of: "HTTPClient", ["HTTPServer", "Locks"]),
        tests(of: "Trust", ["OpenSSL", "DER", "StrictJSON"]),
        tests(of: "Sealing", ["OpenSSL", "StrictJSON", "Ledger"]),
        tests(of: "Storage", ["SQLite", "Ledger", "OpenSSL", "StrictJSON", "Locks"]),
        tests(
            of: "Platform",
            ["Procurement", "Ledger", "Trust", "Sealing", "Storage", "OpenSSL", "StrictJSON", "Locks"],
            excluding: ["Fixtures"]),
        tests(of: "Web", ["Platform", "HTTPServer", "StrictJSON", "Procurement"]),
        .testTarget(
            name: "ServiceTests",
            dependencies: [
                "tradehall", "Procurement", "StrictJSON", "Ledger", "OpenSSL", "HTTPClient", "Sealing",
                "Platform",
            ],
            swiftSettings: house),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "tradehall", "Procurement", "StrictJSON", "Ledger", "OpenSSL", "HTTPServer", "Sealing",
                "Platform", "Locks", "Trust",
            ],
            swiftSettings: house),

        // The ways in for foreign bytes, shared by the fuzzers and the tests over their corpus.
        .target(
            name: "FuzzDoors", dependencies: ["DER", "OpenSSL", "Trust"], path: "Tests/Fuzz/Doors",
            swiftSettings: house),
        .testTarget(name: "FuzzTests", dependencies: ["FuzzDoors"], swiftSettings: house),
    ],
    swiftLanguageModes: [.v6]
)

// The fuzzer has no entry of its own but libFuzzer's, so that it cannot be part of a usual build: `make fuzz`
// switches it on (docs/decisions/0014-fuzzers.md).
if Context.environment["TRADEHALL_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "tradehall-fuzz", dependencies: ["FuzzDoors"], path: "Tests/Fuzz/Target",
            swiftSettings: house))
}
