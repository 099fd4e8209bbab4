using System.Collections;
using System.Reflection;
using CompressDsl.Generator.Tests.Frontend;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Tests.Pipeline;

/// <summary>No step hands on anything of the compilation: that would keep old compilations alive and break caching.</summary>
public sealed class SymbolTests
{
    private static readonly Type[] Forbidden =
        [typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(Compilation), typeof(SemanticModel), typeof(IOperation), typeof(Location)];

    [Theory]
    [InlineData("CDSL0001")]
    [InlineData("CDSL0100")]
    [InlineData("CDSL0114")]
    [InlineData("CDSL0200")]
    [InlineData("CDSL0305")]
    [InlineData("CDSL0307")]
    public void Step_outputs_hold_plain_data(string page)
    {
        var source = Diagnostics.DiagnosticPage.Of(page);
        foreach (var text in new[] { source.Invalid, source.Fixed })
        {
            var run = Dsl.Run(Dsl.Compile(text));
            var outputs = run.TrackedSteps.Where(s => IsOurs(s.Key)).SelectMany(s => s.Value).SelectMany(s => s.Outputs).ToArray();
            Assert.NotEmpty(outputs);
            foreach (var output in outputs) Walk(output.Value, [], output.Value.GetType().Name);
        }
    }

    private static bool IsOurs(string step) => typeof(Steps).GetFields().Any(f => (string)f.GetRawConstantValue()! == step);

    private static void Walk(object? value, HashSet<object> seen, string path)
    {
        if (value is null || value is string || value.GetType().IsPrimitive || value.GetType().IsEnum) return;
        if (!value.GetType().IsValueType && !seen.Add(value)) return;
        Assert.False(Forbidden.Any(f => f.IsInstanceOfType(value)), $"{path} is a {value.GetType()}");
        if (value is Delegate or Type or Microsoft.CodeAnalysis.Text.SourceText) return;
        if (value is IEnumerable items)
        {
            foreach (var item in items) Walk(item, seen, path + "[]");
        }

        for (var type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                Walk(field.GetValue(value), seen, $"{path}.{field.Name}");
            }
        }
    }
}
