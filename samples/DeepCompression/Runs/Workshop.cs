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

    /// <summary>A variant, trained.</summary>
    public Request Trained(Variant variant, DistillationOptions options, int seeds) => new(variant, seeds, seed => Trained(variant, options, seed));

    /// <summary>The baseline of a family in 8 bits, not trained again.</summary>
    public Request InInt8(Family family, DistillationOptions options, int seeds) =>
        new(family.Int8, seeds, seed => Converted(family.Int8, Trained(family.Float, options, seed)));

    /// <summary>Networks in float on the grids of <paramref name="variant"/>, not trained again.</summary>
    public Request Quantized(Variant variant, PostTrainingMethod method, Request floats) =>
        new(variant, floats.Seeds, seed => Quantized(variant, method, floats.PathOf(seed)));

    /// <summary>Makes the networks, where that was not done yet, and judges them as they are compiled.</summary>
    public Measured Measure(Request request) => Measured.Of(request, data.Test);

    private IDataset Samples => Split.Shuffled(data.Train, seed: 1, (double)CalibrationSamples / data.Train.Count, 0).Train;

    private string Trained(Variant variant, DistillationOptions options, ulong seed)
    {
        var train = new ShiftedImages(data.Train, Side);
        var loop = variant.Distil?.Method ?? variant.Train!.Method;
        var note = new TrainingNote(loop.DeclaringType!, train) { Teachers = variant.Distil is null ? [] : [TrainedTeacher()] };
        return folder.Take($"{variant.Name}-{options.Epochs}-epochs-{seed}", options with { Seed = seed }, note, (o, progress) =>
        {
            if (variant.Distil is { } distil) distil(teacher ??= Teacher.Load(TrainedTeacher()), train, o with { TeacherCache = folder.File("teacher.answers") }, progress);
            else variant.Train!(train, o, progress);
        });
    }

    /// <summary>The checkpoint of a variant that takes the weights of another one as they are.</summary>
    private string Converted(Variant variant, string from) => folder.Make($"{variant.Name}-of-{Path.GetFileName(from)}", path =>
    {
        new Checkpoint(Checkpoint.Load(from).Tensors).Save(path + ".new");
        variant.Calibrate!(path + ".new", Samples, null);
        File.Move(path + ".new", path);
    });

    private string Quantized(Variant variant, PostTrainingMethod method, string from) => folder.Make(
        $"{variant.Name}-{method.Name}-of-{Path.GetFileName(from)}", path => variant.Quantize!(from, path, Samples, method.Options, null));

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
