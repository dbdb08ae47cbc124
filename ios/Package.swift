// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "TandemKit",
  // macOS only so that `swift test` can run the unit tests without a simulator.
  platforms: [.iOS(.v17), .macOS(.v14)],
  products: [.library(name: "TandemKit", targets: ["TandemKit"])],
  dependencies: [
    // Exactly: the requests that the local stack's phone makes are those of this version.
    .package(url: "https://github.com/supabase/supabase-swift.git", exact: "2.55.1")
  ],
  targets: [
    .target(
      name: "TandemKit",
      dependencies: [.product(name: "Supabase", package: "supabase-swift")]
    ),
    .testTarget(
      name: "TandemKitTests",
      dependencies: ["TandemKit", .product(name: "Supabase", package: "supabase-swift")]
    ),
  ],
  swiftLanguageModes: [.v6]
)
