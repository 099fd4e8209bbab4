using System.Diagnostics;
using System.Globalization;
using CompressDsl.Benchmarks.Timing;
using CompressDsl.Core;
using CompressDsl.Generator;
using CompressDsl.Generator.Tests.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompressDsl.Benchmarks.Generation;

/// <summary>What the generator costs a warm compiler: one model without weights, and what 1 MB of packed weights adds to a whole compile.</summary>
internal static class GeneratorCommand
{
    private const int Side = 512;
    private const int Rounds = 15;

    private static readonly CSharpParseOptions Options = new(LanguageVersion.Latest);

    public static int Run()
    {
        var weights = Weights();
        var (model, without, with) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < 2 * Rounds; round++)
        {
            var edited = Compilation(Side + round);
            var driver = Driver().RunGenerators(Compilation(Side - 1));
            var (edit, plain, packed) = (Time(() => driver.RunGenerators(edited)), Time(() => Build(null)), Time(() => Build(weights)));
            if (round < Rounds) continue; // the compiler is not warm yet
            model.Add(edit);
            without.Add(plain);
            with.Add(packed);
        }

        Print("model-without-weights", Median.Of(model));
        Print("build-without-weights", Median.Of(without));
        Print("build-with-1MB", Median.Of(with));
        Print("added-by-1MB", Median.Of(with) - Median.Of(without));
        return 0;
    }

    private static void Build(WeightsFile? weights)
    {
        GeneratorDriver driver = Driver();
        if (weights is not null) driver = driver.AddAdditionalTexts([weights]).WithUpdatedAnalyzerConfigOptions(weights.Options);
        driver.RunGeneratorsAndUpdateCompilation(Compilation(Side), out var output, out _);
        var result = output.Emit(Stream.Null);
        if (!result.Success) throw new InvalidOperationException(string.Join("\n", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
    }

    private static CSharpGeneratorDriver Driver() => CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: Options);

    private static CSharpCompilation Compilation(int outputs) => CSharpCompilation.Create(
        "App",
        [
            CSharpSyntaxTree.ParseText(
                $$"""
                using CompressDsl;
                public sealed partial class Net
                {
                    private readonly Linear head = new({{Side}}, {{outputs}});
                    private Value Forward([Input({{Side}})] Value x) => head.Forward(x);
                }
                """, Options, "Net.cs"),
        ],
        References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, optimizationLevel: OptimizationLevel.Release));

    private static MetadataReference[] References { get; } =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => !Path.GetFileName(p).StartsWith("CompressDsl.Generator", StringComparison.Ordinal))
            .Select(p => MetadataReference.CreateFromFile(p))];

    /// <summary>A float layer whose packed matrix has 1 MB.</summary>
    private static WeightsFile Weights()
    {
        var random = new Random(1);
        var matrix = new float[Side * Side];
        for (var i = 0; i < matrix.Length; i++) matrix[i] = random.NextSingle() - 0.5f;
        var text = new StringWriter();
        WeightText.Write(new Checkpoint([CheckpointTensor.Of("head.weight", [Side, Side], matrix), CheckpointTensor.Of("head.bias", [Side], new float[Side])]).ToBytes(), text);
        return new WeightsFile("Net", text.ToString());
    }

    private static double Time(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static void Print(string name, double milliseconds) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}\t{milliseconds:0.0} ms"));
}
