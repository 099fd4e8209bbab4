using CompressDsl.Generator.Operators;

namespace CompressDsl.Operators.Tests.Catalogue;

/// <summary>Every sample of every operator in the catalogue, as theory data.</summary>
public static class CatalogueCases
{
    /// <summary>Operator and number of the sample.</summary>
    public static TheoryData<string, int> All()
    {
        var cases = new TheoryData<string, int>();
        foreach (var definition in OperatorCatalogue.All)
        {
            for (var i = 0; i < definition.Samples.Count; i++) cases.Add(definition.Name, i);
        }

        return cases;
    }

    internal static OperatorDefinition Definition(string name) => OperatorCatalogue.All.Single(d => d.Name == name);
}
