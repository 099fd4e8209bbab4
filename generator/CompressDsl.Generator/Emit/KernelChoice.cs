namespace CompressDsl.Generator.Emit;

/// <summary>Two bodies of a kernel, and which lanes take the first.</summary>
/// <param name="Condition">Member of the lanes that says so.</param>
/// <param name="Then">The body for these lanes.</param>
/// <param name="Else">The body for the others.</param>
internal sealed record KernelChoice(string Condition, KernelVariant Then, KernelVariant Else);
