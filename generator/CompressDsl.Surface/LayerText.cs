using CompressDsl.Generator.Operators;

namespace CompressDsl.Surface;

/// <summary>The C# of a layer type.</summary>
internal static class LayerText
{
    public static string Write(OperatorDefinition layer)
    {
        string[] head =
        [
            $"/// <summary>{DocText.Xml(layer.Summary)}</summary>",
            "/// <remarks>A field of a model or block; it holds no weights, the compiler reads its constructor and the calls of <see cref=\"Forward\"/>.</remarks>",
            .. DocText.Example(layer),
            $"public sealed class {layer.Name}",
            "{",
        ];
        return DocText.Header + DocText.Lines(head, "")
            + DocText.Lines([.. Constructors(layer), .. Forward(layer)], "    ") + "}\n";
    }

    private static IEnumerable<string> Constructors(OperatorDefinition layer)
    {
        var full = Constructor(layer, layer.Settings, "The layer with all sizes given.");
        if (!layer.Settings.Any(s => s.IsInferable)) return full;
        var known = layer.Settings.Where(s => !s.IsInferable).ToArray();
        var inferred = string.Join(", ", layer.Settings.Where(s => s.IsInferable).Select(s => s.Name));
        return [.. full, .. Constructor(layer, known, $"The layer with `{inferred}` worked out from its first call.")];
    }

    private static IEnumerable<string> Constructor(OperatorDefinition layer, IReadOnlyList<SettingDefinition> settings, string summary) =>
    [
        $"/// <summary>{DocText.Xml(summary)}</summary>",
        .. settings.Select(s => DocText.Parameter(s.Name, s.Documentation)),
        $"public {layer.Name}({string.Join(", ", settings.Select(DocText.Declare))})",
        "{",
        "}",
        "",
    ];

    private static IEnumerable<string> Forward(OperatorDefinition layer) =>
    [
        "/// <summary>Uses the layer. Called twice, both calls share the weights.</summary>",
        .. layer.Operands.Select(o => DocText.Parameter(o.Name, o.Documentation)),
        $"/// <returns>{DocText.Xml(layer.Returns)}</returns>",
        $"public Value Forward({string.Join(", ", layer.Operands.Select(o => DocText.Declare(o)))}) => throw Value.NotRun();",
    ];
}
