import Testing
import Weightscope

@testable import WeightscopeCLI

/// What is understood without the parser, and that it then means what the parser says.
struct PlainCommandLineTests {
  @Test(arguments: [
    (["a.h5"], ["a.h5"], OutputFormat.text),
    (["inspect", "a.h5", "b.h5"], ["a.h5", "b.h5"], .text),
    (["a.h5", "--format", "json"], ["a.h5"], .json),
    (["--format", "csv", "a.h5", "b.h5"], ["a.h5", "b.h5"], .csv),
    (["a.h5", "stats"], ["a.h5", "stats"], .text),
  ]) func plain(_ arguments: [String], _ files: [String], _ format: OutputFormat) throws {
    let request = try #require(PlainCommandLine.request(arguments))
    #expect(request.files.paths == files)
    #expect(request.output.format == format)
    #expect(request.output.path == nil)

    let parsed = try #require(try WeightscopeCommand.parseAsRoot(arguments) as? InspectCommand)
    #expect(try parsed.request().files.paths == files)
    #expect(try parsed.request().output.format == format)
    #expect(try parsed.request().limits == request.limits)
    #expect(try parsed.request().inputSize == nil)
  }

  @Test(arguments: [
    [], ["inspect"], ["help"], ["stats", "a.h5"], ["verify", "a.h5"], ["diff", "a.h5", "b.h5"],
    ["explain", "dense"], ["a.h5", "--layers"], ["a.h5", "-o", "out"], ["--help"], ["--version"],
    ["a.h5", "--format"], ["a.h5", "--format", "yaml"], ["a.h5", "--format", "json", "--format", "csv"],
    ["--", "a.h5"], ["-"], [""], ["a.h5", ""],
  ]) func forTheParser(_ arguments: [String]) {
    #expect(PlainCommandLine.request(arguments) == nil)
  }
}
