using System.Reflection;

namespace CompressDsl.Generator.Operators;

/// <summary>All operators, found by their static field <c>Definition</c>; sorted by name, ordinal.</summary>
internal static class OperatorCatalogue
{
    public static IReadOnlyList<OperatorDefinition> All { get; } = Load();

    public static OperatorDefinition? Find(string name, SurfaceKind kind) => All.FirstOrDefault(d => d.Name == name && d.Kind == kind);

    private static OperatorDefinition[] Load() =>
        typeof(OperatorCatalogue).Assembly.GetTypes()
            .Select(t => t.GetField("Definition", BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
            .Where(f => f?.FieldType == typeof(OperatorDefinition))
            .Select(f => (OperatorDefinition)f!.GetValue(null))
            .OrderBy(d => d.Name, StringComparer.Ordinal)
            .ToArray();
}
