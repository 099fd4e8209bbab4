using CompressDsl.Core;
using CompressDsl.Generator.Diagnostics;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;
using CompressDsl.Generator.Tests.Frontend;
using CompressDsl.Generator.Tests.Pipeline;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Tests.Diagnostics;

/// <summary>The diagnostics from behind the front end that need a checkpoint, a quantised network, or a failing operator.</summary>
public sealed class CompileDiagnosticTests
{
    private const string Quantized = """
        [Quantize]
        public sealed partial class Student
        {
            readonly Linear hidden = new(2, 8);
            readonly LayerNorm norm = new(8);
            readonly Linear middle = new(8, 8);
            readonly Linear head = new(8, 1);
            Value Forward([Input(2)] Value x)
            {
                x = norm.Forward(Gelu(hidden.Forward(x)));
                return Tanh(head.Forward(Relu(norm.Forward(middle.Forward(x)))));
            }
        }
        """;

    [Fact]
    public void Operators_between_integer_layers_that_run_in_float_are_named_once_per_layer()
    {
        var diagnostics = Dsl.Run(Dsl.Compile(Quantized)).Diagnostics.Where(d => d.Id == "CDSL0500").ToArray();
        Assert.All(diagnostics, d => Assert.Equal(DiagnosticSeverity.Info, d.Severity));
        Assert.Equal(
            [
                "'hidden.gelu' runs in float inside a quantised network: Gelu has no integer kernel",
                "'norm' runs in float inside a quantised network: LayerNorm has no integer kernel",
            ],
            diagnostics.Select(d => d.GetMessage(null)));
        Assert.Equal(["Gelu(hidden.Forward(x))", "norm.Forward(Gelu(hidden.Forward(x)))"], diagnostics.Select(d => Quantized.Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length)));
    }

    [Fact]
    public void A_function_between_integer_layers_is_a_table_and_not_named() => Assert.DoesNotContain(
        Dsl.Run(Dsl.Compile(Quantized.Replace("norm.Forward(Gelu(hidden.Forward(x)))", "Gelu(hidden.Forward(x))"))).Diagnostics,
        d => d.Id == "CDSL0500" && d.GetMessage(null).Contains("gelu"));

    [Theory]
    [InlineData("[Quantize]", "Mode = QuantizationMode.WeightOnly")]
    [InlineData("[Quantize]", "Bits = 32")]
    public void A_network_that_is_not_in_integers_anyway_is_silent(string from, string to) =>
        Assert.DoesNotContain(Dsl.Run(Dsl.Compile(Quantized.Replace(from, $"[Quantize({to})]"))).Diagnostics, d => d.Id == "CDSL0500");

    [Fact]
    public void A_newer_checkpoint_is_refused()
    {
        var bytes = new Checkpoint(Tensors, new Dictionary<string, string> { [Checkpoint.SchemaKey] = "1" }).ToBytes();
        var newer = Array.IndexOf(bytes, (byte)'1', Index(bytes, Checkpoint.SchemaKey));
        bytes[newer] = (byte)'7';
        var diagnostic = Assert.Single(Run(bytes), d => d.Id is not ("CDSL0408" or "CDSL0532"));
        Assert.Equal(
            ("CDSL0407", "The checkpoint of 'Student' has schema 7, newer than this compiler reads: update CompressDsl"),
            (diagnostic.Id, diagnostic.GetMessage(null)));
    }

    [Fact]
    public void Missing_ranges_are_a_warning_and_the_network_measures_them()
    {
        var diagnostic = Assert.Single(Run(new Checkpoint(Tensors).ToBytes()));
        Assert.Equal(
            ("CDSL0408", DiagnosticSeverity.Warning, "The checkpoint of 'Student' has no range for 'head.input', so that it is measured at every call: call Student.Calibrate(data), which adds it"),
            (diagnostic.Id, diagnostic.Severity, diagnostic.GetMessage(null)));
    }

    [Fact]
    public void An_operator_without_kernels_cannot_be_compiled() => Assert.Equal(
        "CDSL0501 'Student' of 'Student' cannot be compiled: Unfinished has no kernels",
        Text(ModelBuild.Compile(Failing(new NotSupportedException("Unfinished has no kernels")))));

    [Fact]
    public void Channels_that_have_to_stay_are_named()
    {
        const string Source = """
            [Prune(0.5, Pattern = PrunePattern.Channels)]
            public sealed partial class Student
            {
                readonly Conv2d first = new(3, 8, 3);
                readonly Conv2d gate = new(8, 8, 1);
                readonly Linear head = new(32, 4);
                Value Forward([Input(3, 4, 4)] Value x)
                {
                    x = Relu(first.Forward(x));
                    return head.Forward(Flatten(x * Sigmoid(gate.Forward(x))));
                }
            }
            """;
        var diagnostics = Dsl.Run(Dsl.Compile(Source)).Diagnostics.Where(d => d.Id == "CDSL0502").ToArray();
        Assert.All(diagnostics, d => Assert.Equal(DiagnosticSeverity.Info, d.Severity));
        Assert.Equal(
            [
                "The channels of 'first.weight' are not removed: Sigmoid 'gate.sigmoid' makes something else of a zero",
                "The channels of 'gate.weight' are not removed: Sigmoid 'gate.sigmoid' makes something else of a zero",
                "The channels of 'head.weight' are not removed: they are an output of the network",
            ],
            diagnostics.Select(d => d.GetMessage(null)));
        Assert.Equal(
            ["first.Forward(x)", "gate.Forward(x)", "head.Forward(Flatten(x * Sigmoid(gate.Forward(x))))"],
            diagnostics.Select(d => Source.Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length)));
    }

    [Fact]
    public void Groups_without_a_kernel_are_named()
    {
        const string Source = """
            [Quantize(Bits = 4, GroupSize = 32)]
            public sealed partial class Student
            {
                readonly Conv2d first = new(4, 8, 3);
                [Quantize(Bits = 4)]
                readonly Conv2d second = new(8, 8, 3);
                readonly Linear small = new(32, 40);
                readonly Linear head = new(40, 4);
                Value Forward([Input(4, 6, 6)] Value x) => head.Forward(small.Forward(Flatten(second.Forward(first.Forward(x)))));
            }
            """;
        var diagnostic = Assert.Single(Dsl.Run(Dsl.Compile(Source)).Diagnostics, d => d.Id == "CDSL0520");
        Assert.Equal(DiagnosticSeverity.Info, diagnostic.Severity);
        Assert.Equal("'first.weight' has one scale per output instead of one for every 32 inputs: only Linear and Conv2d with windows of one pixel (kernelSize 1, stride 1, no padding, no groups of channels) have a kernel for groups", diagnostic.GetMessage(null));
        Assert.Equal("first.Forward(x)", Source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }

    [Fact]
    public void Pruned_weights_of_1_bit_are_refused()
    {
        const string Source = """
            [Prune(0.5)]
            public sealed partial class Student
            {
                [Quantize(Bits = 1)] readonly Linear first = new(32, 40);
                [Quantize(Bits = 1), Prune(0)] readonly Linear second = new(40, 40);
                [Quantize(Bits = 2)] readonly Linear head = new(40, 4);
                Value Forward([Input(32)] Value x) => head.Forward(second.Forward(first.Forward(x)));
            }
            """;
        var diagnostic = Assert.Single(Dsl.Run(Dsl.Compile(Source)).Diagnostics, d => d.Severity == DiagnosticSeverity.Error);
        Assert.Equal("CDSL0323", diagnostic.Id);
        Assert.Equal("'first.weight' is pruned and has 1 bit, which is plus or minus a scale and never 0: use Bits = 2, or [Prune(0)] on the layer", diagnostic.GetMessage(null));
        Assert.Equal("first.Forward(x)", Source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }

    [Fact]
    public void Activations_of_16_bits_are_floats_and_named()
    {
        const string Source = """
            [Quantize(ActivationBits = 16)]
            public sealed partial class Student
            {
                readonly Linear first = new(32, 40);
                [Quantize(ActivationBits = 4)] readonly Linear head = new(40, 4);
                Value Forward([Input(32)] Value x) => head.Forward(first.Forward(x));
            }
            """;
        var diagnostic = Assert.Single(Dsl.Run(Dsl.Compile(Source)).Diagnostics, d => d.Id == "CDSL0521");
        Assert.Equal((DiagnosticSeverity.Info, "'first.weight' computes with float activations instead of 16-bit ones: there is no kernel for these"), (diagnostic.Severity, diagnostic.GetMessage(null)));
        Assert.Equal("first.Forward(x)", Source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }

    [Fact]
    public void Asymmetric_grids_without_a_kernel_are_symmetric_and_named()
    {
        const string Source = """
            [Quantize(Symmetric = false)]
            public sealed partial class Student
            {
                readonly Conv2d first = new(16, 16, 3, groups: 16);
                readonly Linear head = new(576, 4);
                Value Forward([Input(16, 8, 8)] Value x) => head.Forward(Flatten(first.Forward(x)));
            }
            """;
        var diagnostic = Assert.Single(Dsl.Run(Dsl.Compile(Source)).Diagnostics, d => d.Id == "CDSL0522");
        Assert.Equal(
            (DiagnosticSeverity.Info, "'first.weight' has a symmetric grid of 8 bits instead of an asymmetric one: an output of a convolution in groups sees some of the activations, and a zero point needs their sum; 7 bits need none"),
            (diagnostic.Severity, diagnostic.GetMessage(null)));
        Assert.Equal("first.Forward(x)", Source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }

    [Fact]
    public void An_index_inside_a_network_is_refused()
    {
        const string Source = """
            public sealed partial class Student
            {
                readonly Linear head = new(2, 3);
                readonly Embedding words = new(3, 4);
                Value Forward([Input(2)] Value x) => words.Forward(ArgMax(head.Forward(x), keepDim: true));
            }
            """;
        Assert.Equal(
            ("CDSL0501", "'Student' of 'Student' cannot be compiled: ArgMax 'head.argMax' gives whole numbers and can only be a result of Forward: return it, or use the value before it"),
            Dsl.Run(Dsl.Compile(Source)).Diagnostics.Where(d => d.Id != "CDSL0400").Select(d => (d.Id, d.GetMessage(null))).Single());
    }

    [Fact]
    public void A_network_may_answer_with_an_index_beside_its_values() => Assert.Empty(Dsl.CompileWithOutput("""
        public sealed partial class Student
        {
            readonly Linear head = new(2, 3);
            (Value values, Value label) Forward([Input(2)] Value x) { var y = head.Forward(x); return (y, ArgMax(y)); }
            static int Classify(float[] x) { int label = 0; Infer(x, new float[3], new Span<int>(ref label)); return label; }
            static void Classify(float[] x, Session session, int[] labels) => session.InferBatch(x, new float[3 * labels.Length], labels);
            static void Values(float[] x) => Infer(x, new float[3], new float[3]);
        }
        """).Where(d => d.Severity == DiagnosticSeverity.Error));

    [Fact]
    public void A_failing_operator_is_an_internal_error_of_its_model() => Assert.Equal(
        "CDSL0999 The compiler failed on 'Student': InvalidOperationException: out of luck; please report it with the class",
        Text(ModelBuild.Compile(Failing(new InvalidOperationException("out of luck")))));

    private static CheckpointTensor[] Tensors =>
        [CheckpointTensor.Of("head.weight", [1, 2], [0.5f, -1f]), CheckpointTensor.Of("head.bias", [1], [0.25f])];

    private static IReadOnlyList<Diagnostic> Run(byte[] checkpoint)
    {
        var text = new StringWriter();
        WeightText.Write(checkpoint, text);
        var file = new WeightsFile("Student", text.ToString());
        var model = "[Quantize] public sealed partial class Student { readonly Linear head = new(2, 1); Value Forward([Input(2)] Value x) => head.Forward(x); }";
        return Dsl.Driver().AddAdditionalTexts([file]).WithUpdatedAnalyzerConfigOptions(file.Options)
            .RunGenerators(Dsl.Compile(model)).GetRunResult().Results.Single().Diagnostics;
    }

    private static int Index(byte[] bytes, string text) => bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(text)) + text.Length;

    private static Weights.ModelInput Failing(Exception error)
    {
        var declaration = Dsl.Model("public sealed partial class Student { readonly Linear head = new(2, 1); Value Forward([Input(2)] Value x) => head.Forward(x); }");
        var builder = new GraphBuilder("Student");
        var input = builder.Add(declaration.Graph[0].Operator, "x");
        return new Weights.ModelInput(declaration with { Graph = builder.Build(builder.Add(new FailingOperator(error), "failing", input)) }, default);
    }

    private static string Text(ModelOutput output)
    {
        var problem = Assert.Single(output.Compiled.Problems);
        return $"{problem.Id} {string.Format(null, Descriptor.All[problem.Id].MessageFormat.ToString(), [.. problem.Arguments])}";
    }
}
