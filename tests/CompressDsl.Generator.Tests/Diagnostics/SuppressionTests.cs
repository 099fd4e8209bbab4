using CompressDsl.Generator.Tests.Frontend;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Tests.Diagnostics;

/// <summary>The user's own means against a warning: pragmas, and severities of the compilation.</summary>
public sealed class SuppressionTests
{
    private const string Model = """
        public sealed partial class Student
        {
            #pragma warning disable CDSL0014
            readonly Linear silent = new(8, 8);
            #pragma warning restore CDSL0014
            readonly Linear named = new(8, 8);
            readonly Linear head = new(8, 3);
            Value Forward([Input(8)] Value x) => head.Forward(x);
        }
        """;

    [Fact]
    public void A_pragma_silences_a_warning_of_the_front_end_where_it_stands()
    {
        var warnings = Report(Model).Where(d => d.Id == "CDSL0014").ToArray();
        Assert.Equal("named", Text(Assert.Single(warnings, d => !d.IsSuppressed)));
    }

    [Theory]
    [InlineData("#pragma warning disable CDSL0400\n", false)]
    [InlineData("#pragma warning disable CDSL0014\n", true)]
    [InlineData("", true)]
    public void A_pragma_silences_what_is_found_behind_the_front_end(string pragma, bool isShown) =>
        Assert.Equal(isShown, Report(pragma + Model).Any(d => d.Id == "CDSL0400" && !d.IsSuppressed));

    [Fact]
    public void Every_diagnostic_of_a_model_has_its_place_in_the_source()
    {
        var found = Report(Model);
        Assert.NotEmpty(found);
        Assert.All(found, d => Assert.True(d.Location.IsInSource));
    }

    private static IReadOnlyList<Diagnostic> Report(string source)
    {
        Dsl.Driver().RunGeneratorsAndUpdateCompilation(Dsl.Compile(source), out _, out var diagnostics);
        return diagnostics;
    }

    private static string Text(Diagnostic diagnostic) => diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan);
}
