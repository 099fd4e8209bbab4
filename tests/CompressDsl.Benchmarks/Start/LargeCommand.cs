using System.Globalization;
using CompressDsl.Benchmarks.Timing;

namespace CompressDsl.Benchmarks.Start;

/// <summary><c>-- large</c>: a network of 25 million weights: how long it builds, how much memory it takes, and that it runs.</summary>
internal static class LargeCommand
{
    private const string Inputs = "150528";
    private const string Outputs = "1000";

    /// <summary>Writes random weights, builds ResNet-50 with them and starts it.</summary>
    public static int Run()
    {
        Console.WriteLine(Machine.Describe());
        var folder = Directory.CreateTempSubdirectory("CompressDsl");
        try
        {
            var weights = Path.Combine(folder.FullName, "ResNet50.safetensors");
            ResNet50Weights.Random(seed: 1).Save(weights);
            var program = FirstCallProgram.Publish(Path.Combine(folder.FullName, "program"), "-p:Network=ResNet50", $"-p:ResNet50Weights={weights}");
            var figures = program.Start(Inputs, Outputs);
            Console.WriteLine("name\tbuild_s\tfirst_ms\tcall_ms\tallocated_bytes\tpeak_mb");
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"resnet50\t{program.Seconds:0.0}\t{figures.FirstMilliseconds:0}\t{figures.BestMicroseconds / 1e3:0.0}\t{figures.Allocated:0}\t{figures.PeakMegabytes:0.0}"));
            Console.WriteLine($"# {figures.Summary}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return 0;
    }
}
