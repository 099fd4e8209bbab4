using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Tests.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompressDsl.Generator.Tests.Diagnostics;

/// <summary>What is read of hints, and what is said of those that do not fit.</summary>
public sealed class HintDiagnosticTests
{
    private const string Teacher = """
        public sealed class Part(int inputs, int outputs)
        {
            readonly Conv2d conv = new(inputs, outputs, 3, padding: 1);
            public Value Forward(Value x) => Relu(conv.Forward(x));
        }
        public sealed partial class Teacher
        {
            readonly Part[] parts = [new(2, 8), new(8, 8)];
            readonly MaxPool2d pool = new(2);
            readonly Linear unused = new(3, 3);
            readonly Linear head = new(128, 3);
            Value Forward([Input(2, 8, 8)] Value x) => head.Forward(Flatten(pool.Forward(parts[1].Forward(parts[0].Forward(x)))));
        }
        """;

    [Fact]
    public void Arrays_pair_by_number_and_blocks_by_theirs()
    {
        var student = Students("""
            [Distill(typeof(Teacher))]
            public sealed partial class Student
            {
                [Hint("parts.*")] readonly Part[] parts = [new(2, 4), new(4, 4)];
                [Hint("pool", Loss = HintLoss.RelationalAngle, Weight = 2)] [Hint("head", OfSelf = true, Loss = HintLoss.RelationalDistance)]
                readonly MaxPool2d pool = new(2);
                readonly Linear head = new(64, 3);
                Value Forward([Input(2, 8, 8)] Value x) => head.Forward(Flatten(pool.Forward(parts[1].Forward(parts[0].Forward(x)))));
            }
            """);
        Assert.Equal(
            [
                "pool [4, 4, 4] from own head [3] RelationalDistance * 0.1",
                "parts.0 [8, 8, 4] from parts.0 [8, 8, 8] Features * 0.1 projected",
                "parts.1 [8, 8, 4] from parts.1 [8, 8, 8] Features * 0.1 projected",
                "pool [4, 4, 4] from pool [4, 4, 8] RelationalAngle * 2",
            ],
            student.Hints.Select(Words));
    }

    [Fact]
    public void A_hint_in_a_block_is_for_students_that_have_a_teacher()
    {
        const string Blocks = """
            public sealed class Stage(int inputs, int outputs)
            {
                [Hint("parts.*.conv")] readonly Conv2d inner = new(inputs, outputs, 3, padding: 1);
                public Value Forward(Value x) => Relu(inner.Forward(x));
            }
            public sealed partial class Alone
            {
                readonly Stage stage = new(2, 4);
                Value Forward([Input(2, 8, 8)] Value x) => stage.Forward(x);
            }
            """;
        var models = Dsl.Models(Teacher.Replace("readonly Linear unused = new(3, 3);", ""), Blocks, """
            [Distill(typeof(Teacher))]
            public sealed partial class Student
            {
                readonly Stage[] stages = [new(2, 4), new(4, 4)];
                readonly Linear head = new(256, 3);
                Value Forward([Input(2, 8, 8)] Value x) => head.Forward(Flatten(stages[1].Forward(stages[0].Forward(x))));
            }
            """);
        Assert.Empty(models.Single(m => m.Type.Name == "Alone").Hints);
        Assert.Equal(
            ["stages.0.inner [8, 8, 4] from parts.0.conv [8, 8, 8] Features * 0.1 projected", "stages.1.inner [8, 8, 4] from parts.1.conv [8, 8, 8] Features * 0.1 projected"],
            models.Single(m => m.Type.Name == "Student").Hints.Select(Words));
    }

