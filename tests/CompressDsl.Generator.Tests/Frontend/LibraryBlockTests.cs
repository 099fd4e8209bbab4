using CompressDsl.Generator.Tests.Pipeline;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Tests.Frontend;

/// <summary>Blocks, bases and teachers that live in a referenced assembly.</summary>
public sealed class LibraryBlockTests
{
    private const string Residual = """
        namespace Blocks
        {
            [Block]
            public sealed class Residual(int width, int depth = Sizes.Depth)
            {
                private readonly Inner[] inner = Inner.Many(width, depth);
                public Value Forward(Value x) { foreach (var i in inner) x = x + i.Forward(x); return x; }
            }
            internal abstract class Base(int width)
            {
                [Key("dense")] protected readonly Linear fc = new(width, width);
                public Value Forward(Value x) => Activate(fc.Forward(x));
                protected abstract Value Activate(Value x);
            }
            internal sealed class Inner(int width) : Base(width)
            {
                internal static Inner[] Many(int width, int depth) { var all = new Inner[depth]; for (var i = 0; i < depth; i++) all[i] = new(width); return all; }
                protected override Value Activate(Value x) => Relu(x);
            }
            internal static class Sizes { public const int Depth = 2; }
        }
        """;

    private const string Net = """
        using Blocks;
        public sealed partial class Net
        {
            private readonly Residual[] parts = [new(8), new(8, depth: 1)];
            private readonly Linear head = new(3);
            private Value Forward([Input(8)] Value x) { foreach (var part in parts) x = part.Forward(x); return head.Forward(x); }
        }
        """;

    [Fact]
    public void A_block_of_another_assembly_is_read_as_one_of_this()
    {
        Assert.Equal(Dsl.GraphOf(Net, Residual), GraphOf(Consumer(Net, Library(Residual))));
        Assert.Contains("parts.1.inner.0.dense.weight", GraphOf(Consumer(Net, Library(Residual))));
    }

    [Fact]
    public void It_infers_what_the_same_network_in_one_assembly_infers()
    {
        var checkpoint = RandomCheckpoint.For(Dsl.Model(Net, Residual));
        var library = Library(Residual);
        Assert.Equal(Inference.Run(checkpoint, Net, Residual), Inference.Run(checkpoint, Consumer(Net, library), library));
    }

    [Fact]
    public void A_block_may_use_a_block_of_a_third_assembly()
    {
        const string Second = "namespace More; [Block] public sealed class Twice { private readonly Blocks.Residual part = new(8); public Value Forward(Value x) => part.Forward(part.Forward(x)); }";
        const string User = "public sealed partial class Net { private readonly More.Twice twice = new(); private Value Forward([Input(8)] Value x) => twice.Forward(x); }";
        var first = Library(Residual);
        var second = Inference.Image(Consumer(Second, first).WithAssemblyName("More"));
        Assert.Equal(Dsl.GraphOf(User, Second, Residual), GraphOf(Consumer(User, first, second)));
    }

    [Fact]
    public void A_base_of_another_assembly_gives_its_Forward()
    {
        const string Base = "[Block] public abstract class Body<T>(int width) where T : Body<T> { private readonly Linear fc = new(width); private Value Forward([Input(8)] Value x) => Last(fc.Forward(x)); protected abstract Value Last(Value x); }";
        const string User = "public sealed partial class Net() : Body<Net>(5) { protected override Value Last(Value x) => Tanh(x); }";
        Assert.Equal(Dsl.GraphOf(User, Base), GraphOf(Consumer(User, Library(Base))));
    }

    [Fact]
    public void Usings_aliases_conditions_and_partial_files_come_along()
    {
        string[] library =
        [
            "global using Dense = CompressDsl.Linear;\nnamespace Blocks;\nusing static System.Math;\n[Block]\npublic sealed partial class Residual\n{\n    private readonly Dense fc = new((int)Sqrt(64));\n}",
            "#if !UNKNOWN\nnamespace Blocks;\n#endif\npublic sealed partial class Residual\n{\n#if NEVER\n    broken\n#endif\n    public Value Forward(Value x) => fc.Forward(x);\n}",
        ];
        const string User = "public sealed partial class Net { readonly Blocks.Residual part = new(); Value Forward([Input(8)] Value x) => part.Forward(x); }";
        Assert.Equal("part.fc.weight part.fc.bias", string.Join(" ", Read(Consumer(User, Library(library))).Graph.Parameters.Select(p => ((Graph.Parameter)p.Operator).Key)));
    }

