using CompressDsl.Samples;
using CompressDsl.Training;

namespace DeepCompression.Runs;

/// <summary>LeNet-5 on few bits: grids from 30 % of the training on.</summary>
/// <param name="workshop">Trains the networks.</param>
/// <param name="seeds">Trainings of each.</param>
/// <param name="epochs">Passes over the data, or null.</param>
internal sealed class LenetQuantization(Workshop workshop, int seeds, int? epochs) : IQuantizationWorkshop
{
    private const int Epochs = 1;
    private readonly DistillationOptions options = Families.Lenet5.Options with { Epochs = epochs ?? Epochs, QuantizeStart = 0.3 };

    /// <summary>8 bits without training, and 4 bits trained.</summary>
    public static QuantizationGoals Goals { get; } = new(0.1, 0.3);

    /// <inheritdoc/>
    public NetworkFolder Folder => workshop.Folder;

    /// <inheritdoc/>
    public IReadOnlyList<QuantizedNetwork> Networks => QuantizedNetworks.All;

    /// <inheritdoc/>
    public Request Float => workshop.Trained(Families.Lenet5.Float, options, seeds);

    /// <inheritdoc/>
    public Request Converted(Variant variant, PostTrainingMethod method) => workshop.Quantized(variant, method, Float);

    /// <inheritdoc/>
    public Request Trained(QuantizedNetwork network, StepSize steps) => workshop.Trained(network.With(steps), options with { StepSize = steps }, seeds);

    /// <inheritdoc/>
    public Measured Measure(Request request) => workshop.Measure(request);
}
