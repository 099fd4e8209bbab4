using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;

namespace CompressDsl.Operators.Tests.Catalogue;

/// <summary>Every row of the catalogue is complete.</summary>
public sealed class DefinitionTests
{
    /// <summary>Names of all operators.</summary>
    public static TheoryData<string> Names() => new(OperatorCatalogue.All.Select(d => d.Name));

    [Fact]
    public void Names_are_distinct() =>
        Assert.Equal(OperatorCatalogue.All.Count, OperatorCatalogue.All.Select(d => d.Name).Distinct().Count());

    [Theory]
    [MemberData(nameof(Names))]
    public void Operator_is_documented(string name)
    {
        var definition = CatalogueCases.Definition(name);
        Assert.All(
            [definition.Summary, definition.Family, definition.Returns, definition.Example, definition.Onnx, definition.Int8],
            text => Assert.False(string.IsNullOrWhiteSpace(text)));
        Assert.EndsWith(".", definition.Summary, StringComparison.Ordinal);
        Assert.Contains(name, definition.Example, StringComparison.Ordinal);
        Assert.All(definition.Operands, o => Assert.EndsWith(".", o.Documentation, StringComparison.Ordinal));
        Assert.All(definition.Settings, s => Assert.EndsWith(".", s.Documentation, StringComparison.Ordinal));
        Assert.NotEmpty(definition.Operands);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Samples_use_every_setting_away_from_its_default(string name)
    {
        var definition = CatalogueCases.Definition(name);
        Assert.NotEmpty(definition.Samples);
        Assert.All(definition.Samples, s => Assert.All(s.Settings.Keys, k => Assert.Contains(definition.Settings, d => d.Name == k)));
        Assert.All(definition.Settings, d => Assert.Contains(definition.Samples, s => s.Settings.ContainsKey(d.Name)));
        Assert.All(definition.Settings.Where(d => d.IsInferable), d => Assert.Contains(definition.Samples, s => !s.Settings.ContainsKey(d.Name)));
    }

    [Fact]
    public void Operators_compare_by_value()
    {
        Assert.All(OperatorCatalogue.All, definition =>
        {
            var (once, again) = (SampleGraph.Build(definition, definition.Samples[0]), SampleGraph.Build(definition, definition.Samples[0]));
            Assert.Equal(once, again);
            Assert.Equal(GraphExpander.Expand(once), GraphExpander.Expand(again));
            Assert.Equal(once.ToString(), again.ToString());
        });
    }
}
