using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Frontend;

/// <summary>Warns of layers and inputs that do nothing.</summary>
internal static class UsageChecks
{
    public static void Report(Reading reading, INamedTypeSymbol type, ModelGraph graph)
    {
        foreach (var layer in reading.Layers.Where(l => !l.IsUsed && l.Path is not null))
        {
            reading.Warn(ProblemId.LayerNeverUsed, layer.FieldSpan ?? ModelReader.NameOf(type), layer.Path!, type.Name);
        }

        foreach (var input in graph.Inputs.Where(i => !graph.Users(i).Any() && !graph.Outputs.Contains(i)))
        {
            reading.Warn(ProblemId.InputNeverUsed, reading.Spans.Build("", ModelReader.NameOf(type)).Find(graph[input].Name), graph[input].Name, type.Name);
        }
    }
}
