using CompressDsl.Core;
using CompressDsl.Generator.Tests.Frontend;
using CompressDsl.Generator.Tests.Pipeline;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Tests.Diagnostics;

/// <summary>What the build says about zeros: those that are computed with, and those that were not chosen as asked.</summary>
public sealed class PruneDiagnosticTests
{
    [Fact]
    public void Zeros_that_are_computed_are_named()
    {
        const string Source = """
            [Quantize]
            public sealed partial class Student
            {
                [Prune(0.5, Pattern = PrunePattern.NM)] readonly Linear groups = new(64, 64);
                [Prune(0.5, Pattern = PrunePattern.Rows)] readonly Linear rows = new(64, 64);
                [Prune(0.9, Pattern = PrunePattern.Block8x4)] readonly Linear halves = new(64, 64);
                [Prune(0.4, Pattern = PrunePattern.Block8x4)] readonly Linear few = new(64, 64);
                [Prune(0.9, Pattern = PrunePattern.Block16x4)] readonly Linear head = new(64, 4);
                Value Forward([Input(64)] Value x) => head.Forward(few.Forward(halves.Forward(rows.Forward(groups.Forward(x)))));
            }
            """;
        var diagnostics = Dsl.Run(Dsl.Compile(Source)).Diagnostics.Where(d => d.Id == "CDSL0530").ToArray();
        Assert.All(diagnostics, d => Assert.Equal(DiagnosticSeverity.Info, d.Severity));
        Assert.Equal(
            [
                "Zeros of 'few.weight' are computed with: it runs in the dense kernel",
                "Zeros of 'groups.weight' are computed with: 2:4 runs in the dense kernel; Pattern = PrunePattern.Block16x4 is left out",
                "Zeros of 'halves.weight' are computed with: a vector of two blocks is left out where both are zero, about 81 % of them; Pattern = PrunePattern.Block16x4 is left out wholly",
                "Zeros of 'rows.weight' are computed with: rows of zeros stay in the dense kernel; Pattern = PrunePattern.Channels takes them out",
            ],
            diagnostics.Select(d => d.GetMessage(null)).Order(StringComparer.Ordinal));
        Assert.Contains(diagnostics, d => Source.Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length) == "groups.Forward(x)");
    }

    [Theory]
    [InlineData("[Quantize] [Prune(0.5)]", "", "single weights are not left out, and only [Storage(StorageMode.Small)] makes the stored model smaller; Pattern = PrunePattern.Block16x4 is 1.35 times as fast at a share of 0.3 already (1024 x 1024)")]
    [InlineData("[Prune(0.5)]", "[Storage(StorageMode.Small)]", "single weights are not left out, only the stored model gets smaller; with [Quantize], Pattern = PrunePattern.Block16x4 is 1.35 times as fast at a share of 0.3 already (1024 x 1024)")]
    [InlineData("[Prune(0.5, Pattern = PrunePattern.Block16x4)]", "", "layers of floats run in the dense kernel; with [Quantize] the blocks are left out")]
    [InlineData("[Quantize] [Prune(0.2, Pattern = PrunePattern.Block16x4)]", "", "below a share of 0.25 the dense kernel is faster")]
    [InlineData("[Quantize(Mode = QuantizationMode.WeightOnly)] [Prune(0.5, Pattern = PrunePattern.Block16x4)]", "", "float activations have the dense kernel alone; with Mode = QuantizationMode.Dynamic the blocks are left out")]
    [InlineData("[Quantize] [Prune(0.5, Pattern = PrunePattern.Block16x4)]", "", null)]
    public void What_does_not_pay_is_said_with_what_would(string attributes, string storage, string? why)
    {
        var source = $"{storage} public sealed partial class Student {{ {attributes} readonly Linear head = new(64, 64); Value Forward([Input(64)] Value x) => head.Forward(x); }}";
        var notes = Dsl.Run(Dsl.Compile(source)).Diagnostics.Where(d => d.Id == "CDSL0530").Select(d => d.GetMessage(null));
        Assert.Equal(why is null ? [] : [$"Zeros of 'head.weight' are computed with: {why}"], notes);
    }

    [Fact]
    public void Where_layers_compete_the_zeros_of_the_checkpoint_count()
    {
        const string Source = """
            [Quantize(Mode = QuantizationMode.Dynamic)]
            [Prune(0.5, Pattern = PrunePattern.Block16x4)]
            public sealed partial class Student
            {
                readonly Linear first = new(32, 32);
                readonly Linear second = new(32, 32);
                Value Forward([Input(32)] Value x) => second.Forward(first.Forward(x));
            }
            """;
        // Half of all blocks are zero: the second layer keeps one of its 16, the first one loses one.
        static CheckpointTensor Weights(string key, float all, float firstBlock) =>
            CheckpointTensor.Of(key, [32, 32], [.. Enumerable.Range(0, 32 * 32).Select(i => i / 32 < 16 && i % 32 < 4 ? firstBlock : all)]);
        var checkpoint = new Checkpoint(
            [Weights("first.weight", 1, 0.001f), CheckpointTensor.Of("first.bias", [32], new float[32]), Weights("second.weight", 0.01f, 10), CheckpointTensor.Of("second.bias", [32], new float[32])]);
        Assert.Equal(
            ["Zeros of 'first.weight' are computed with: below a share of 0.25 the dense kernel is faster, and 6 % of its blocks are zero"],
            Run(Source, checkpoint).Where(d => d.Id == "CDSL0530").Select(d => d.GetMessage(null)));
        Assert.DoesNotContain(Dsl.Run(Dsl.Compile(Source)).Diagnostics, d => d.Id == "CDSL0530");
    }

    [Fact]
    public void Groups_that_lose_channels_and_windows_without_blocks_are_named()
    {
        const string Source = """
            [Quantize]
            public sealed partial class Student
            {
                [Prune(0.5, Pattern = PrunePattern.Channels)] readonly Conv2d first = new(3, 16, 3);
                [Prune(0.5, Pattern = PrunePattern.NM)] readonly Conv2d second = new(16, 16, 3);
                [Prune(0.5, Pattern = PrunePattern.Block16x4)] readonly Conv2d third = new(16, 16, 3, dilation: 2);
                [Prune(0.5, Pattern = PrunePattern.Block16x4)] readonly Conv2d fourth = new(16, 16, 3);
                Value Forward([Input(3, 16, 16)] Value x) => fourth.Forward(third.Forward(second.Forward(Relu(first.Forward(x)))));
            }
            """;
        Assert.Equal(
            [
                "Zeros of 'second.weight' are computed with: 2:4 runs in the dense kernel, and channels that the layers before lose break its groups apart; Pattern = PrunePattern.Block16x4 is left out",
                "Zeros of 'third.weight' are computed with: its kernel has no whole blocks (groups of channels, holes in the window, rows of the window that are no multiple of 4 inputs)",
            ],
            Dsl.Run(Dsl.Compile(Source)).Diagnostics.Where(d => d.Id == "CDSL0530").Select(d => d.GetMessage(null)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Quantize", 32, "layers of up to 32 x 32 were as fast in floats with AVX2, of up to 16 x 16 with AVX-512; 8 bits were faster from 64 x 64 on")]
    [InlineData("Quantize", 64, null)]
    [InlineData("Quantize(Bits = 4, GroupSize = 32, Mode = QuantizationMode.WeightOnly)", 64, "groups with float activations took 2.5 times as long as 8-bit weights and activations at 1024 x 1024 and as long at 4096 x 4096 from memory; what they save is memory, and Mode = QuantizationMode.Dynamic saves it too and is faster")]
    [InlineData("Quantize(Bits = 4, GroupSize = 32, Mode = QuantizationMode.Dynamic)", 64, null)]
    [InlineData("Quantize(Bits = 1)", 64, "1-bit weights have no kernel of their own: they are stored in as many bits and multiplied as bytes, no faster than 6 bits")]
    [InlineData("Quantize(Bits = 2)", 64, "2-bit weights have no kernel of their own: they are stored in as many bits and multiplied as bytes, no faster than 6 bits; with GroupSize nibbles are multiplied")]
    [InlineData("Quantize(Bits = 6)", 64, null)]
    [InlineData("Quantize(Bits = 4, Symmetric = false)", 64, "4-bit weights have no kernel of their own: they are stored in as many bits and multiplied as bytes, no faster than 8 bits; with GroupSize nibbles are multiplied")]
    [InlineData("Quantize(Bits = 5, Codebook = true)", 64, "5-bit weights have no kernel of their own: they are stored in as many bits and multiplied as bytes, no faster than 8 bits")]
    public void Quantisation_that_is_not_faster_is_named(string attribute, int size, string? why)
    {
        var source = $"[{attribute}] public sealed partial class Student {{ readonly Linear head = new({size}, {size}); Value Forward([Input({size})] Value x) => head.Forward(x); }}";
        var notes = Dsl.Run(Dsl.Compile(source)).Diagnostics.Where(d => d.Id == "CDSL0532").ToArray();
        Assert.All(notes, n => Assert.Equal((DiagnosticSeverity.Info, "head.Forward(x)"), (n.Severity, source.Substring(n.Location.SourceSpan.Start, n.Location.SourceSpan.Length))));
        Assert.Equal(why is null ? [] : [$"'head.weight' is not faster for its quantisation: {why}"], notes.Select(n => n.GetMessage(null)));
    }

    [Theory]
    [InlineData("PruneCriterion.Taylor", "call Student.Prune(path, data), or train Student with it")]
    [InlineData("PruneCriterion.Movement", "train Student with it")]
    [InlineData("PruneScope.Sensitivity", "call Student.Prune(path, data), or train Student with it")]
    public void Masks_that_need_data_and_are_missing_are_a_warning(string measured, string wayOut)
    {
        var (setting, value) = (measured.Split('.')[0]["Prune".Length..], measured.Split('.')[1]);
        var source = $"[Prune(0.5, {setting} = {measured})] public sealed partial class Student {{ readonly Linear head = new(2, 1); Value Forward([Input(2)] Value x) => head.Forward(x); }}";
        var tensors = new Checkpoint([CheckpointTensor.Of("head.weight", [1, 2], [0.5f, -1f]), CheckpointTensor.Of("head.bias", [1], [0.25f])]);
        var diagnostic = Assert.Single(Run(source, tensors), d => d.Id == "CDSL0531");
        Assert.Equal(
            (DiagnosticSeverity.Warning, "head.Forward(x)", $"The checkpoint of 'Student' has no mask of 'head.weight' by {measured}, so that its smallest weights go: {wayOut}"),
            (diagnostic.Severity, source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length), diagnostic.GetMessage(null)));

        var weight = new WeightRecipe("head.weight", [1, 2], WeightKind.Matrix, 32, 0.5);
        weight = setting == "Scope" ? weight with { Scope = PruneScope.Sensitivity } : weight.PrunedBy(new PruneDetails(Criterion: Enum.Parse<PruneCriterion>(value)));
        var recipe = new Recipe("Student", [weight], [], [], []);
        var masked = tensors.With(CheckpointTensor.Of("head.weight.mask", [1, 2], new byte[] { 1, 0 })).TrainedFor(recipe);
        Assert.DoesNotContain(Run(source, masked), d => d.Id == "CDSL0531");
        Assert.DoesNotContain(Run(source.Replace($"{setting} = {measured}", "Criterion = PruneCriterion.Random"), tensors), d => d.Id == "CDSL0531");
    }

    [Theory]
    [InlineData("Prune(0.25)", null)]
    [InlineData("Prune(0.5)", "head.weight: sparsity 0.25 in the checkpoint, 0.5 in the model")]
    [InlineData("Prune(0.5, Criterion = PruneCriterion.L2)", "head.weight: sparsity 0.25 in the checkpoint, 0.5 in the model (and 1 more)")]
    public void A_checkpoint_of_other_attributes_is_a_warning(string attribute, string? difference)
    {
        var source = $"[{attribute}] public sealed partial class Student {{ readonly Linear head = new(2, 1); Value Forward([Input(2)] Value x) => head.Forward(x); }}";
        var tensors = new Checkpoint([CheckpointTensor.Of("head.weight", [1, 2], [0.5f, -1f]), CheckpointTensor.Of("head.bias", [1], [0.25f])]);
        var trained = tensors.TrainedFor(new Recipe("Student", [new WeightRecipe("head.weight", [1, 2], WeightKind.Matrix, 32, 0.25), new WeightRecipe("head.bias", [1], WeightKind.Vector)], [], [], []));
        var found = Run(source, trained).Where(d => d.Id == "CDSL0533").ToArray();
        Assert.All(found, d => Assert.Equal(DiagnosticSeverity.Warning, d.Severity));
        Assert.Equal(
            difference is null ? [] : [$"The checkpoint of 'Student' was trained for other attributes, {difference}: what training decided there is not used; train again"],
            found.Select(d => d.GetMessage(null)));
        Assert.DoesNotContain(Run(source, tensors), d => d.Id == "CDSL0533");
    }

    private static IReadOnlyList<Diagnostic> Run(string source, Checkpoint checkpoint)
    {
        var text = new StringWriter();
        WeightText.Write(checkpoint.ToBytes(), text);
        var file = new WeightsFile("Student", text.ToString());
        return Dsl.Driver().AddAdditionalTexts([file]).WithUpdatedAnalyzerConfigOptions(file.Options)
            .RunGenerators(Dsl.Compile(source)).GetRunResult().Results.Single().Diagnostics;
    }
}
