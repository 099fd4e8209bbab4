using System.Collections;
using System.Runtime.CompilerServices;
using CompressDsl.Generator.Tests.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompressDsl.Generator.Tests.Pipeline;

/// <summary>What runs again after an edit, read from the tracked steps.</summary>
public sealed class CacheTests
{
    private const string Model = """
        [Quantize]
        public sealed partial class Student
        {
            private readonly Linear head = new(8, 3);
            private Value Forward([Input(8)] Value x) => head.Forward(x);
        }
        """;

    private const string Other = "public sealed class Other { public int Number => 1; }";

    [Fact]
    public void A_comment_elsewhere_runs_nothing_behind_the_graph()
    {
        var run = Edit(1, "// a comment\n" + Other);
        Assert.All(Reasons(run, Steps.Models), r => Assert.True(r is IncrementalStepRunReason.Unchanged or IncrementalStepRunReason.Cached));
        Assert.All(Reasons(run, Steps.Inputs), r => Assert.Equal(IncrementalStepRunReason.Cached, r));
        Assert.All(Reasons(run, Steps.Compile), r => Assert.Equal(IncrementalStepRunReason.Cached, r));
        Assert.All(Outputs(run), r => Assert.Equal(IncrementalStepRunReason.Cached, r));
    }

    [Fact]
    public void A_statement_elsewhere_runs_nothing_behind_the_graph()
    {
        var run = Edit(1, Other.Replace("1", "2"));
        Assert.All(Reasons(run, Steps.Compile), r => Assert.Equal(IncrementalStepRunReason.Cached, r));
        Assert.All(Outputs(run), r => Assert.Equal(IncrementalStepRunReason.Cached, r));
    }

    [Fact]
    public void A_newline_above_the_model_changes_spans_only()
    {
        var run = Edit(0, "\n" + Model);
        Assert.Equal([IncrementalStepRunReason.Modified], Reasons(run, Steps.Read));
        Assert.Equal([IncrementalStepRunReason.Modified], Reasons(run, Steps.Spans));
        Assert.All(Reasons(run, Steps.Models), r => Assert.True(r is IncrementalStepRunReason.Unchanged or IncrementalStepRunReason.Cached));
        Assert.Equal([IncrementalStepRunReason.Cached], Reasons(run, Steps.Compile));
    }

    [Fact]
    public void A_layer_of_another_size_compiles_again()
    {
        var run = Edit(0, Model.Replace("3", "4"));
        Assert.Equal([IncrementalStepRunReason.Modified], Reasons(run, Steps.Models));
        Assert.Equal([IncrementalStepRunReason.Modified], Reasons(run, Steps.Inputs));
    }

    [Fact]
    public void A_block_in_another_file_counts()
    {
        var before = Dsl.Compile("public sealed partial class Net { readonly Block b = new(); Value Forward([Input(8)] Value x) => b.Forward(x); }", "public sealed class Block { public Value Forward(Value x) => Relu(x); }");
        var after = Replace(before, 1, "public sealed class Block { public Value Forward(Value x) => Tanh(x); }");
        var run = Dsl.Driver().RunGenerators(before).RunGenerators(after).GetRunResult().Results.Single();
        Assert.Equal([IncrementalStepRunReason.Modified], Reasons(run, Steps.Models));
    }

    [Fact]
    public void A_block_of_another_assembly_counts_and_nothing_else_of_it()
    {
        const string Block = "[Block] public sealed class Block { public Value Forward(Value x) => Relu(x); }";
        var before = Dsl.Compile("public sealed partial class Net { readonly Block b = new(); Value Forward([Input(8)] Value x) => b.Forward(x); }").AddReferences(Library(Block));
        IncrementalStepRunReason After(string block) => Assert.Single(Reasons(
            Dsl.Driver().RunGenerators(before).RunGenerators(before.ReplaceReference(before.References.Last(), Library(block))).GetRunResult().Results.Single(), Steps.Models));
        Assert.NotEqual(IncrementalStepRunReason.Modified, After(Block + "public sealed class Other { }"));
        Assert.Equal(IncrementalStepRunReason.Modified, After(Block.Replace("Relu", "Tanh")));
    }

    private static MetadataReference Library(string source) =>
        MetadataReference.CreateFromImage(Inference.Image(Dsl.Compile(source).WithAssemblyName("Blocks")));

