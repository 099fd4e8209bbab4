namespace CompressDsl.Generator.Operators;

/// <summary>A constant that an operator takes (a constructor parameter of its layer, or an argument of its function).</summary>
/// <param name="Name">camelCase, as in PyTorch.</param>
/// <param name="Type">int, double, bool, an enum of <c>CompressDsl.Core</c> (its number reaches the call site as int), or int[] (shown as <c>params int[]</c>).</param>
/// <param name="Default">C# text of the default, or null when it must be given.</param>
/// <param name="Documentation">Meaning, unit and range, for the DSL surface.</param>
/// <param name="IsInferable">May be left out (a second constructor without it); then <see cref="CallSite.Find"/> gives null.</param>
internal sealed record SettingDefinition(
    string Name, Type Type, string? Default, string Documentation, bool IsInferable = false);
