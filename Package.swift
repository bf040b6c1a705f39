// swift-tools-version: 6.2
import PackageDescription

// Debian and Ubuntu ship libhdf5 and what it needs as archives. Linking them into the executable
// saves the dynamic loader's time, which is a large part of a run that lasts milliseconds.
// Distributions that want the shared library set WEIGHTSCOPE_DYNAMIC_HDF5 when they build.
let linksDynamically = Context.environment["WEIGHTSCOPE_DYNAMIC_HDF5"] != nil

let hdf5Libraries: [LinkerSetting] =
  linksDynamically
  ? [
    .linkedLibrary("hdf5_serial", .when(platforms: [.linux])),
    .linkedLibrary("hdf5", .when(platforms: [.macOS])),
    .linkedLibrary("z"),
  ]
  : [
    .linkedLibrary(":libhdf5_serial.a"),
    .linkedLibrary(":libsz.a"),
    .linkedLibrary(":libaec.a"),
    .linkedLibrary(":libz.a"),
    .linkedLibrary("m"),
  ]

let package = Package(
  name: "weightscope",
  products: [
    .executable(name: "weightscope", targets: ["WeightscopeCLI"]),
    .library(name: "Weightscope", targets: ["Weightscope"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
  ],
  targets: [
    // C: everything that touches libhdf5. Nothing else calls it.
    .target(
      name: "CHDF5Reader",
      cSettings: [
        .headerSearchPath("."),
        .define("H5_USE_110_API"),
        // What tests ask the child to do wrong; nothing of it is in a release build.
        .define("WEIGHTSCOPE_FAULTS", .when(configuration: .debug)),
      ],
      linkerSettings: hdf5Libraries),
    // C: loops over values that use the processor's own instructions where it has them.
    .target(name: "CNumerics", cSettings: [.headerSearchPath(".")]),
    .systemLibrary(name: "CZlib"),
    // Header only: system calls that Swift cannot make itself.
    .systemLibrary(name: "CSystemCalls"),
    // The targets in the order in which data flows; imports point backwards along it, never forwards.
    .target(name: "Containers", dependencies: ["CHDF5Reader", "CNumerics", "CZlib", "CSystemCalls"]),
    .target(name: "LayerCatalog"),
    .target(name: "KerasModels", dependencies: ["Containers", "LayerCatalog"]),
    .target(name: "AnalyticModel", dependencies: ["LayerCatalog", "KerasModels"]),
    .target(
      name: "Checks",
      dependencies: ["AnalyticModel", "KerasModels", "LayerCatalog", "Containers", "CNumerics"]),
    .target(
      name: "Reports",
      dependencies: ["Checks", "AnalyticModel", "KerasModels", "LayerCatalog", "Containers"]),
    .target(
      name: "Weightscope",
      dependencies: ["Reports", "Checks", "AnalyticModel", "KerasModels", "LayerCatalog", "Containers"]),
    .executableTarget(
      name: "WeightscopeCLI",
      dependencies: [
        "Weightscope",
        "CSystemCalls",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .testTarget(
      name: "ContainersTests", dependencies: ["Containers", "CHDF5Reader", "CNumerics", "CZlib"],
      resources: [.copy("Fixtures")]),
    .testTarget(name: "LayerCatalogTests", dependencies: ["LayerCatalog"], resources: [.copy("Oracles")]),
    .testTarget(name: "KerasModelsTests", dependencies: ["KerasModels"]),
    .testTarget(
      name: "AnalyticModelTests",
      dependencies: ["AnalyticModel", "KerasModels", "LayerCatalog", "Containers"],
      resources: [.copy("Architectures/applications.json")]),
    .testTarget(
      name: "ChecksTests",
      dependencies: ["Checks", "KerasModels", "LayerCatalog", "Containers", "CNumerics", "CZlib"],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "ReportsTests",
      dependencies: ["Reports", "AnalyticModel", "KerasModels", "LayerCatalog", "Containers"]),
    .testTarget(name: "WeightscopeTests", dependencies: ["Weightscope"]),
    .testTarget(name: "WeightscopeCLITests", dependencies: ["Weightscope", "WeightscopeCLI"]),
  ],
  swiftLanguageModes: [.v6]
)

// CI turns the warnings of this package's own code into errors. Flags on the command line would go to the
// dependencies too, whose warnings are not ours.
if Context.environment["WARNINGS_AS_ERRORS"] != nil {
  for target in package.targets where target.type != .system {
    target.swiftSettings = (target.swiftSettings ?? []) + [.treatAllWarnings(as: .error)]
    target.cSettings = (target.cSettings ?? []) + [.enableWarning("all"), .treatAllWarnings(as: .error)]
  }
}