    [Fact]
    public void A_checkpoint_touches_its_own_model_only()
    {
        var compilation = Dsl.Compile(Model, Model.Replace("Student", "Teacher"));
        var first = new WeightsFile("Student", "compressdsl-weights 1 0 0\n");
        var driver = Dsl.Driver().AddAdditionalTexts([first]).WithUpdatedAnalyzerConfigOptions(first.Options);
        var run = driver.RunGenerators(compilation)
            .ReplaceAdditionalText(first, new WeightsFile("Student", "compressdsl-weights 1 0 1\n"))
            .RunGenerators(compilation).GetRunResult().Results.Single();
        var models = run.TrackedSteps[Steps.Inputs].SelectMany(s => s.Outputs)
            .ToDictionary(o => ((Weights.ModelInput)o.Value).Declaration.Type.FullName, o => o.Reason);
        Assert.Equal(IncrementalStepRunReason.Modified, models["Student"]);
        Assert.Equal(IncrementalStepRunReason.Unchanged, models["Teacher"]);
    }

    [Fact]
    public void The_same_checkpoint_text_again_is_unchanged()
    {
        var compilation = Dsl.Compile(Model);
        var first = new WeightsFile("Student", "compressdsl-weights 1 0 0\n");
        var run = Dsl.Driver().AddAdditionalTexts([first]).WithUpdatedAnalyzerConfigOptions(first.Options)
            .RunGenerators(compilation)
            .ReplaceAdditionalText(first, new WeightsFile("Student", "compressdsl-weights 1 0 0\n"))
            .RunGenerators(compilation).GetRunResult().Results.Single();
        Assert.All(Reasons(run, Steps.Weights), r => Assert.True(r is IncrementalStepRunReason.Unchanged or IncrementalStepRunReason.Cached));
        Assert.Equal([IncrementalStepRunReason.Cached], Reasons(run, Steps.Compile));
    }

    [Theory]
    [InlineData("[Hint(\"head\", Weight = 2)]", false)]
    [InlineData("[Hint(\"hidden\")]", true)]
    [InlineData("", true)]
    public void A_hint_touches_its_student_and_the_teacher_that_shows_another_field(string hint, bool touchesTeacher)
    {
        const string Two = "public sealed partial class Teacher { readonly Linear hidden = new(8, 8); readonly Linear head = new(8, 3); Value Forward([Input(8)] Value x) => head.Forward(hidden.Forward(x)); }";
        const string Hinted = "[Distill(typeof(Teacher))] public sealed partial class Learner { [Hint(\"head\")] readonly Linear head = new(8, 3); Value Forward([Input(8)] Value x) => head.Forward(x); }";
        var before = Dsl.Compile(Hinted, Two, Model);
        var after = Replace(before, 0, Hinted.Replace("[Hint(\"head\")]", hint));
        var run = Dsl.Driver().RunGenerators(before).RunGenerators(after).GetRunResult().Results.Single();
        var models = run.TrackedSteps[Steps.Models].SelectMany(s => s.Outputs).ToDictionary(o => ((Graph.ModelDeclaration)o.Value).Type.FullName, o => o.Reason);
        Assert.Equal(IncrementalStepRunReason.Modified, models["Learner"]);
        Assert.Equal(touchesTeacher, models["Teacher"] == IncrementalStepRunReason.Modified);
        Assert.NotEqual(IncrementalStepRunReason.Modified, models["Student"]);
    }

    private static GeneratorRunResult Edit(int file, string text)
    {
        var before = Dsl.Compile(Model, Other);
        return Dsl.Driver().RunGenerators(before).RunGenerators(Replace(before, file, text)).GetRunResult().Results.Single();
    }

    private static Compilation Replace(CSharpCompilation compilation, int file, string text)
    {
        var tree = compilation.SyntaxTrees[file];
        return compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text, Dsl.ParseOptions, tree.FilePath));
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRunResult run, string step) =>
        run.TrackedSteps[step].SelectMany(s => s.Outputs).Select(o => o.Reason);

    /// <summary>Of the outputs with files: diagnostics are reported in the trees of the compilation at hand, so again for each one.</summary>
    private static IEnumerable<IncrementalStepRunReason> Outputs(GeneratorRunResult run) =>
        run.TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs)
            .Where(o => ((IEnumerable)((ITuple)o.Value)[0]!).Cast<object>().Any()).Select(o => o.Reason);
}
