using System.Globalization;
using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>A conformance case as a network of its own: what the tests run and the docs look into.</summary>
internal static class SampleGraph
{
    /// <summary>The network whose inputs are the sample's operands and whose outputs are the operator's results.</summary>
    public static ModelGraph Build(OperatorDefinition definition, OperatorSample sample, Compression? compression = null)
    {
        var graph = new GraphBuilder(definition.Name);
        var operands = sample.Inputs.Select((type, i) => graph.Add(new Input(i, type), $"x{i}")).ToArray();
        var settings = definition.Settings.Where(s => s.Default is not null).ToDictionary(s => s.Name, Default);
        foreach (var given in sample.Settings) settings[given.Key] = given.Value;
        var call = new CallSite(graph, "layer", operands, settings, compression ?? Compression.None);
        return graph.Build(definition.Results(call));
    }

    private static object Default(SettingDefinition setting)
    {
        var text = setting.Default!;
        if (setting.Type.IsEnum) return (int)Enum.Parse(setting.Type, text.Substring(text.LastIndexOf('.') + 1));
        return Convert.ChangeType(text, setting.Type, CultureInfo.InvariantCulture);
    }
}
