using CompressDsl.Generator.Tests.Frontend;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Tests.Pipeline;

/// <summary>Same input, same output, in whatever order the files come.</summary>
public sealed class DeterminismTests
{
    private static readonly string[] Sources =
    [
        "namespace A; [Quantize] public sealed partial class Student { readonly Block[] blocks = [new(8), new(4)]; Value Forward([Input(8)] Value x) { foreach (var b in blocks) x = b.Forward(x); return x; } }",
        "namespace B; [Distill(typeof(A.Student))] public sealed partial class Student { readonly Linear head = new(8); Value Forward([Input(8)] Value x) => head.Forward(x); }",
        "public sealed class Block(int width) { readonly Linear fc = new(width); readonly Linear back = new(8); public Value Forward(Value x) => x + back.Forward(Relu(fc.Forward(x))); }",
    ];

    [Fact]
    public void The_same_sources_give_the_same_files() => Assert.Equal(Files(Sources), Files(Sources));

    [Fact]
    public void The_order_of_files_does_not_matter() => Assert.Equal(Files(Sources), Files([.. Sources.Reverse()]));

    private static SortedDictionary<string, string> Files(string[] sources)
    {
        var run = Dsl.Run(Dsl.Compile(sources));
        var files = run.GeneratedSources.ToDictionary(s => s.HintName, s => s.SourceText.ToString());
        foreach (var reading in Dsl.Readings(run)) files.Add(reading.Spans.Model, reading.Declaration!.ToString());
        return new(files, StringComparer.Ordinal);
    }
}
