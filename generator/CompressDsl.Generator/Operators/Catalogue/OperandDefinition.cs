namespace CompressDsl.Generator.Operators;

/// <summary>A value that an operator takes.</summary>
/// <param name="Name">camelCase, as in PyTorch.</param>
/// <param name="Documentation">Shape and meaning, for the DSL surface.</param>
/// <param name="IsVariadic">Takes any number of values (<c>params Value[]</c>).</param>
/// <param name="AllowsNumber">A constant number may stand here (an overload with <c>double</c>): the call site gets a <see cref="Scalar"/> node.</param>
internal sealed record OperandDefinition(string Name, string Documentation, bool IsVariadic = false, bool AllowsNumber = false);
