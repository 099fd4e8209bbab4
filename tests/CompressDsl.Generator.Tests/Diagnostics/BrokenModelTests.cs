using CompressDsl.Generator.Tests.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompressDsl.Generator.Tests.Diagnostics;

/// <summary>A model with errors keeps its members: nothing but its own errors is shown.</summary>
public sealed class BrokenModelTests
{
    private const string Good = """
        namespace My.App
        {
            [Distill(typeof(CompressDsl.IModel))]
            public sealed partial class Net
            {
                readonly Linear head = new(2, 3);
                readonly Embedding words = new(9, 2);
                (Value logits, Value) Forward([Input(8)] Value @in, [Input(DType.Int32, Max = 4)] Value tokens) =>
                    (head.Forward(words.Forward(tokens)), words.Forward(tokens));
            }
        }
        """;

    private const string Plain = """
        public sealed partial class Net
        {
            readonly Linear head = new(8, 3);
            Value Forward([Input(8)] Value x) => head.Forward(x);
        }
        """;

    private const string Use = """
        public static class Program
        {
            public static float[] Main(CompressDsl.Training.IDataset data)
            {
                var output = new float[3];
                Net.Infer(new float[8], output);
                using var stream = System.IO.Stream.Null;
                Net.Session session = Net.Load("path");
                session.InferFloat(new float[8], output);
                session.InferBatch(new float[16], new float[6]);
                Console.WriteLine($"{Net.Report} {session.Signature} {Net.Default.Tier} {Net.Evaluate("path", data)}");
                Net.Train(data, null!);
                return output;
            }
        }
        """;

    private const string Hinted = """
        public sealed partial class Teacher { readonly Linear head = new(8, 3); Value Forward([Input(8)] Value x) => head.Forward(x); }
        public sealed class Part { [Hint("head")] readonly Linear inner = new(8, 3); public Value Forward(Value x) => inner.Forward(x); }
        [Distill(typeof(Teacher))] public sealed partial class Net { readonly Part[] parts = [new()]; Value Forward([Input(8)] Value x) => parts[0].Forward(x); }
        """;

    [Theory]
    [InlineData("new(9, 3)", "CDSL0200")]
    [InlineData("new(8, 3); bool broken = new object() is string", "CDSL0100")]
    [InlineData("new(8, 3); string wide = Environment.MachineName", "CDSL0101")]
    public void Only_the_errors_of_the_model_are_shown(string layer, string id)
    {
        var errors = Errors(Plain.Replace("new(8, 3)", layer), Use);
        Assert.All(errors, e => Assert.StartsWith("CDSL", e));
        Assert.Contains(id, errors);
    }

    [Fact]
    public void An_error_of_CSharp_in_Forward_stays_the_only_one() =>
        Assert.Equal(["CS0103"], Errors(Plain.Replace("head.Forward(x)", "head.Forward(y)"), Use));

    [Fact]
    public void A_size_that_is_not_possible_leaves_the_members() => Assert.Equal(["CDSL0008"], Errors(Plain.Replace("Input(8)", "Input(0)"), Use));

    [Fact]
    public void A_wrong_return_type_leaves_the_members() => Assert.Equal(
        ["CDSL0011"], Errors(Plain.Replace("Value Forward", "Value[] Forward").Replace("=> head.Forward(x)", "=> [head.Forward(x)]"), Use));

    [Theory]
    [InlineData(Plain, "new(8, 3)", "new(9, 3)")]
    [InlineData(Good, "new(2, 3)", "new(9, 3)")]
    [InlineData(Hinted, "new(8, 3); public", "new(9, 3); public")]
    public void It_has_the_members_of_a_good_model(string source, string from, string to)
    {
        var good = Members(source);
        Assert.True(good.Count > 15);
        Assert.Equal(good, Members(source.Replace(from, to)));
    }

    private static CSharpCompilation Compile(params string[] sources) =>
        Dsl.Compile(sources).AddReferences(MetadataReference.CreateFromFile(typeof(CompressDsl.Training.TrainingOptions).Assembly.Location));

    private static IReadOnlyList<string> Errors(params string[] sources)
    {
        Dsl.Driver().RunGeneratorsAndUpdateCompilation(Compile(sources), out var output, out var diagnostics);
        return output.GetDiagnostics().Concat(diagnostics).Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id).Distinct().ToArray();
    }

    private static IReadOnlyList<string> Members(string source)
    {
        Dsl.Driver().RunGeneratorsAndUpdateCompilation(Compile(source), out var output, out _);
        var type = output.GetTypeByMetadataName("Net") ?? output.GetTypeByMetadataName("My.App.Net")!;
        return [.. type.GetMembers().Concat(type.GetTypeMembers("Session").Single().GetMembers())
            .Where(m => m.DeclaredAccessibility == Accessibility.Public && m is not IMethodSymbol { MethodKind: MethodKind.PropertyGet or MethodKind.Constructor })
            .Select(m => m.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithMemberOptions((SymbolDisplayMemberOptions)0x7f).WithParameterOptions((SymbolDisplayParameterOptions)0x3f)))
            .Order(StringComparer.Ordinal)];
    }
}
