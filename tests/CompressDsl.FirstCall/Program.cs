using System.Diagnostics;
using System.Globalization;
using CompressDsl.FirstCall;

// With "idle" the network is never called: what is left is the runtime.
var idle = args.Contains("idle");
long first = 0, best = 0, allocated = 0;
if (!idle)
{
    var (input, output) = (new float[int.Parse(args[0], CultureInfo.InvariantCulture)], new float[int.Parse(args[1], CultureInfo.InvariantCulture)]);
    var start = Stopwatch.GetTimestamp();
    Network.Infer(input, output);
    first = Stopwatch.GetTimestamp() - start;
    (best, allocated) = RepeatedCalls.Measure(() => Network.Infer(input, output));
}

var sinceStart = DateTime.Now - Process.GetCurrentProcess().StartTime;
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"first_us={Stopwatch.GetElapsedTime(0, first).TotalMicroseconds:0} best_us={Stopwatch.GetElapsedTime(0, best).TotalMicroseconds:0} ") + string.Create(
    CultureInfo.InvariantCulture,
    $"allocated={allocated} process_ms={sinceStart.TotalMilliseconds:0} peak_kb={PeakMemory.Kilobytes()}"));
if (!idle) Console.WriteLine(Network.Report.Summary);
