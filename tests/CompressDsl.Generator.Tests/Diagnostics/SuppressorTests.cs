using System.Collections.Immutable;
using CompressDsl.Generator.Diagnostics;
using CompressDsl.Generator.Tests.Frontend;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CompressDsl.Generator.Tests.Diagnostics;

/// <summary>Advice for ordinary code is silenced on Forward and on layers, and on nothing else.</summary>
public sealed class SuppressorTests
{
    [Fact]
    public async Task Forward_and_layers_are_left_alone()
    {
        var compilation = Dsl.Compile("""
            public sealed partial class Student
            {
                private readonly Linear? layer;
                private readonly string? text;
                private Value Forward([Input(8)] Value x) => Relu(x);
                [Loss] private Value Loss(Value outputs) => ReduceSum(outputs);
                private int Number() => 1;
            }
            """);
        var analyzers = ImmutableArray.Create<DiagnosticAnalyzer>(new StaticAdvice(), new DslSuppressor());
        var found = await compilation.WithAnalyzers(analyzers).GetAllDiagnosticsAsync();
        var left = found.Where(d => !d.IsSuppressed && d.Id is "CA1822" or "CS0169" or "AD0001").Where(d => !d.IsSuppressed);
        Assert.Equal(["CA1822 Number", "CS0169 text"], left.Select(d => $"{d.Id} {d.Location.SourceTree!.GetText().ToString(d.Location.SourceSpan)}").Order());
    }
}
