using CompressDsl.Generator.Tests.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompressDsl.Generator.Tests.Diagnostics;

/// <summary>Every diagnostic of the front end: the page's invalid code gives it, at this text, in these words; the fixed code is silent.</summary>
public sealed class DiagnosticTests
{
    [Theory]
    [InlineData("CDSL0001", "Student", "'Student' must be partial so that the compiler can add code to it: write 'partial class Student'")]
    [InlineData("CDSL0002", "x", "[Input] on 'x' of 'Run' has no meaning: put it on the parameters of a method named Forward")]
    [InlineData("CDSL0003", "Block", "'Residual' has no method Forward: add 'Value Forward(Value x)', for a model with [Input(...)] on its parameters")]
    [InlineData("CDSL0004", "Forward", "'Student' has 2 methods Forward with [Input]: a model has one; give the others another name or leave their [Input] out")]
    [InlineData("CDSL0005", "y", "Parameter 'y' of Forward in 'Student' has no [Input]: write for example [Input(784)] before it")]
    [InlineData("CDSL0006", "Input", "[Input] of 'x' gives no size: write for example [Input(784)] or [Input(28, 28)]")]
    [InlineData("CDSL0007", "Input(DType.Int32)", "Token ids 'tokens' need a largest number: write for example [Input(DType.Int32, Max = 256)]")]
    [InlineData("CDSL0008", "Input(28, 0)", "The shape of input 'x' is not possible: 0 is not a size, sizes start at 1")]
    [InlineData("CDSL0011", "Forward", "Forward of 'Student' returns Value[]: it must return a Value or a tuple of Values")]
    [InlineData("CDSL0012", "scale", "Parameter 'scale' of Forward is 'float': its type must be Value, passed by value")]
    [InlineData("CDSL0013", "Student", "'Student' cannot be a model: its constructor needs arguments that nobody gives; give the parameters defaults")]
    [InlineData("CDSL0014", "hidden", "Layer 'hidden' of 'Student' is never used by Forward: call its Forward or remove it")]
    [InlineData("CDSL0015", "mask", "Input 'mask' of 'Student' is never used by Forward: use it or remove it")]
    [InlineData("CDSL0016", "head", "Two layers of 'Student' are called 'fc' in the checkpoint: give one of them another name with [Key(\"...\")]")]
    [InlineData("CDSL0017", "Key(\"last layer\")", "\"last layer\" cannot be the key of 'head': use letters, digits, '_' and '-', with dots between levels")]
    [InlineData("CDSL0100", "try { x = Relu(x); } finally { }", "'try' cannot be part of a network: Forward only describes a computation; leave it out")]
    [InlineData("CDSL0101", "Environment.ProcessorCount", "'ProcessorCount' of 'Environment' cannot be read here: Forward may use layers, Functional, and members whose source is in this project")]
    [InlineData("CDSL0103", "width", "'width' is not known when the network is compiled, and it is needed as value of the network; make it const or static readonly, with its value beside it")]
    [InlineData("CDSL0104", "Deepen(Relu(x))", "'Deepen' calls itself without end: a network is finite, stop by a constant")]
    [InlineData("CDSL0105", "for (var i = 0; i >= 0; i += 0) { }", "Reading 'Student' stopped at the limit of 500000 steps: does a loop end")]
    [InlineData("CDSL0106", "head", "'head' is null here: give it a layer, block or value first")]
    [InlineData("CDSL0107", "new Linear(8, 3).Forward(x)", "This Linear is in no field of the model, so that its weights have no name: put it into a field")]
    [InlineData("CDSL0108", "last", "Forward cannot change 'last': use a local variable")]
    [InlineData("CDSL0109", "i", "Index 2 is outside an array of 2")]
    [InlineData("CDSL0110", "new()", "This version of the compiler does not know 'Wavelet': use CompressDsl and its generator in the same version")]
    [InlineData("CDSL0111", "8 / Groups", "'8 / Groups' has no value: Attempted to divide by zero.")]
    [InlineData("CDSL0114", "Residual", "Other projects cannot use block 'Residual': it uses 'Helper', which ends with its file; make that internal")]
    [InlineData("CDSL0200", "head.Forward(Relu(hidden.Forward(x)))", "Linear 'head' does not fit: Linear takes 100 features on the last axis, and got [300]; its input is float[300]")]
    [InlineData("CDSL0300", "Quantize(Bits = 16)", "Bits = 16 is not possible: use 1 to 8, or 32 for float")]
    [InlineData("CDSL0301", "Prune(90)", "A share of 90 cannot be zero: use at least 0 and less than 1")]
    [InlineData("CDSL0302", "Distill(typeof(Teacher), Temperature = 0)", "Temperature = 0 is not possible: use a number above 0")]
    [InlineData("CDSL0303", "Distill(typeof(Teacher), Alpha = 1.5)", "Alpha = 1.5 is not possible: use 0 to 1")]
    [InlineData("CDSL0304", "Quantize", "[Quantize] on 'Options' has no effect: it is neither a model (its Forward has [Input] parameters) nor a block (a class with a Forward)")]
    [InlineData("CDSL0305", "Quantize(Bits = 4)", "[Quantize] on 'width' has no effect: int is neither a layer nor a block")]
    [InlineData("CDSL0306", "Distill(typeof(string))", "'String' cannot be the teacher: it has no Forward with [Input] parameters and does not implement IModel")]
    [InlineData("CDSL0307", "Distill(typeof(Teacher))", "Teacher 'Teacher' gives float[10], student 'Student' gives float[3]: they must have the same outputs")]
    [InlineData("CDSL0308", "Quantize(Mode = (QuantizationMode)7)", "Mode = 7 of [Quantize] is not possible: use a named value of its type")]
    [InlineData("CDSL0309", "Distill(typeof(string))", "[Distill] on 'Residual' has no effect: it is a block, and only a model (its Forward has [Input] parameters) has a teacher")]
    [InlineData("CDSL0320", "Quantize(Bits = 4, GroupSize = 48)", "GroupSize = 48 is not possible: use 16, 32, 64, 128 or 256, or leave it out for one scale per output")]
    [InlineData("CDSL0321", "Quantize(Bits = 4, Codebook = true, GroupSize = 32)", "Codebook = true does not go with GroupSize = 32: use Bits = 2 to 7 and no GroupSize")]
    [InlineData("CDSL0322", "Quantize(Bits = 4, GroupSize = 32, Granularity = Granularity.PerTensor)", "Granularity = Granularity.PerTensor does not go with GroupSize = 32: the tensor has one scale or every group has one")]
    [InlineData("CDSL0324", "Quantize(Bits = 4, ActivationBits = 1)", "ActivationBits = 1 is not possible: use 2 to 8, or 16")]
    [InlineData("CDSL0330", "Prune(0.9, Pattern = PrunePattern.NM, N = 2, M = 4)", "N = 2, M = 4 of [Prune] is not possible: their share of zeros is 0.5, write [Prune(0.5, ...)]")]
    [InlineData("CDSL0331", "Storage(StorageMode.Small)", "[Storage] on 'Residual' has no effect: it is a block, and only a model (its Forward has [Input] parameters) is stored")]
    [InlineData("CDSL0332", "Prune(0.9, Floor = 0.2)", "Floor = 0.2 of [Prune] is not possible: of all layers together 0.1 stays")]
    [InlineData("CDSL0540", "Hint(\"blocks.1\")", "[Hint] on 'trunk' has nobody to learn from: put [Distill(typeof(Teacher))] on 'Student', or name a field of 'Student' itself with OfSelf = true")]
    [InlineData("CDSL0542", "Hint(\"block.1\")", "'Teacher' has no field 'block.1' that holds a layer or block; near it: 'blocks.1', 'blocks.0', 'head'")]
    [InlineData("CDSL0543", "Hint(\"blocks.1\")", "'Student' calls 2 times 'trunk', so that [Hint] on 'trunk' has no one value of it: a hint is about a field that is called once and gives one value")]
    [InlineData("CDSL0544", "Hint(\"conv\")", "'conv' float[4, 3, 3] cannot learn from 'conv' float[16, 6, 6] by HintLoss.Features: their places differ; HintLoss.Attention compares maps of different sizes, HintLoss.RelationalDistance anything")]
    [InlineData("CDSL0545", "Hint(\"blocks.1\", Weight = 0)", "Weight = 0 of [Hint] on 'trunk' is not possible: it is a number above 0; TrainingOptions.HintWeight = 0 leaves hints out")]
    [InlineData("CDSL0546", "Hint(\"trunk\", OfSelf = true)", "'trunk' does not come behind 'deep', which is computed from it: a field learns from a deeper one of its own network")]
    [InlineData("CDSL0550", "Loss", "[Loss] on 'Loss' cannot be used: it returns float[3] for a sample, and a loss is one number: ReduceSum or ReduceMean gives one")]
    public void The_page_is_true(string id, string at, string message)
    {
        var page = DiagnosticPage.Of(id);
        var diagnostic = Assert.Single(Check(page.Invalid, id is "CDSL0110"));
        Assert.Equal((id, at, message), (diagnostic.Id, TextAt(page.Invalid, diagnostic), diagnostic.GetMessage(null)));
        Assert.Empty(Check(page.Fixed));
    }

