using CompressDsl;
using CompressDsl.Core;
using CompressDsl.Samples;
using CompressDsl.Training;
using ImageClassifier.Data;
using ImageClassifier.Published;

namespace ImageClassifier.Quantization;

/// <summary>
/// Puts the published ResNet-8 on few bits: after training, and by training that goes on from the weights of the network before it in the table, the
/// first from the published ones, with the float network as teacher.
/// </summary>
/// <param name="data">Pictures of numbers from 0 to <see cref="White"/>.</param>
/// <param name="folder">Where the networks are kept.</param>
/// <param name="settings">Passes over the pictures, and number of trainings of each network.</param>
internal sealed class PublishedWorkshop(ImageData data, NetworkFolder folder, (int Epochs, int Seeds) settings) : IQuantizationWorkshop
{
    /// <summary>
    /// The brightest pixel. With 255, as the network was published, the first layer's weights are so small that steps of the other layers' size
    /// destroy them.
    /// </summary>
    public const float White = 4;

    private const int Side = 32;
    private const int Shift = 2;

    private const int CalibrationSamples = 250;

    private IModel? teacher;

    /// <inheritdoc/>
    public NetworkFolder Folder => folder;

    /// <inheritdoc/>
    public IReadOnlyList<QuantizedNetwork> Networks => PublishedNetworks.All;

    private string Published => folder.File("published.safetensors");

    private IDataset Samples => Split.Shuffled(data.Train, seed: 1, Math.Min(1, (double)CalibrationSamples / data.Train.Count), 0).Train;

    private IDataset Seen => new AugmentedDataset(data.Train, new ImageMoves(Side, Side, Shift, Shift, Mirror: true));

    /// <summary>Takes the weights of the published file.</summary>
    /// <exception cref="InvalidOperationException">The folder was used with another file.</exception>
    public void Import(string model)
    {
        var weights = PublishedNetwork.Read(model, White);
        if (!File.Exists(Published)) weights.Save(Published);
        else if (!File.ReadAllBytes(Published).AsSpan().SequenceEqual(weights.ToBytes()))
            throw new InvalidOperationException($"'{Published}' has other weights than '{model}'. Name another folder (--keep).");
    }

    /// <inheritdoc/>
    public Request Float => new(PublishedNetworks.Float, 1, _ => Published);

    /// <inheritdoc/>
    public Request Converted(Variant variant, PostTrainingMethod method) => new(variant, 1, _ => folder.Make(
        $"{variant.Name}-{method.Name}.safetensors", path => variant.Quantize!(Published, path, Samples, method.Options, null)));

    /// <inheritdoc/>
    public Request Trained(QuantizedNetwork network, StepSize steps)
    {
        var row = Networks.ToList().IndexOf(network);
        return new(network.With(steps), settings.Seeds, seed => Trained(row, Options with { StepSize = steps, Seed = seed }));
    }

    /// <inheritdoc/>
    public Measured Measure(Request request) => Measured.Of(request, data.Test);

    private DistillationOptions Options => new()
    {
        Epochs = settings.Epochs, BatchSize = 32, Optimizer = new Adam(), Schedule = LearningRateSchedule.Cosine(5e-4, warmUp: 0.05),
        QuantizeStart = 0, CacheTeacher = false,
    };

    // Goes on from the network before it in the table.
    private string Trained(int row, DistillationOptions options)
    {
        var start = row == 0 ? Published : Trained(row - 1, options);
        var variant = Networks[row].With(options.StepSize);
        var note = new TrainingNote(variant.Distil!.Method.DeclaringType!, Seen) { Teachers = [Published] };
        return folder.Take(
            $"{variant.Name}-{options.Epochs}-epochs-{options.Seed}", options with { Start = WeightsOf(start) }, note,
            (o, progress) => variant.Distil(teacher ??= TinyResNetFloat.Load(Published), Seen, o, progress));
    }

    /// <summary>Weights and biases alone: scales and ranges belong to the bits that they were made for.</summary>
    private static Checkpoint WeightsOf(string path) => new(Checkpoint.Load(path).Tensors.Where(t => t.Name.EndsWith(".weight") || t.Name.EndsWith(".bias")));
}
