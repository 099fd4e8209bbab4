using System.Text;
using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;

namespace CompressDsl.Surface;

/// <summary>The page that lists all operators.</summary>
internal static class OperatorTable
{
    public static string Write()
    {
        var text = new StringBuilder("""
            # Operators

            <!-- Written from the operator catalogue: dotnet run --project generator/CompressDsl.Surface -->

            What a `Forward` method can use. Layers are types (`new Linear(784, 300)`), functions are static methods of `CompressDsl.Functional`.
            Every operator runs in float and can be trained through; the table says what happens to it in an 8-bit network, which of its
            parameters `[Prune]` acts on, which training changes, and what it is called in ONNX.


            """);
        foreach (var family in OperatorCatalogue.All.GroupBy(d => d.Family).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            text.Append($"## {family.Key}\n\n| Operator | Meaning | 8 bit | Prunable | Trainable | ONNX |\n| --- | --- | --- | --- | --- | --- |\n");
            foreach (var definition in family) text.Append(Row(definition));
            text.Append('\n');
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static string Row(OperatorDefinition definition)
    {
        var parameters = Parameters(definition);
        var prunable = Names(parameters.Where(p => p.Kind is WeightKind.Matrix or WeightKind.Table));
        var trainable = Names(parameters.Where(p => p.Kind != WeightKind.Statistic));
        return $"| `{Signature(definition)}` | {definition.Summary.Replace("|", "\\|")} | {definition.Int8} | {prunable} | {trainable} | {definition.Onnx} |\n";
    }

    private static string Signature(OperatorDefinition definition)
    {
        var settings = definition.Settings.Select(Shown);
        if (definition.Kind == SurfaceKind.Layer) return $"new {definition.Name}({string.Join(", ", settings)})";
        var operands = definition.Operands.Select(o => o.IsVariadic ? $"{o.Name}.." : o.Name);
        var parameters = definition.Operands.Any(o => o.IsVariadic) ? settings.Concat(operands) : operands.Concat(settings);
        return $"{definition.Name}({string.Join(", ", parameters)})";
    }

    private static string Shown(SettingDefinition setting) =>
        setting.IsInferable ? $"[{setting.Name}]" : setting.Default is null ? setting.Name : $"{setting.Name} = {setting.Default}";

    private static string Names(IEnumerable<Parameter> parameters)
    {
        var names = parameters.Select(p => $"`{p.Key.Split('.').Last()}`").Distinct().ToArray();
        return names.Length == 0 ? "-" : string.Join(", ", names);
    }

    private static Parameter[] Parameters(OperatorDefinition definition) =>
        definition.Samples.SelectMany(s => SampleGraph.Build(definition, s).Parameters).Select(n => (Parameter)n.Operator).ToArray();
}
