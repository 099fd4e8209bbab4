namespace CompressDsl.Generator.Operators;

/// <summary>A value that an operator takes.</summary>
/// <param name="Name">camelCase, as in PyTorch.</param>
/// <param name="Documentation">Shape and meaning, for the DSL surface.</param>
/// <param name="IsVariadic">Takes any number of values (<c>params Value[]</c>).</param>
internal sealed record OperandDefinition(string Name, string Documentation, bool IsVariadic = false);