    [Fact]
    public void The_fixed_code_of_all_pages_compiles_with_what_is_generated()
    {
        var sources = Directory.GetFiles(DiagnosticPage.Folder, "CDSL*.md").Select(f => Path.GetFileNameWithoutExtension(f))
            .Order(StringComparer.Ordinal)
            .Select(id => (Id: id, Source: DiagnosticPage.Of(id).Fixed))
            .Where(p => p.Source.Contains("class ", StringComparison.Ordinal) && p.Source.Contains("Forward(", StringComparison.Ordinal))
            .Select(p => $"namespace {p.Id}\n{{\n{p.Source}\n}}").ToArray();
        Assert.True(sources.Length > 30);
        Assert.Empty(Dsl.CompileWithOutput(sources).Where(d => d.Severity >= DiagnosticSeverity.Warning));
    }

    [Fact]
    public void A_teacher_of_another_assembly_is_taken_by_its_session()
    {
        using var stream = new MemoryStream();
        Dsl.Driver().RunGeneratorsAndUpdateCompilation(
            Dsl.Compile("public sealed partial class Teacher { readonly Linear head = new(8, 3); Value Forward([Input(8)] Value x) => head.Forward(x); }").WithAssemblyName("Teachers"),
            out var teachers, out _);
        Assert.Empty(teachers.Emit(stream).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error));
        var student = Dsl.Compile("[Distill(typeof(Teacher))] public sealed partial class Student { readonly Linear head = new(8, 3); Value Forward([Input(8)] Value x) => head.Forward(x); }")
            .AddReferences(MetadataReference.CreateFromImage(stream.ToArray()));
        var run = Dsl.Run(student);
        Assert.Empty(run.Diagnostics.Where(d => d.Id != "CDSL0400"));
        Assert.True(Dsl.Readings(run).Single().Declaration!.Distillation!.TeacherIsModel);
    }

    [Fact]
    public void A_storage_without_a_name_is_refused()
    {
        const string Source = "[Storage((StorageMode)5)] public sealed partial class Student { readonly Linear head = new(8, 3); Value Forward([Input(8)] Value x) => head.Forward(x); }";
        var diagnostic = Assert.Single(Check(Source));
        Assert.Equal(("CDSL0308", "Mode = 5 of [Storage] is not possible: use a named value of its type"), (diagnostic.Id, diagnostic.GetMessage(null)));
    }

    [Theory]
    [InlineData("Quantize(Bits = 1, GroupSize = 32)", "Bits = 1 does not go with GroupSize = 32: the kernels for groups multiply nibbles, and 1 bit has no 0")]
    [InlineData("Quantize(Bits = 1, Symmetric = false)", "Symmetric = false does not go with Bits = 1: 1 bit is plus or minus a scale")]
    [InlineData("Quantize(Bits = 4, Symmetric = false, Codebook = true)", "Symmetric = false does not go with Codebook = true: k-means puts the values where the weights are")]
    [InlineData("Quantize(ActivationBits = 4, Mode = QuantizationMode.WeightOnly)", "ActivationBits = 4 does not go with Mode = QuantizationMode.WeightOnly: activations are floats there")]
    public void Settings_of_a_grid_that_do_not_go_together_are_refused(string attribute, string message)
    {
        var source = $"public sealed partial class Student {{ [{attribute}] readonly Linear head = new(8, 3); Value Forward([Input(8)] Value x) => head.Forward(x); }}";
        var diagnostic = Assert.Single(Check(source));
        Assert.Equal(("CDSL0322", attribute, message), (diagnostic.Id, TextAt(source, diagnostic), diagnostic.GetMessage(null)));
    }

    [Theory]
    [InlineData("Quantize(Symmetric = false)")]
    [InlineData("Quantize(Symmetric = false, Granularity = Granularity.PerTensor, PowerOfTwoScales = true)")]
    [InlineData("Quantize(Bits = 4, Symmetric = false, GroupSize = 16)")]
    [InlineData("Quantize(Symmetric = false, GroupSize = 16, Mode = QuantizationMode.WeightOnly)")]
    public void Asymmetric_grids_go_with_all_bits_and_with_groups(string attribute)
    {
        var source = $"public sealed partial class Student {{ [{attribute}] readonly Linear head = new(80, 3); Value Forward([Input(80)] Value x) => head.Forward(x); }}";
        Assert.DoesNotContain(Check(source), d => d.Id is "CDSL0322" or "CDSL0520" or "CDSL0522");
    }

    [Theory]
    [InlineData("Prune(0.5, N = 1)", "N = 1, M = 4 of [Prune] is not possible: only Pattern = PrunePattern.NM has groups")]
    [InlineData("Prune(0.5, Pattern = PrunePattern.NM, N = 33, M = 65)", "N = 33, M = 65 of [Prune] is not possible: a group has 2 to 64 weights")]
    [InlineData("Prune(0.5, Pattern = PrunePattern.NM, N = 4)", "N = 4, M = 4 of [Prune] is not possible: at least one weight of a group stays, and fewer than all")]
    public void Groups_out_of_range_are_refused(string attribute, string message)
    {
        var source = $"[{attribute}] public sealed partial class Student {{ readonly Linear head = new(8, 3); Value Forward([Input(8)] Value x) => head.Forward(x); }}";
        var diagnostic = Assert.Single(Check(source));
        Assert.Equal(("CDSL0330", attribute, message), (diagnostic.Id, TextAt(source, diagnostic), diagnostic.GetMessage(null)));
    }

    [Theory]
    [InlineData("Prune(0.5, Floor = 1.5)", "Floor = 1.5 of [Prune] is not possible: the share of a layer that stays is at least 0 and below 1")]
    [InlineData("Prune(0.5, Scope = PruneScope.Layer, Floor = 0.1)", "Floor = 0.1 of [Prune] is not possible: with Scope = PruneScope.Layer every layer has the same share")]
    [InlineData("Prune(0.5, Pattern = PrunePattern.Channels, Floor = 0.1)", "Floor = 0.1 of [Prune] is not possible: with Pattern = PrunePattern.Channels every layer has the same share")]
    [InlineData("Prune(0.5, Criterion = PruneCriterion.Wanda, Scope = PruneScope.Global)", "Scope = PruneScope.Global of [Prune] is not possible: PruneCriterion.Wanda compares the weights of one output, not those of different layers")]
    public void Settings_that_contradict_each_other_are_refused(string attribute, string message)
    {
        var source = $"[{attribute}] public sealed partial class Student {{ readonly Linear head = new(8, 3); Value Forward([Input(8)] Value x) => head.Forward(x); }}";
        var diagnostic = Assert.Single(Check(source));
        Assert.Equal(("CDSL0332", attribute, message), (diagnostic.Id, TextAt(source, diagnostic), diagnostic.GetMessage(null)));
    }

    [Theory]
    [InlineData("Prune(0.5, Pattern = PrunePattern.Channels, Scope = PruneScope.Global, Floor = 0.1)", true)]
    [InlineData("Prune(0.5, Pattern = PrunePattern.Channels, Scope = PruneScope.ErdosRenyi, Floor = 0.1)", true)]
    [InlineData("Prune(0.5, Pattern = PrunePattern.Channels, Scope = PruneScope.Sensitivity)", true)]
    [InlineData("Prune(0.5, Pattern = PrunePattern.Channels, Scope = PruneScope.Layer)", false)]
    [InlineData("Prune(0.5, Pattern = PrunePattern.NM, Scope = PruneScope.ErdosRenyi, Floor = 0.1)", false)]
    [InlineData("Prune(0.5, Pattern = PrunePattern.Channels)", false)]
    public void Channels_compete_where_a_scope_over_all_layers_is_written(string attribute, bool competes)
    {
        var source = $"[{attribute}] public sealed partial class Student {{ readonly Linear first = new(8, 6); readonly Linear head = new(6, 3); Value Forward([Input(8)] Value x) => head.Forward(first.Forward(x)); }}";
        var result = Dsl.Run(Dsl.Compile(source));
        Assert.DoesNotContain(result.Diagnostics, d => d.Id == "CDSL0332");
        Assert.Equal(competes, result.GeneratedSources.Any(s => s.SourceText.ToString().Contains(",competing", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_old_language_is_refused()
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp11);
        var result = Dsl.Run(Dsl.Compile(options, "public sealed partial class Student { readonly Linear head = new(8, 3); Value Forward([Input(8)] Value x) => head.Forward(x); }"));
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal("CDSL0009", diagnostic.Id);
        Assert.StartsWith("'Student' is compiled as C# 11, the generated code needs C# 12 or newer", diagnostic.GetMessage(null));
    }

    [Fact]
    public void Missing_unsafe_is_refused()
    {
        var compilation = Dsl.Compile("public sealed partial class Student { readonly Linear head = new(8, 3); Value Forward([Input(8)] Value x) => head.Forward(x); }");
        var result = Dsl.Run(compilation.WithOptions(compilation.Options.WithAllowUnsafe(false)));
        Assert.Equal("CDSL0010", Assert.Single(result.Diagnostics).Id);
    }

    [Fact]
    public void A_block_of_another_assembly_is_refused()
    {
        using var stream = new MemoryStream();
        Assert.True(Dsl.Compile("public sealed class Residual { readonly Linear fc = new(8, 8); public Value Forward(Value x) => fc.Forward(x); }")
            .WithAssemblyName("Blocks").Emit(stream).Success);
        var compilation = Dsl.Compile("public sealed partial class Student { readonly Residual block = new(); Value Forward([Input(8)] Value x) => block.Forward(x); }")
            .AddReferences(MetadataReference.CreateFromImage(stream.ToArray()));
        var diagnostic = Assert.Single(Dsl.Run(compilation).Diagnostics);
        Assert.Equal("CDSL0102", diagnostic.Id);
        Assert.StartsWith("Assembly 'Blocks' does not carry the source of 'Residual': put [Block] on the class there", diagnostic.GetMessage(null));
    }

    private static IReadOnlyList<Diagnostic> Check(string source, bool allowsErrors = false)
    {
        var compilation = Dsl.Compile(source);
        if (!allowsErrors) Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        var result = Dsl.Run(compilation);
        Assert.Null(result.Exception);
        return result.Diagnostics.Where(d => d.Id is not ("CDSL0400" or "CDSL0530" or "CDSL0532")).ToArray();
    }

    private static string TextAt(string source, Diagnostic diagnostic) =>
        source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length);
}
