using System.Buffers;
using System.Numerics.Tensors;

namespace CompressDsl.Training;

/// <summary>
/// Several teachers that answer as one, by their mean (Hinton et al. 2015 name both means). Outputs are found by name, or by order where the
/// names differ.
/// </summary>
/// <example><code>
/// var teachers = new TeacherEnsemble([Wide.Load("a.safetensors"), Wide.Load("b.safetensors"), Deep.Load("c.safetensors")]) { Weights = [1, 1, 2] };
/// Student.Distill(teachers, data, options);
/// </code></example>
public sealed class TeacherEnsemble : IModel
{
    private readonly IModel[] teachers;
    private readonly OutputMatch[][] matches;
    private readonly double[] shares;

    /// <summary>Joins teachers.</summary>
    /// <param name="teachers">At least one; safe to call from several threads, as generated models are.</param>
    /// <exception cref="ArgumentException">There is none, or their inputs or outputs do not fit the first one's.</exception>
    public TeacherEnsemble(params IModel[] teachers)
    {
        ArgumentNullException.ThrowIfNull(teachers);
        if (teachers.Length == 0) throw new ArgumentException("There is no teacher.", nameof(teachers));
        this.teachers = [.. teachers];
        foreach (var teacher in teachers.Skip(1)) CheckInputs(teacher.Signature);
        matches = [.. teachers.Select(t => OutputMatch.Of(t.Signature, Signature))];
        shares = Equal(teachers.Length);
    }

    /// <inheritdoc/>
    public ModelSignature Signature => teachers[0].Signature;

    /// <summary>What is averaged.</summary>
    public EnsembleMean Mean { get; init; }

    /// <summary>How much each teacher counts: one number of at least 0 for each, not all of them 0; equal by default.</summary>
    /// <exception cref="ArgumentException">They are not as many as the teachers, or a number is below 0.</exception>
    public IReadOnlyList<double> Weights
    {
        get => shares;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value.Count != teachers.Length) throw new ArgumentException($"There are {teachers.Length} teachers, but {value.Count} weights.");
            foreach (var weight in value) OptionCheck.That(weight >= 0 && double.IsFinite(weight), "Weight of a teacher", weight, "at least 0");
            OptionCheck.That(value.Sum() > 0, nameof(Weights), "all 0", "above 0 somewhere");
            shares = [.. value.Select(w => w / value.Sum())];
        }
    }

    /// <inheritdoc/>
    public void Infer(ModelInput input, Span<float> output)
    {
        var width = Signature.OutputLength;
        if (output.Length != width) throw new ArgumentException($"The ensemble gives {width} outputs; there is room for {output.Length}.");
        // A teacher may be an ensemble itself: memory of the thread would be shared with it.
        var rented = ArrayPool<float>.Shared.Rent(width);
        var sums = ArrayPool<double>.Shared.Rent(width);
        sums.AsSpan(0, width).Clear();
        for (var t = 0; t < teachers.Length; t++)
        {
            teachers[t].Infer(input, rented.AsSpan(0, width));
            foreach (var match in matches[t]) Add(rented.AsSpan(match.From, match.Length), sums.AsSpan(match.To, match.Length), shares[t]);
        }

        for (var i = 0; i < width; i++) output[i] = (float)(Mean == EnsembleMean.Outputs ? sums[i] : Math.Log(Math.Max(sums[i], float.Epsilon)));
        ArrayPool<float>.Shared.Return(rented);
        ArrayPool<double>.Shared.Return(sums);
    }

    private static double[] Equal(int count) => [.. Enumerable.Repeat(1.0 / count, count)];

    private void Add(ReadOnlySpan<float> outputs, Span<double> sums, double share)
    {
        var (largest, total) = (TensorPrimitives.Max(outputs), 1.0);
        if (Mean == EnsembleMean.Probabilities)
        {
            total = 0;
            foreach (var o in outputs) total += Math.Exp(o - (double)largest);
        }

        for (var i = 0; i < outputs.Length; i++) sums[i] += share * (Mean == EnsembleMean.Outputs ? outputs[i] : Math.Exp(outputs[i] - (double)largest) / total);
    }

    private void CheckInputs(ModelSignature other)
    {
        if (other.FloatLength == Signature.FloatLength && other.MaxTokens == Signature.MaxTokens) return;
        throw new ArgumentException(
            $"The teacher {other.Model} takes {Describe(other)}, {Signature.Model} takes {Describe(Signature)}: teachers of one ensemble must see the same samples.");
    }

    private static string Describe(ModelSignature model) => $"{model.FloatLength} floats and up to {model.MaxTokens} token ids";
}
