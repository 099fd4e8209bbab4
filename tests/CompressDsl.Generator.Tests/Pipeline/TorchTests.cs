using CompressDsl.Generator.Tests.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompressDsl.Generator.Tests.Pipeline;

/// <summary>A project that references TorchSharp gains modules and loops; one that does not sees nothing of it.</summary>
public sealed class TorchTests
{
    private const string Teacher = """
        public sealed partial class Teacher
        {
            private readonly Linear head = new(20, 4);

            private Value Forward([Input(20)] Value x) => head.Forward(x);
        }
        """;

    private const string Student = """
        [Quantize(Bits = 8), Prune(0.5), Distill(typeof(Teacher))]
        public sealed partial class Student
        {
            private readonly Linear hidden = new(20, 12);
            private readonly BatchNorm1d norm = new(12);
            private readonly Linear head = new(12, 4);

            private Value Forward([Input(20)] Value x) => head.Forward(Dropout(Relu(norm.Forward(hidden.Forward(x))), 0.1));
        }
        """;

    private const string Reader = """
        namespace My.App;

        [Quantize(Bits = 8)]
        public sealed partial class Reader<T>
        {
            private readonly EmbeddingBag words = new(50, 8);
            private readonly Linear[] layers = [new(8, 8), new(8, 8)];
            private readonly Linear topic = new(8, 4);
            private readonly Linear score = new(8, 1);

            private (Value Topic, Value Score) Forward([Input(DType.Int32, Max = 16)] Value words, [Input(8)] Value layers)
            {
                var text = Relu(this.layers[1].Forward(Relu(this.layers[0].Forward(this.words.Forward(words) * 2 + layers))));
                return (topic.Forward(text), Tanh(score.Forward(text)));
            }
        }
        """;

    [Theory]
    [InlineData(Teacher, Student)]
    [InlineData(Reader)]
    public void What_is_emitted_compiles_against_the_declarations(params string[] sources) => Assert.Empty(Complaints(TorchApi.With(sources)));

    [Fact]
    public void The_members_are_there()
    {
        Dsl.Driver().RunGeneratorsAndUpdateCompilation(TorchApi.With(Teacher, Student), out var output, out _);
        var student = output.GetTypeByMetadataName("Student")!;
        string Members(string name) => string.Join("; ", student.GetMembers(name).OfType<IMethodSymbol>().Select(m => string.Join(", ", m.Parameters.Select(p => p.Name))));
        Assert.Equal("TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>", student.GetTypeMembers("Torch").Single().BaseType!.ToDisplayString());
        Assert.Equal("checkpoint", Members("ToTorch"));
        Assert.Equal("module", Members("FromTorch"));
        Assert.Equal("data, options, device, progress", Members("TrainTorch"));
        Assert.Equal("teacher, data, options, device, progress; teacher, data, options, device, progress; teacher, data, options, device, progress", Members("DistillTorch"));
    }

