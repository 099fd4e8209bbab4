namespace CompressDsl;

/// <summary>
/// Stores the weights of layers as small integers on a symmetric grid with one scale per output channel, and computes with 8-bit
/// activations.
/// </summary>
/// <remarks>
/// <para>What you write: on a model class it holds for all layers, on a field for that layer or everything in that block.</para>
/// <code>
/// [Quantize(Bits = 8)]
/// public sealed partial class Student
/// {
///     private readonly Linear hidden = new(784, 300);
///     [Quantize(Bits = 4)]                            // overrides the class's
///     private readonly Linear middle = new(300, 100);
/// }
/// </code>
/// <para>
/// What you get: the generated training loop rounds these weights to their grid while it trains, so that the network has learned to
/// live with it; the build writes the integers into the assembly and <c>Infer</c> multiplies 8-bit integers. Weights are in
/// <c>-(2^(Bits-1)-1) .. 2^(Bits-1)-1</c> times the channel's scale. Biases and normalisations stay float.
/// </para>
/// <para>
/// It is invalid with <see cref="Bits"/> outside 2 to 8, on a class that is neither model nor block, and on a field that is neither
/// layer nor block. To leave a layer in float inside a quantised model, give its field <c>[Quantize(Bits = 32)]</c>.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Field | AttributeTargets.Property)]
public sealed class QuantizeAttribute : Attribute
{
    /// <summary>
    /// Bits per weight: 2 to 8 (default 8), or 32 for float. Fewer bits make the assembly (or sidecar) smaller: weights are stored in as
    /// few bits as they need and unpacked at first use. They are multiplied as 8-bit integers, so code does not become faster.
    /// </summary>
    public int Bits { get; set; } = 8;

    /// <summary>How activations are treated; default <see cref="QuantizationMode.Static"/>.</summary>
    public QuantizationMode Mode { get; set; } = QuantizationMode.Static;
}
