namespace CompressDsl;

/// <summary>
/// The functions of the DSL, used in <c>Forward</c> after <c>using static CompressDsl.Functional;</c>. The compiler reads the calls;
/// run as plain C#, every one of them throws <see cref="InvalidOperationException"/>.
/// </summary>
/// <example><code>
/// private Value Forward([Input(784)] Value pixels) => head.Forward(Relu(hidden.Forward(pixels)));
/// </code></example>
public static partial class Functional
{
}
