import Weightscope
for p in CommandLine.arguments.dropFirst() where p != "inspect" && p != "--format" && p != "json" {
  do { let r = try Weightscope.inspect(p); print(String(decoding: Envelope(command: .inspect, files: [.report(r)]).json(), as: UTF8.self)) } catch { print(error) }
}
