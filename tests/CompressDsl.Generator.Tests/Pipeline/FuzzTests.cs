using CompressDsl.Generator.Tests.Diagnostics;
using CompressDsl.Generator.Tests.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit.Abstractions;

namespace CompressDsl.Generator.Tests.Pipeline;

/// <summary>Damaged DSL sources: the generator never throws and never reports an error of its own.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private static readonly string[] Sources =
        [.. Directory.GetFiles(DiagnosticPage.Folder, "CDSL*.md").Order(StringComparer.Ordinal)
            .Select(f => DiagnosticPage.Of(Path.GetFileNameWithoutExtension(f)))
            .Where(p => p.Fixed.Contains("Forward(", StringComparison.Ordinal) && p.Fixed.Contains("class", StringComparison.Ordinal))
            .SelectMany(p => new[] { p.Fixed, p.Invalid }).Where(s => !s.Contains("i += 0", StringComparison.Ordinal))];

    [Fact]
    public void Damaged_sources_never_break_the_generator()
    {
        var random = new Random(Seeds.Next(output));
        for (var round = 0; round < 300; round++) Check(Damage(Sources[random.Next(Sources.Length)], random));
    }

    [Theory]
    [InlineData("class Student { Value Forward([Input(8)] Value x) => }")]
    [InlineData("partial class Student { Linear a = new(a); Value Forward([Input(8)] Value x) => a.Forward(a, x)(); }")]
    [InlineData("partial class S { S s = new(); Value Forward([Input(8)] Value x) => s.Forward(x); }")]
    [InlineData("partial class S : S { Value Forward([Input(8)] Value x) => x; }")]
    [InlineData("partial class S { Linear[] a = [..a]; Value Forward([Input] Value x, [Input(1)] int y) { foreach (var (q, r) in a) x = q; return x; } }")]
    [InlineData("partial struct S { static readonly int A = B, B = A; Value Forward([Input(A)] Value x) => A * x; }")]
    [InlineData("partial class S<T> where T : new() { T t = new(); Value Forward([Input(int.MaxValue, int.MaxValue)] Value x) => x; }")]
    [InlineData("delegate Value F([Input(8)] Value x); class S { Value this[[Input(8)] Value x] => x; S([Input(1)] Value y) { F f = ([Input(2)] Value z) => z; } }")]
    [InlineData("partial class S { (Value, (Value, Value)) Forward([Input(8)] Value x) => (x, (x, x)); }")]
    [InlineData("partial class S { Value Forward([Input(8)] Value x) { var i = int.MaxValue; i++; return new int[i--][0] * x; } }")]
    [InlineData("partial class S { Value Forward([Input(8)] Value x) => Concat([x, null!, default!]); }")]
    [InlineData("[Distill(typeof(S<>))] [Quantize(Bits = )] [Prune] [Key] [Distill(null)] partial class S { [Key(null!)] Value? Forward([Input(null!)] Value? x) => null; }")]
    [InlineData("partial class S { [Block] Helper Residual { get; } [Block] S([Block] int x) { } [Block] event S E; [Block] enum F { } [Block] delegate void D(); }")]
    [InlineData("[Block] public sealed Helper Residual { public Value Forward(Value x) => x; }")]
    [InlineData("record S([property: Input(8)] [field: Input(8)] [param: Input(8)] Value x) { Value Forward() => x; }")]
    public void Odd_sources_never_break_the_generator(string source) => Check(source);

    [Fact]
    public void Deep_expressions_end_in_a_diagnostic()
    {
        var deep = string.Concat(Enumerable.Repeat("Relu(", 3000)) + "x" + new string(')', 3000);
        Check($"partial class S {{ Value Forward([Input(8)] Value x) => {deep}; }}");
    }

    [Fact]
    public void A_broken_model_leaves_its_neighbour_alone()
    {
        var run = Dsl.Run(Dsl.Compile(DiagnosticPage.Of("CDSL0200").Invalid, DiagnosticPage.Of("CDSL0001").Fixed.Replace("Student", "Good")));
        Assert.Equal(["Good"], Dsl.Readings(run).Select(r => r.Declaration?.Type.Name).Where(n => n is not null));
    }

    private static void Check(string source)
    {
        var result = Dsl.Run(Dsl.Compile(source));
        Assert.True(result.Exception is null, $"{result.Exception}\n{source}");
        var own = result.Diagnostics.FirstOrDefault(d => d.Id is "CDSL0999" or "CS8785");
        Assert.True(own is null, $"{own}\n{source}");
    }

    private static string Damage(string source, Random random)
    {
        var tokens = CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Select(t => t.ToFullString()).ToList();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(tokens.Count);
            switch (random.Next(4))
            {
                case 0:
                    tokens.RemoveAt(at);
                    break;
                case 1:
                    tokens.Insert(at, tokens[random.Next(tokens.Count)]);
                    break;
                case 2:
                    tokens[at] = tokens[random.Next(tokens.Count)];
                    break;
                default:
                    tokens.RemoveRange(at, Math.Min(random.Next(1, 6), tokens.Count - at));
                    break;
            }

            if (tokens.Count == 0) break;
        }

        return string.Concat(tokens);
    }
}
