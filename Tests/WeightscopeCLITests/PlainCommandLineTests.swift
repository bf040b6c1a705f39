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
    let request = try #require(PlainCommandLine.request(arguments) as? InspectRequest)
    #expect(request.files.paths == files)
    #expect(request.output.format == format)
    #expect(request.output.path == nil)

    let parsed = try #require(try WeightscopeCommand.parseAsRoot(arguments) as? InspectCommand)
    #expect(try parsed.request().files.paths == files)
    #expect(try parsed.request().output.format == format)
    #expect(try parsed.request().limits == request.limits)
    #expect(try parsed.request().inputSize == nil)
  }

  @Test(arguments: [["stats", "a.h5"], ["stats", "--format", "json", "a.h5", "b.h5"]])
  func plainStats(_ arguments: [String]) throws {
    let request = try #require(PlainCommandLine.request(arguments) as? StatsRequest)
    let parsed = try #require(try WeightscopeCommand.parseAsRoot(arguments) as? StatsCommand).request()
    #expect(request.files.paths == parsed.files.paths)
    #expect(request.files.isRecursive == parsed.files.isRecursive)
    #expect(request.output == parsed.output)
    #expect(request.limits == parsed.limits)
    #expect(request.select == parsed.select)
    #expect(request.sha256 == parsed.sha256)
    #expect(request.threads == parsed.threads)
  }

  @Test(arguments: [["diff", "a.h5", "b.h5"], ["diff", "a.h5", "b.h5", "c.h5", "--format", "csv"]])
  func plainDiff(_ arguments: [String]) throws {
    let request = try #require(PlainCommandLine.request(arguments) as? DiffRequest)
    let parsed = try #require(try WeightscopeCommand.parseAsRoot(arguments) as? DiffCommand).request()
    #expect(request.files == parsed.files)
    #expect(request.showsIdentical == parsed.showsIdentical)
    #expect(request.expectations == parsed.expectations)
    #expect(request.output == parsed.output)
    #expect(request.limits == parsed.limits)
    #expect(request.threads == parsed.threads)
  }

  @Test(arguments: [
    [], ["inspect"], ["help"], ["stats"], ["verify", "a.h5"], ["diff", "a.h5"],
    ["stats", "a.h5", "--sha256"], ["diff", "a.h5", "b.h5", "--all"],
    ["explain", "dense"], ["a.h5", "--layers"], ["a.h5", "-o", "out"], ["--help"], ["--version"],
    ["a.h5", "--format"], ["a.h5", "--format", "yaml"], ["a.h5", "--format", "json", "--format", "csv"],
    ["--", "a.h5"], ["-"], [""], ["a.h5", ""],
  ]) func forTheParser(_ arguments: [String]) {
    #expect(PlainCommandLine.request(arguments) == nil)
  }
}
