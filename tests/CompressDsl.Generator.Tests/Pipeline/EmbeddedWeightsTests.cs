using CompressDsl.Core;
using CompressDsl.Generator.Emit;
using CompressDsl.Generator.Tests.Frontend;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Tests.Pipeline;

/// <summary>An assembly has room for 8 MB of packed weights of all its models together.</summary>
public sealed class EmbeddedWeightsTests
{
    private const int MegaByte = 1 << 20;

    /// <summary>About 5 MB of float weights each; the smaller one stays.</summary>
    private static readonly string[] Sources =
    [
        "public sealed partial class Large { readonly Linear head = new(1280, 1040); Value Forward([Input(1280)] Value x) => head.Forward(x); }",
        "public sealed partial class Small { readonly Linear head = new(1280, 1024); Value Forward([Input(1280)] Value x) => head.Forward(x); }",
    ];

    [Fact]
    public void Small_models_stay_and_names_decide_between_equals()
    {
        Assert.Equal(["C", "D"], EmbeddedWeights.Sidecars([("D", 9 * MegaByte), ("C", 5 * MegaByte), ("A", MegaByte), ("B", 5 * MegaByte)]));
        Assert.Empty(EmbeddedWeights.Sidecars([("A", 4 * MegaByte), ("B", 4 * MegaByte)]));
        Assert.Equal(["A"], EmbeddedWeights.Sidecars([("B", 4 * MegaByte), ("A", (4 * MegaByte) + 1)]));
    }

    [Fact]
    public void Of_two_models_of_5_MB_one_goes_beside_the_assembly_until_there_is_room()
    {
        var (large, small) = (Weights("Large", 1040), Weights("Small", 1024));
        var compilation = Dsl.Compile(Sources);
        var driver = Dsl.Driver().AddAdditionalTexts([large, small]).WithUpdatedAnalyzerConfigOptions(small.Options).RunGenerators(compilation);
        var both = driver.GetRunResult().Results.Single();
        Assert.Empty(both.Diagnostics);
        Assert.Equal(["Large.Sidecar.g.cs"], both.GeneratedSources.Select(s => s.HintName).Where(n => n.Contains("Sidecar")));
        Assert.Contains("FromFile(\"Large.packed\"", Source(both, "Large.Weights.g.cs"));
        Assert.Contains("FromText(PackedText", Source(both, "Small.Weights.g.cs"));

        var alone = driver.RemoveAdditionalTexts([small]).RunGenerators(compilation).GetRunResult().Results.Single();
        Assert.DoesNotContain(alone.GeneratedSources, s => s.HintName.Contains("Sidecar"));
        Assert.Contains("FromText(PackedText", Source(alone, "Large.Weights.g.cs"));
        var compiled = alone.TrackedSteps[Steps.Compile].SelectMany(s => s.Outputs).ToDictionary(o => ((ModelOutput)o.Value).Model, o => o.Reason);
        Assert.Equal(IncrementalStepRunReason.Modified, compiled["Small"]);
        Assert.Equal(IncrementalStepRunReason.Cached, compiled["Large"]);
    }

    private static string Source(GeneratorRunResult run, string file) => run.GeneratedSources.Single(s => s.HintName == file).SourceText.ToString();

    private static WeightsFile Weights(string model, int outputs)
    {
        var checkpoint = new Checkpoint([
            CheckpointTensor.Of("head.weight", [outputs, 1280], new float[outputs * 1280]), CheckpointTensor.Of("head.bias", [outputs], new float[outputs])]);
        var text = new StringWriter();
        WeightText.Write(checkpoint.ToBytes(), text);
        return new WeightsFile(model, text.ToString());
    }
}
