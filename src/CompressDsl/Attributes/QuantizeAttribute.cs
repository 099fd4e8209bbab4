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
    /// few bits as they need and unpacked at first use. Without <see cref="GroupSize"/> they are multiplied as 8-bit integers, so code does
    /// not become faster.
    /// </summary>
    public int Bits { get; set; } = 8;

    /// <summary>
    /// Inputs of an output that share a scale: 16, 32, 64, 128 or 256; 0 (the default) gives an output one scale. Of few bits, groups lose
    /// much less (Dettmers et al. 2023, "The case for 4-bit precision: k-bit Inference Scaling Laws").
    /// </summary>
    /// <remarks>
    /// <code>
    /// [Quantize(Bits = 4, GroupSize = 32)]                // 4 bits a weight and a float a group: 5 bits
    /// private readonly Linear middle = new(4096, 4096);
    /// </code>
    /// For <c>Linear</c>, with float or 8-bit activations. Up to 4 bits, nibbles are multiplied as they are stored; 5 to 8 bits are two
    /// nibbles. Other layers keep one scale per output, and a note of the compiler says so.
    /// </remarks>
    public int GroupSize { get; set; }

    /// <summary>
    /// Weights share 2^<see cref="Bits"/> values that k-means finds for each layer (Han et al. 2016, "Deep Compression"), instead of an even
    /// grid; default false.
    /// </summary>
    /// <remarks>
    /// <code>
    /// [Quantize(Bits = 4, Codebook = true)]               // 16 values, of which one is 0
    /// private readonly Linear hidden = new(784, 300);
    /// </code>
    /// The values are places of the 8-bit grid with one scale per output: rounding them there costs at most 0.4 % of the output's largest
    /// weight, and the 8-bit kernels multiply them. Stored are a place of <see cref="Bits"/> bits for every weight and the values. Training
    /// finds the values anew at every step and moves the weights behind them by the straight-through gradient. <see cref="Bits"/> is 2
    /// to 7; <see cref="GroupSize"/> does not go with it.
    /// </remarks>
    public bool Codebook { get; set; }

    /// <summary>How activations are treated; default <see cref="QuantizationMode.Static"/>.</summary>
    public QuantizationMode Mode { get; set; } = QuantizationMode.Static;
}