    [Fact]
    public void A_problem_inside_it_points_at_the_use_and_names_the_line()
    {
        const string Wrong = "public sealed partial class Net { private readonly Blocks.Residual part = new(5); private Value Forward([Input(8)] Value x) => part.Forward(x); }";
        var diagnostic = Assert.Single(Errors(Consumer(Wrong, Library(Residual))));
        Assert.Equal("CDSL0200", diagnostic.Id);
        Assert.Equal("part.Forward(x)", diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan));
        Assert.EndsWith("its input is float[8] (in File0.cs, line 12, of assembly 'Blocks')", diagnostic.GetMessage(null));
    }

    [Fact]
    public void The_file_linked_into_the_project_is_no_contradiction() =>
        Assert.Equal(Dsl.GraphOf(Net, Residual), GraphOf(Dsl.Compile(Net, Residual).AddReferences(MetadataReference.CreateFromImage(Library(Residual)))));

    [Theory]
    [InlineData("Format(1, \"", "Source(7, \"", "CDSL0112", "has format 7, newer than this compiler reads")]
    [InlineData("public sealed class Residual", "public sealed class (Residual", "CDSL0113", "cannot be used here: ")]
    [InlineData("Sizes.Depth", "Sizes.Missing", "CDSL0113", "'Sizes' does not contain a definition for 'Missing'")]
    public void A_newer_or_damaged_source_is_told(string from, string to, string id, string text)
    {
        var source = Dsl.Run(Dsl.Compile(Residual)).GeneratedSources.Single().SourceText.ToString();
        source = source.Replace(from.Replace("Format", "Source"), to);
        using var image = new MemoryStream();
        Assert.True(Dsl.Compile(Residual, source).WithAssemblyName("Blocks").Emit(image).Success);
        var diagnostic = Errors(Consumer(Net, image.ToArray()))[0];
        Assert.Equal(id, diagnostic.Id);
        Assert.Contains(text, diagnostic.GetMessage(null));
    }

    [Fact]
    public void Two_types_of_one_name_are_told_and_never_mixed_up()
    {
        var diagnostic = Errors(Consumer(Net + "namespace Blocks { static class Sizes { public const int Depth = 9; } }", Library(Residual)))[0];
        Assert.Equal(
            ("CDSL0113", "The source of 'Residual' in assembly 'Blocks' cannot be used here: this project has another 'Blocks.Sizes'"),
            (diagnostic.Id, diagnostic.GetMessage(null)));
    }

    [Fact]
    public void A_block_that_cannot_leave_is_told_in_its_own_project()
    {
        const string Local = "[Block] public sealed class Residual { public Value Forward(Value x) => Helper.Twice(x); } file static class Helper { public static Value Twice(Value x) => x + x; }";
        var diagnostic = Assert.Single(Dsl.Run(Dsl.Compile(Local)).Diagnostics);
        Assert.Equal(
            ("CDSL0114", "Other projects cannot use block 'Residual': it uses 'Helper', which ends with its file; make that internal"),
            (diagnostic.Id, diagnostic.GetMessage(null)));
    }

    [Fact]
    public void A_model_may_be_a_block_and_use_its_generated_members()
    {
        const string Whole = "[Block] public sealed partial class Whole { readonly Linear head = new(3); public Value Forward([Input(8)] Value x) => head.Forward(x); public static string Text() => Report.ToString(); }";
        const string User = "public sealed partial class Net { readonly Whole whole = new(); Value Forward([Input(8)] Value x) => Tanh(whole.Forward(x)); }";
        Assert.Contains("whole.head.weight", GraphOf(Consumer(User, Library(Whole))));
    }

    [Fact]
    public void What_a_third_assembly_shows_to_the_library_only_cannot_come_along()
    {
        using var image = new MemoryStream();
        Assert.True(Dsl.Compile("[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Blocks\")] static class Hidden { public const int Width = 8; }").WithAssemblyName("Third").Emit(image).Success);
        var library = Consumer("[Block] public sealed class Residual { readonly Linear fc = new(Hidden.Width); public Value Forward(Value x) => fc.Forward(x); }", image.ToArray());
        Assert.Equal(
            "Other projects cannot use block 'Residual': taken out of this project, line 1 of File0.cs says: 'Hidden' is inaccessible due to its protection level",
            Assert.Single(Errors(library.WithAssemblyName("Blocks"))).GetMessage(null));
    }

    [Theory]
    [InlineData("3", null)]
    [InlineData("4", "Teacher 'Teacher' gives float[3], student 'Student' gives float[4]: they must have the same outputs")]
    public void The_outputs_of_a_compiled_teacher_are_known(string outputs, string? message)
    {
        var library = Library("public sealed partial class Teacher { readonly Linear head = new(8, 3); Value Forward([Input(8)] Value x) => head.Forward(x); }");
        var student = "[Distill(typeof(Teacher))] public sealed partial class Student { readonly Linear head = new(8, 3); Value Forward([Input(8)] Value x) => head.Forward(x); }";
        Assert.Equal(message, Errors(Consumer(student.Replace("3", outputs), library)).SingleOrDefault()?.GetMessage(null));
    }

    private static byte[] Library(params string[] sources) => Inference.Image(Dsl.Compile(sources).WithAssemblyName("Blocks"));

    private static Compilation Consumer(string source, params byte[][] images) =>
        Dsl.Compile(source).AddReferences(images.Select(i => MetadataReference.CreateFromImage(i)));

    private static IReadOnlyList<Diagnostic> Errors(Compilation compilation) =>
        [.. Dsl.Run(compilation).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)];

    private static Graph.ModelDeclaration Read(Compilation compilation)
    {
        var run = Dsl.Run(compilation);
        Assert.Empty(run.Diagnostics.Where(d => d.Id != "CDSL0400"));
        return Dsl.Readings(run).Single().Declaration!;
    }

    private static string GraphOf(Compilation compilation) => Read(compilation).Graph.ToString();
}
