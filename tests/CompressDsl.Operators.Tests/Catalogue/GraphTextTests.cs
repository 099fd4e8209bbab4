using System.Globalization;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;

namespace CompressDsl.Operators.Tests.Catalogue;

/// <summary>The text of a graph tells apart what computes something else.</summary>
public sealed class GraphTextTests
{
    [Theory]
    [MemberData(nameof(DefinitionTests.Names), MemberType = typeof(DefinitionTests))]
    public void Every_setting_of_an_operator_is_in_it(string name)
    {
        var definition = CatalogueCases.Definition(name);
        var graphs = definition.Samples.Select(s => SampleGraph.Build(definition, s)).ToArray();
        foreach (var (one, other) in graphs.SelectMany(g => graphs.Select(o => (g, o))).Where(p => Shapes(p.g) == Shapes(p.o)))
            Assert.True(one.Equals(other) == (GraphText.Of(one) == GraphText.Of(other)), $"{GraphText.Of(one)}\n\n{GraphText.Of(other)}");
    }

    [Fact]
    public void It_is_the_same_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        var definition = CatalogueCases.Definition("Dropout");
        var graph = SampleGraph.Build(definition, definition.Samples[1]);
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" } };
            Assert.Contains("Dropout { P: 0.25 } (x0)", GraphText.Of(graph), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string Shapes(ModelGraph graph) => string.Join("\n", graph.Parameters.Select(p => $"{p.Name} {p.Type}"));
}
