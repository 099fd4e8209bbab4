using CompressDsl.Core;
using CompressDsl.Generator.Tests.Frontend;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Tests.Pipeline;

/// <summary>Checkpoints on their way into the generator.</summary>
public sealed class WeightsTests
{
    private const string Model = "namespace My.App; public sealed partial class Student { readonly Linear head = new(2, 1); Value Forward([Input(2)] Value x) => head.Forward(x); }";

    [Fact]
    public void A_fitting_checkpoint_is_silent() => Assert.Empty(Run(("Student", Text())).Diagnostics);

    [Fact]
    public void The_full_name_works_too() => Assert.Empty(Run(("My.App.Student", Text())).Diagnostics);

    [Fact]
    public void No_checkpoint_is_an_information()
    {
        var diagnostic = Assert.Single(Run().Diagnostics);
        Assert.Equal(("CDSL0400", DiagnosticSeverity.Info), (diagnostic.Id, diagnostic.Severity));
        Assert.Equal(Model.IndexOf("Student", StringComparison.Ordinal), diagnostic.Location.SourceSpan.Start);
    }

    [Theory]
    [InlineData("CDSL0401", "head.bias", true)]
    [InlineData("CDSL0402", "extra.weight", false)]
    public void A_tensor_too_few_or_too_many_is_named(string id, string tensor, bool leaveOut)
    {
        var extra = leaveOut ? [] : new[] { CheckpointTensor.Of(tensor, [1], new float[1]) };
        var diagnostic = Assert.Single(Run(("Student", Text(leaveOut ? tensor : null, extra))).Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Contains($"'{tensor}'", diagnostic.GetMessage(null));
    }

    [Fact]
    public void A_wrong_shape_and_a_bad_number_are_named()
    {
        Assert.Equal("CDSL0403", Assert.Single(Run(("Student", Text("head.weight", CheckpointTensor.Of("head.weight", [2, 2], new float[4])))).Diagnostics).Id);
        Assert.Equal("CDSL0405", Assert.Single(Run(("Student", Text("head.bias", CheckpointTensor.Of("head.bias", [1], [float.NaN])))).Diagnostics).Id);
        Assert.Equal("CDSL0404", Assert.Single(Run(("Student", Text("head.bias", CheckpointTensor.Of("head.bias", [1], new byte[1])))).Diagnostics).Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("version https://git-lfs.github.com/spec/v1\n")]
    [InlineData("compressdsl-weights 1 8 0\nAAAAAAAAAAA=\n")]
    public void A_damaged_text_is_an_error_and_the_API_stays(string text)
    {
        var run = Run(("Student", text));
        Assert.Equal("CDSL0406", Assert.Single(run.Diagnostics).Id);
        Assert.Contains(run.GeneratedSources, s => s.HintName == "My.App.Student.Inference.g.cs");
    }

    [Fact]
    public void A_checkpoint_for_nobody_is_a_warning()
    {
        var diagnostic = Assert.Single(Run(("Student", Text()), ("Studnet", Text())).Diagnostics);
        Assert.Equal("CDSL0409", diagnostic.Id);
        Assert.StartsWith("'Studnet.safetensors' is meant for the model 'Studnet'", diagnostic.GetMessage(null));
    }

    [Fact]
    public void Two_checkpoints_are_an_error()
    {
        var diagnostic = Assert.Single(Run(("Student", Text()), ("My.App.Student", Text())).Diagnostics);
        Assert.Equal("CDSL0410", diagnostic.Id);
        Assert.EndsWith("Student.safetensors, My.App.Student.safetensors; keep one", diagnostic.GetMessage(null));
    }

    private static GeneratorRunResult Run(params (string Model, string Text)[] weights)
    {
        var files = weights.Select(w => new WeightsFile(w.Model, w.Text)).ToArray();
        var driver = Dsl.Driver().AddAdditionalTexts([.. files]).WithUpdatedAnalyzerConfigOptions(new WeightsFile("", "").Options);
        return driver.RunGenerators(Dsl.Compile(Model)).GetRunResult().Results.Single();
    }

    /// <summary>The weight text of a checkpoint that fits, less one tensor, plus others.</summary>
    private static string Text(string? without = null, params CheckpointTensor[] others)
    {
        CheckpointTensor[] fitting = [CheckpointTensor.Of("head.weight", [1, 2], [0.5f, -1f]), CheckpointTensor.Of("head.bias", [1], [0.25f])];
        var writer = new StringWriter();
        WeightText.Write(new Checkpoint([.. fitting.Where(t => t.Name != without), .. others]).ToBytes(), writer);
        return writer.ToString();
    }
}
