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

    /// <summary>Which difference between student and teacher is made small.</summary>
    public DistillationTarget Target { get; init; }

    /// <summary>Computes the teacher's outputs once and keeps them, where the data set has a fixed number of samples.</summary>
    public bool CacheTeacher { get; init; } = true;

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        OptionCheck.That(Temperature is null or > 0, nameof(Temperature), Temperature ?? 0, "above 0");
        OptionCheck.That(Alpha is null or (>= 0 and <= 1), nameof(Alpha), Alpha ?? 0, "in 0 to 1");
        OptionCheck.That(Enum.IsDefined(Target), nameof(Target), Target, "a known target");
    }

    /// <inheritdoc/>
    public override EquatableArray<Setting> Fingerprint() => base.Fingerprint()
        .With(Describe(nameof(Temperature), Temperature?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "of the attribute"))
        .With(Describe(nameof(Alpha), Alpha?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "of the attribute"))
        .With(Describe(nameof(Target), Target));
}
