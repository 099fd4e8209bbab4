namespace CompressDsl;

/// <summary>
/// Stores the weights of layers as small integers times a scale, one per output channel if nothing else is said, and computes with 8-bit
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
/// It is invalid with <see cref="Bits"/> outside 1 to 8, on a class that is neither model nor block, and on a field that is neither
/// layer nor block. To leave a layer in float inside a quantised model, give its field <c>[Quantize(Bits = 32)]</c>.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Field | AttributeTargets.Property)]
public sealed class QuantizeAttribute : Attribute
{
    /// <summary>
    /// Bits per weight: 1 to 8 (default 8), or 32 for float. Fewer bits make the assembly (or sidecar) smaller: weights are stored in as
    /// few bits as they need and unpacked at first use. Without <see cref="GroupSize"/> they are multiplied as 8-bit integers, so code does
    /// not become faster. 2 bits are -1, 0 and 1 times the scale (ternary). 1 bit is plus or minus the mean magnitude of the output's weights
    /// (Rastegari et al. 2016, "XNOR-Net") and has no 0, so that such a layer cannot be pruned.
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
    /// For <c>Linear</c> and for <c>Conv2d</c> with windows of one pixel, with float or 8-bit activations. Up to 4 bits, nibbles are multiplied as they are stored; 5 to 8 bits are two
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

    /// <summary>Which weights share a scale; default <see cref="Granularity.PerChannel"/>. <see cref="GroupSize"/> divides the channels further.</summary>
    /// <remarks>
    /// <code>
    /// [Quantize(Bits = 8, Granularity = Granularity.PerTensor)]       // 4 bytes of scales for the whole layer
    /// private readonly Linear hidden = new(784, 300);
    /// </code>
    /// One scale takes less room, and more of the weights' precision, the more the outputs differ in size.
    /// </remarks>
    public Granularity Granularity { get; set; } = Granularity.PerChannel;

    /// <summary>
    /// Rounds the scales of the weights to powers of two, so that they differ by few values and take few bits; default false. A weight of few
    /// bits loses up to a bit by it.
    /// </summary>
    /// <remarks>
    /// <code>
    /// [Quantize(Bits = 4, Codebook = true, PowerOfTwoScales = true)]  // the codebook is chosen on the 8-bit grid: one bit of it matters little
    /// private readonly Linear hidden = new(784, 300);
    /// </code>
    /// The scale is the smallest power of two that moves no weight by more than half a step. Activations keep their scales.
    /// </remarks>
    public bool PowerOfTwoScales { get; set; }

    /// <summary>
    /// Whether the grid reaches equally far to both sides of 0 (default), or, if false, from the smallest to the largest weight of the channel
    /// with a zero point between: for weights that lie mostly on one side.
    /// </summary>
    /// <remarks>
    /// <code>
    /// [Quantize(Bits = 4, Symmetric = false)]
    /// private readonly Linear hidden = new(784, 300);
    /// </code>
    /// For 2 to 8 bits. Up to 7 bits a weight with its zero point taken off is a signed byte, which the 8-bit kernels multiply as any other. Of
    /// 8 bits, and of nibbles of a <see cref="GroupSize"/>, an offset is stored beside each scale and multiplied with the sum of the activations;
    /// a layer without a kernel for it gets a symmetric grid, and a note of the compiler says so. It does not go with <see cref="Codebook"/>.
    /// </remarks>
    public bool Symmetric { get; set; } = true;

    /// <summary>Bits of the activations that the layer reads: 2 to 8 (default 8), or 16.</summary>
    /// <remarks>
    /// <code>
    /// [Quantize(Bits = 4, ActivationBits = 4)]
    /// private readonly Linear hidden = new(784, 300);
    /// </code>
    /// Less than 8 bits are places 0 to 2^bits - 1 of a byte: the same kernels multiply them, so that nothing becomes faster or smaller. They
    /// say what a network would be worth on hardware that multiplies such numbers. Layers that read the same value share its grid, the finest that one of
    /// them asks for. 16 bits have no kernel: the layer computes with floats, and a note of the compiler says so.
    /// </remarks>
    public int ActivationBits { get; set; } = 8;

    /// <summary>How activations are treated; default <see cref="QuantizationMode.Static"/>.</summary>
    public QuantizationMode Mode { get; set; } = QuantizationMode.Static;
}