    [Theory]
    [InlineData("""Hint("parts.*")""", "CDSL0542", "'Teacher' has no field 'parts.*' that holds a layer or block; near it: 'parts.0', 'parts.1', 'parts.0.conv'")]
    [InlineData("""Hint("unused")""", "CDSL0543", "'Teacher' never calls 'unused', so that [Hint] on 'conv' has no one value of it: a hint is about a field that is called once and gives one value")]
    [InlineData("""Hint("pool")""", "CDSL0544", "'conv' float[4, 8, 8] cannot learn from 'pool' float[8, 4, 4] by HintLoss.Features: their places differ; HintLoss.Attention compares maps of different sizes, HintLoss.RelationalDistance anything")]
    [InlineData("""Hint("head", Loss = HintLoss.Attention)""", "CDSL0544", "'conv' float[4, 8, 8] cannot learn from 'head' float[3] by HintLoss.Attention: a map has more than one place; HintLoss.Features compares vectors")]
    [InlineData("""Hint("hed", OfSelf = true)""", "CDSL0542", "'Student' has no field 'hed' that holds a layer or block; near it: 'head', 'conv'")]
    [InlineData("""Hint("conv", OfSelf = true)""", "CDSL0546", "'conv' does not come behind 'conv', which is computed from it: a field learns from a deeper one of its own network")]
    [InlineData("""Hint("parts.0", Weight = double.NaN)""", "CDSL0545", "Weight = NaN of [Hint] on 'conv' is not possible: it is a number above 0; TrainingOptions.HintWeight = 0 leaves hints out")]
    [InlineData("""Hint("parts.0", Loss = (HintLoss)9)""", "CDSL0308", "Loss = 9 of [Hint] is not possible: use a named value of its type")]
    public void What_does_not_fit_is_said_at_the_attribute(string hint, string id, string message)
    {
        var source = $$"""
            [Distill(typeof(Teacher))]
            public sealed partial class Student
            {
                [Hint("parts.1")] [{{hint}}] readonly Conv2d conv = new(2, 4, 3, padding: 1);
                readonly Linear head = new(256, 3);
                Value Forward([Input(2, 8, 8)] Value x) => head.Forward(Flatten(conv.Forward(x)));
            }
            """;
        var found = Assert.Single(Dsl.Run(Dsl.Compile(source, Teacher)).Diagnostics, d => d.Id is not ("CDSL0400" or "CDSL0014"));
        Assert.Equal((id, hint, message), (found.Id, source.Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length), found.GetMessage(null)));
        Assert.Equal(DiagnosticSeverity.Error, found.Severity);
    }

    [Fact]
    public void Lengths_that_vary_are_not_compared()
    {
        const string Source = """
            [Distill(typeof(Words))]
            public sealed partial class Student
            {
                [Hint("table")] readonly Embedding table = new(100, 4);
                readonly Linear head = new(4, 3);
                Value Forward([Input(DType.Int32, Max = 9)] Value ids) => head.Forward(ReduceMean(table.Forward(ids), 0));
            }
            public sealed partial class Words
            {
                readonly Embedding table = new(100, 8);
                readonly Linear head = new(8, 3);
                Value Forward([Input(DType.Int32, Max = 9)] Value ids) => head.Forward(ReduceMean(table.Forward(ids), 0));
            }
            """;
        var found = Assert.Single(Dsl.Run(Dsl.Compile(Source)).Diagnostics, d => d.Id == "CDSL0544");
        Assert.EndsWith("hints compare floats of fixed number with at most three axes", found.GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public void A_teacher_of_another_assembly_shows_no_fields()
    {
        using var stream = new MemoryStream();
        Dsl.Driver().RunGeneratorsAndUpdateCompilation(
            Dsl.Compile("public sealed partial class Teacher { readonly Linear head = new(8, 3); Value Forward([Input(8)] Value x) => head.Forward(x); }").WithAssemblyName("Teachers"),
            out var teachers, out _);
        Assert.True(teachers.Emit(stream).Success);
        const string Source = """[Distill(typeof(Teacher))] public sealed partial class Student { [Hint("head")] readonly Linear head = new(8, 3); Value Forward([Input(8)] Value x) => head.Forward(x); }""";
        var found = Assert.Single(Dsl.Run(Dsl.Compile(Source).AddReferences(MetadataReference.CreateFromImage(stream.ToArray()))).Diagnostics, d => d.Id == "CDSL0541");
        Assert.Equal("Hint(\"head\")", Source.Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length));
        Assert.Equal("Teacher 'Teacher' of 'Student' is no model class of this project, and only such a one shows its fields: put the two classes into one project", found.GetMessage(null));
    }

    [Theory]
    [InlineData("Value Loss(Value outputs) => ReduceSum(outputs);", "it must be static and not generic: it is about values, and layers belong to Forward")]
    [InlineData("static Value Loss(Value outputs, Value labels) => ReduceSum(Sub(outputs, labels));", "its parameter 'labels' is none of Value outputs, Value targets, Value teacher")]
    [InlineData("static Value Loss(Value outputs, double targets) => ReduceSum(Mul(outputs, 2));", "its parameter 'targets' is none of Value outputs, Value targets, Value teacher")]
    [InlineData("static Value Loss(Value targets) => ReduceSum(targets);", "it has no parameter 'Value outputs', what Forward gives")]
    [InlineData("static Value Loss(Value outputs, Value targets) => ReduceSum(targets);", "its result does not depend on 'outputs', so that nothing could be learned")]
    [InlineData("static double Loss(Value outputs) => 1;", "it returns something that is not a Value")]
    public void A_loss_that_is_none_is_said_at_the_method(string method, string why)
    {
        var source = $$"""
            public sealed partial class Student
            {
                readonly Linear head = new(8, 3);
                Value Forward([Input(8)] Value x) => head.Forward(x);
                [Loss] {{method}}
            }
            """;
        var found = Assert.Single(Dsl.Run(Dsl.Compile(source)).Diagnostics, d => d.Id is not "CDSL0400");
        Assert.Equal(("CDSL0550", "Loss", $"[Loss] on 'Loss' cannot be used: {why}"), (found.Id, source.Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length), found.GetMessage(null)));
    }

    [Fact]
    public void What_a_loss_cannot_use_is_refused_where_it_stands()
    {
        const string Source = """
            public sealed partial class Student
            {
                readonly Linear head = new(8, 3);
                Value Forward([Input(8)] Value x) => head.Forward(x);
                [Loss] static Value Loss(Value outputs) => ReduceSum(new Linear(3, 3).Forward(outputs));
            }
            """;
        var found = Assert.Single(Dsl.Run(Dsl.Compile(Source)).Diagnostics, d => d.Id is not "CDSL0400");
        Assert.Equal(("CDSL0107", "new Linear(3, 3).Forward(outputs)"), (found.Id, Source.Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length)));
    }

    [Fact]
    public void A_loss_of_several_outputs_is_refused()
    {
        const string Source = """
            public sealed partial class Student
            {
                readonly Linear head = new(8, 3);
                (Value, Value) Forward([Input(8)] Value x) => (head.Forward(x), x);
                [Loss] static Value Loss(Value outputs) => ReduceSum(outputs);
            }
            """;
        Assert.Contains("Forward gives several outputs", Assert.Single(Dsl.Run(Dsl.Compile(Source)).Diagnostics, d => d.Id == "CDSL0550").GetMessage(null), StringComparison.Ordinal);
    }

    private static ModelDeclaration Students(string source) =>
        Dsl.Models(Teacher.Replace("readonly Linear unused = new(3, 3);", ""), source).Single(m => m.Type.Name == "Student");

    private static string Words(HintDeclaration h) => FormattableString.Invariant(
        $"{h.Student} {h.Shape} from {(h.OfSelf ? "own " : "")}{h.Teacher} {h.TeacherShape} {h.Loss} * {h.Weight}{(h.IsProjected ? " projected" : "")}");
}
