using CompressDsl;
using CompressDsl.Core;
using CompressDsl.Samples;
using CompressDsl.Training;
using DeepCompression.Data;
using DeepCompression.Networks;
using Digits;

namespace DeepCompression.Runs;

/// <summary>Trains networks, or takes those that an earlier run left in a folder; an interrupted training goes on.</summary>
/// <param name="data">The digits.</param>
/// <param name="folder">Where the networks are kept.</param>
internal sealed class Workshop(DigitData data, NetworkFolder folder)
{
    private const int Side = 28;
    private const int TeacherEpochs = 8;
    private const int CalibrationSamples = 1000;

    private IModel? teacher;

    /// <summary>Where tables are written.</summary>
    public NetworkFolder Folder => folder;

    /// <summary>Trains a variant with so many seeds, where that was not done yet, and judges the compiled networks.</summary>
    public Measured Measure(Variant variant, DistillationOptions options, int seeds) => Measure(variant, Trained(variant, options, seeds));

    /// <summary>The baseline of a family in 8 bits, not trained again.</summary>
    public Measured MeasureInt8(Family family, DistillationOptions options, int seeds) =>
        Measure(family.Int8, [.. Trained(family.Float, options, seeds).Select(p => Converted(family.Int8, p))]);

    /// <summary>The baseline of a family on the grids of <paramref name="variant"/>, not trained again.</summary>
    public Measured MeasureQuantized(Variant variant, PostTrainingMethod method, Family family, DistillationOptions options, int seeds) =>
        Measure(variant, [.. Trained(family.Float, options, seeds).Select(p => Quantized(variant, method, p))]);

    private IDataset Samples => Split.Shuffled(data.Train, seed: 1, (double)CalibrationSamples / data.Train.Count, 0).Train;

    private string[] Trained(Variant variant, DistillationOptions options, int seeds) =>
        [.. Enumerable.Range(1, seeds).Select(seed => Trained(variant, options, (ulong)seed))];

    private string Trained(Variant variant, DistillationOptions options, ulong seed)
    {
        var train = new ShiftedImages(data.Train, Side);
        var loop = variant.Distil?.Method ?? variant.Train!.Method;
        var note = new TrainingNote(loop.DeclaringType!, train) { Teacher = variant.Distil is null ? null : TrainedTeacher() };
        return folder.Take($"{variant.Name}-{options.Epochs}-epochs-{seed}", options with { Seed = seed }, note, (o, progress) =>
        {
            if (variant.Distil is { } distil) distil(teacher ??= Teacher.Load(TrainedTeacher()), train, o, progress);
            else variant.Train!(train, o, progress);
        });
    }

    /// <summary>The checkpoint of a variant that takes the weights of another one as they are.</summary>
    private string Converted(Variant variant, string from)
    {
        var path = folder.File($"{variant.Name}-of-{Path.GetFileName(from)}");
        if (File.Exists(path)) return path;
        new Checkpoint(Checkpoint.Load(from).Tensors).Save(path + ".new");
        variant.Calibrate!(path + ".new", Samples, null);
        File.Move(path + ".new", path);
        return path;
    }

    private string Quantized(Variant variant, PostTrainingMethod method, string from)
    {
        var path = folder.File($"{variant.Name}-{method.Name}-of-{Path.GetFileName(from)}");
        if (!File.Exists(path)) variant.Quantize!(from, path, Samples, method.Options, null);
        return path;
    }

    private Measured Measure(Variant variant, string[] paths)
    {
        var networks = paths.Select(variant.Load).ToArray();
        return new Measured(
            variant,
            [.. networks.Select(n => 1 - Evaluator.Accuracy(n.Model, data.Test, threads: 0))],
            [.. networks.Select(n => n.Report)],
            InferenceClock.Microseconds(networks[0].Model, data.Test));
    }

    private string TrainedTeacher() => folder.Take(
        "teacher",
        new DistillationOptions
        {
            Epochs = TeacherEpochs, BatchSize = 128, Optimizer = new AdamW(), Schedule = LearningRateSchedule.Cosine(1.5e-3, warmUp: 0.05),
        },
        new TrainingNote(typeof(Teacher), Moved),
        (options, progress) => Teacher.Train(Moved, options, progress));

    private AugmentedDataset Moved => new(data.Train, new ImageMoves(Side, Side, 2, 2));
}
