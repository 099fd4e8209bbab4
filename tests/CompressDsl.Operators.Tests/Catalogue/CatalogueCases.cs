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

    /// <summary>Those of the operators that have kernels and gradients.</summary>
    public static TheoryData<string, int> Computed()
    {
        var cases = new TheoryData<string, int>();
        foreach (var row in All().Where(c => !Definition((string)c[0]).IsResultOnly)) cases.Add((string)row[0], (int)row[1]);
        return cases;
    }

    internal static OperatorDefinition Definition(string name) => OperatorCatalogue.All.Single(d => d.Name == name);
}
