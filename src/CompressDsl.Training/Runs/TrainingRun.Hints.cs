using System.Diagnostics;
using CompressDsl.Core;

namespace CompressDsl.Training;

/// <content>Hints: fields that learn from fields of the teacher, or from deeper ones of the network itself.</content>
public sealed unsafe partial class TrainingRun
{
    private HintRun? hints;
    private TrainedNetwork? shown;

    private IDataset? TeacherSamples => (options as DistillationOptions)?.TeacherSamples;

    /// <summary>The hints' factor at present: from <see cref="TrainingOptions.HintWeight"/> to <see cref="TrainingOptions.FinalHintWeight"/> over the run.</summary>
    private float HintFactor => options.HintWeight + ((float)Done * ((options.FinalHintWeight ?? options.HintWeight) - options.HintWeight));

    /// <summary>Mean loss of the hints in this epoch, or null without hints.</summary>
    private double? HintLoss => hints is null ? null : epochRows > 0 ? hints.EpochLoss / epochRows : 0;

    /// <summary>Takes a network in its training form as the teacher: of the outputs, by what is returned, and of the hints.</summary>
    /// <param name="teacher">The teacher; computes in float.</param>
    /// <exception cref="ArgumentException">The teacher's inputs or outputs do not fit; the text names both.</exception>
    public BatchTeacher TeacherOf(TrainedNetwork teacher)
    {
        ArgumentNullException.ThrowIfNull(teacher);
        (TeacherSamples ?? data).Shape.CheckFits(teacher.Network.Plan.Signature);
        shown = teacher;
        return NetworkTeacher.Of(teacher, Signature, Runner);
    }

    /// <summary>Lets fields learn from other fields; not where the options' weight of hints is 0.</summary>
    /// <param name="learned">The hints, by number: hint n learns at feature n of the plan.</param>
    /// <param name="shardLoss">Computes their losses on a shard.</param>
    /// <exception cref="ArgumentException">The teacher sees samples of its own, or what it shows of changing samples is to be kept.</exception>
    /// <exception cref="InvalidDataException">The file of what it shows is of another teacher, other layers or other samples, or is damaged.</exception>
    /// <exception cref="InvalidOperationException">A hint needs values of the teacher that there are not; the text says what to give instead.</exception>
    public void LearnHints(IReadOnlyList<Hint> learned, ShardHintLoss shardLoss)
    {
        ArgumentNullException.ThrowIfNull(learned);
        ArgumentNullException.ThrowIfNull(shardLoss);
        if (options.HintWeight == 0 && options.FinalHintWeight is null or 0) return;
        if (TeacherSamples is not null && learned.Any(h => !h.IsOfSelf))
        {
            throw new ArgumentException(
                $"{nameof(DistillationOptions.TeacherSamples)} are given, but a hint compares fields on the samples that the student sees; leave them out, or set {nameof(TrainingOptions.HintWeight)} to 0.");
        }

        var network = learned.All(h => h.IsOfSelf) ? null : shown;
        var places = HintPlace.All(learned, plan, network?.Network.Plan);
        var kept = network is null ? null : KeepLayers(network, places);
        hints = new HintRun(places, shardLoss, (network, kept), (options, shards.Length, plan.Parameters.Count));
    }

    /// <summary>The teacher's layers for all samples, where the options ask for them.</summary>
    private KeptLayers? KeepLayers(TrainedNetwork network, HintPlace[] places)
    {
        if ((options as DistillationOptions)?.HintCache is not { } path) return null;
        if (data is not IDataset samples || data is IEpochDataset)
        {
            var (why, instead) = data is IDataset ? ("changes in every epoch", $"{nameof(FixedViews)} of the data") : ("is a stream", "a data set of fixed size");
            throw new ArgumentException(
                $"{nameof(DistillationOptions.HintCache)} is '{path}', but the data {why}: a hint compares fields on what the student sees. "
                + $"Leave it null, or give {instead}.");
        }

        var watch = Stopwatch.StartNew();
        return KeptLayers.Open(path, network, places, (samples, Runner), (done, all) => Tell(done, all, watch.Elapsed));
    }

    /// <summary>After the forward pass, before the backward pass.</summary>
    private void LearnHints(int number, Shard shard)
    {
        if (hints is null) shard.ClearFeatureGradients();
        else hints.Work(number, shard, batch, (stepRows, HintFactor));
    }

    private IEnumerable<Setting> HintSettings => hints is null
        ? []
        : [new Setting("Hints", hints.Describe()), new Setting("HintWeight", FormattableString.Invariant($"{options.HintWeight} to {options.FinalHintWeight ?? options.HintWeight}"))];
}