    [Fact]
    public void Without_TorchSharp_nothing_is_emitted_and_nothing_changes()
    {
        var with = Dsl.Run(TorchApi.With(Teacher, Student)).GeneratedSources.ToDictionary(s => s.HintName, s => s.SourceText.ToString());
        var without = Dsl.Run(TorchApi.Without(Teacher, Student)).GeneratedSources;
        Assert.DoesNotContain(without, s => s.HintName.Contains("Torch") || s.SourceText.ToString().Contains("Torch"));
        Assert.All(without, s => Assert.Equal(with[s.HintName], s.SourceText.ToString()));
        Assert.Equal(
            [
                "CompressDsl.TorchSharp.Training.g.cs", "CompressDsl.TorchSharp.g.cs", "Student.Torch.Training.g.cs", "Student.Torch.g.cs",
                "Teacher.Torch.Training.g.cs", "Teacher.Torch.g.cs",
            ],
            with.Keys.Except(without.Select(s => s.HintName)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_project_without_the_training_library_gets_the_module_alone()
    {
        var training = TorchApi.With(Teacher).References.First(r => r.Display!.EndsWith("CompressDsl.Training.dll", StringComparison.Ordinal));
        var names = Dsl.Run(TorchApi.With(Teacher).RemoveReferences(training)).GeneratedSources.Select(s => s.HintName).Where(n => n.Contains("Torch"));
        Assert.Equal(["CompressDsl.TorchSharp.g.cs", "Teacher.Torch.g.cs"], names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_model_with_errors_keeps_its_members()
    {
        const string Use = """
            using static TorchSharp.torch;
            public static class Program
            {
                public static Tensor Run(CompressDsl.Core.Checkpoint checkpoint, CompressDsl.Training.IDataSource data, nn.Module<Tensor, Tensor> teacher)
                {
                    Student.TrainTorch(data, new(), CUDAOr(CPU));
                    Student.Distill(teacher, data, new());
                    Student.DistillTorch(teacher, data, new(), CPU);
                    Student.FromTorch(Student.ToTorch(checkpoint));
                    return new Student.Torch().forward(zeros(new long[] { 1, 20 }));
                }

                private static Device CUDAOr(Device other) => cuda.is_available() ? other : CPU;
            }
            """;
        Assert.Empty(Complaints(TorchApi.With(Teacher, Student, Use)));
        Assert.Equal(["CDSL0200"], Complaints(TorchApi.With(Teacher, Student.Replace("new(12, 4)", "new(11, 4)"), Use)));
    }

    [Fact]
    public void What_TorchSharp_has_no_module_for_is_named_and_nothing_else_is_missing()
    {
        var source = Diagnostics.DiagnosticPage.Of("CDSL0600").Invalid;
        var run = Dsl.Run(TorchApi.With(source));
        var diagnostic = Assert.Single(run.Diagnostics, d => d.Id == "CDSL0600");
        Assert.Equal((DiagnosticSeverity.Info, "'Student' gets no TorchSharp module: it has 7 inputs, and modules have at most 6"), (diagnostic.Severity, diagnostic.GetMessage(null)));
        Assert.Equal("Student", source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        Assert.DoesNotContain(run.GeneratedSources, s => s.HintName.StartsWith("Student.Torch", StringComparison.Ordinal));
        Assert.Empty(Complaints(TorchApi.With(source)));
        Assert.DoesNotContain(Dsl.Run(TorchApi.With(Diagnostics.DiagnosticPage.Of("CDSL0600").Fixed)).Diagnostics, d => d.Id == "CDSL0600");
    }

    [Fact]
    public void What_no_batch_can_hold_is_not_trained_and_is_named()
    {
        var page = Diagnostics.DiagnosticPage.Of("CDSL0580");
        var run = Dsl.Run(TorchApi.With(page.Invalid));
        var diagnostic = Assert.Single(run.Diagnostics, d => d.Id == "CDSL0580");
        Assert.Equal(
            (DiagnosticSeverity.Info, "'Student' is not trained on TorchSharp: "
                + "its input 'frames' has floats of varying number, and all samples of a batch have as many"),
            (diagnostic.Severity, diagnostic.GetMessage(null)));
        Assert.Equal("frames", page.Invalid.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        Assert.Contains(run.GeneratedSources, s => s.HintName == "Student.Torch.g.cs");
        Assert.DoesNotContain(run.GeneratedSources, s => s.HintName == "Student.Torch.Training.g.cs");
        Assert.Empty(Complaints(TorchApi.With(page.Invalid)));
        var fixedRun = Dsl.Run(TorchApi.With(page.Fixed));
        Assert.DoesNotContain(fixedRun.Diagnostics, d => d.Id == "CDSL0580");
        Assert.Contains(fixedRun.GeneratedSources, s => s.HintName == "Student.Torch.Training.g.cs");
    }

    [Fact]
    public void A_second_input_of_token_ids_is_not_trained_either()
    {
        const string source = """
            public sealed partial class Student
            {
                private readonly EmbeddingBag bag = new(50, 8);
                private readonly Linear head = new(8, 2);

                private Value Forward([Input(DType.Int32, Max = 9)] Value left, [Input(DType.Int32, Max = 9)] Value right) =>
                    head.Forward(bag.Forward(left) + bag.Forward(right));
            }
            """;
        var diagnostic = Assert.Single(Dsl.Run(TorchApi.With(source)).Diagnostics, d => d.Id == "CDSL0580");
        const string message = "'Student' is not trained on TorchSharp: its input 'right' is a second one of token ids, and samples have one";
        Assert.Equal(message, diagnostic.GetMessage(null));
    }

    [Theory]
    [InlineData("class Student", "class Torch", "'Torch' gets no TorchSharp module: a class of this name cannot hold another one of it")]
    [InlineData("hidden", "torch", "'Student' gets no TorchSharp module: its field 'torch' hides a name of TorchSharp's")]
    public void Names_that_would_hide_TorchSharp_s_are_refused(string from, string to, string message)
    {
        var compilation = TorchApi.With(Teacher, Student.Replace(from, to));
        Assert.Equal(message, Assert.Single(Dsl.Run(compilation).Diagnostics, d => d.Id == "CDSL0600").GetMessage(null));
        Assert.Empty(Complaints(compilation));
    }

    private static IEnumerable<string> Complaints(CSharpCompilation compilation)
    {
        Dsl.Driver().RunGeneratorsAndUpdateCompilation(compilation, out var output, out var diagnostics);
        return output.GetDiagnostics().Concat(diagnostics).Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(d => d.Id.StartsWith("CDSL", StringComparison.Ordinal) ? d.Id : d.ToString()).Distinct().Take(10);
    }
}
