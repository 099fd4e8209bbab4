using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>How a student learns from a teacher.</summary>
/// <example><code>
/// Student.Distill(teacher, data, new DistillationOptions { Epochs = 20, CacheTeacher = true }, progress);
/// </code></example>
public record DistillationOptions : TrainingOptions
{
    /// <summary>Temperature of the soft targets, above 0; null for the attribute's.</summary>
    public float? Temperature { get; init; }

    /// <summary>Share of the soft targets in the loss, 0 to 1; null for the attribute's.</summary>
    public float? Alpha { get; init; }

    /// <summary>
    /// Temperature at the end of the run, which it moves to in a straight line; above 0, or null to stay (Jafari et al. 2021 let it fall to 1).
    /// </summary>
    public float? FinalTemperature { get; init; }

    /// <summary>Alpha at the end of the run, which it moves to in a straight line; 0 to 1, or null to stay.</summary>
    public float? FinalAlpha { get; init; }

    /// <summary>Which difference between student and teacher is made small.</summary>
    public DistillationTarget Target { get; init; }

    /// <summary>
    /// Computes the teacher's outputs once and keeps them, where the data set has a fixed number of samples; of an
    /// <see cref="AugmentedDataset"/>, those for the samples as they were.
    /// </summary>
    public bool CacheTeacher { get; init; } = true;

    /// <summary>
    /// File in which the teacher's outputs are kept for other runs, mapped into memory; null for memory alone. A file of another teacher or
    /// of other samples is refused. Needs <see cref="CacheTeacher"/>, and one process.
    /// </summary>
    public string? TeacherCache { get; init; }

    /// <summary>
    /// File in which the values of the teacher's layers that hints compare are kept, so that they are computed once for all epochs and for other
    /// runs, mapped into memory; null to compute them in every step. A file of another teacher, other layers or other samples is refused. Needs
    /// a data set that shows the same samples in every epoch, and one process; without hints of a teacher nothing is kept.
    /// </summary>
    public string? HintCache { get; init; }

    /// <summary>
    /// The samples as the teacher sees them, by the same index, where that is not as the student does: unchanged pictures, larger ones, or an
    /// <see cref="AugmentedDataset"/> of its own (whose changes need <see cref="CacheTeacher"/> to be false); null for the student's.
    /// </summary>
    public IDataset? TeacherSamples { get; init; }

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        OptionCheck.That(Temperature is null or > 0, nameof(Temperature), Temperature ?? 0, "above 0");
        OptionCheck.That(Alpha is null or (>= 0 and <= 1), nameof(Alpha), Alpha ?? 0, "in 0 to 1");
        OptionCheck.That(FinalTemperature is null or > 0, nameof(FinalTemperature), FinalTemperature ?? 0, "above 0");
        OptionCheck.That(FinalAlpha is null or (>= 0 and <= 1), nameof(FinalAlpha), FinalAlpha ?? 0, "in 0 to 1");
        OptionCheck.That(TeacherCache is null || TeacherCache.Trim().Length > 0, nameof(TeacherCache), "''", "a path or null");
        OptionCheck.That(TeacherCache is null || CacheTeacher, nameof(TeacherCache), $"'{TeacherCache}'", $"null without {nameof(CacheTeacher)}");
        OptionCheck.That(TeacherCache is null || Communicator is not { Size: > 1 }, nameof(TeacherCache), $"'{TeacherCache}'", "null on several ranks");
        OptionCheck.That(HintCache is null || HintCache.Trim().Length > 0, nameof(HintCache), "''", "a path or null");
        OptionCheck.That(HintCache is null || HintCache != TeacherCache, nameof(HintCache), $"'{HintCache}'", $"another file than {nameof(TeacherCache)}");
        OptionCheck.That(HintCache is null || Communicator is not { Size: > 1 }, nameof(HintCache), $"'{HintCache}'", "null on several ranks");
        OptionCheck.That(Enum.IsDefined(Target), nameof(Target), Target, "a known target");
    }

    /// <inheritdoc/>
    public override EquatableArray<Setting> Fingerprint() => new(base.Fingerprint()
        .Append(Describe(nameof(Temperature), Text(Temperature)))
        .Append(Describe(nameof(Alpha), Text(Alpha)))
        .Append(Describe(nameof(Target), Target))
        .Concat(WhereGiven()));

    private static string Text(float? value) => value?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "of the attribute";

    private IEnumerable<Setting> WhereGiven()
    {
        if (FinalTemperature is not null) yield return Describe(nameof(FinalTemperature), FinalTemperature);
        if (FinalAlpha is not null) yield return Describe(nameof(FinalAlpha), FinalAlpha);
        if (TeacherSamples is not null) yield return Describe(nameof(TeacherSamples), TeacherSamples.Count);
    }
}
