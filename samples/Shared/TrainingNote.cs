using System.Reflection;
using System.Security.Cryptography;
using CompressDsl.Training;

namespace CompressDsl.Samples;

/// <summary>What a network that is kept was trained with.</summary>
/// <param name="Model">Its class, whose attributes count.</param>
/// <param name="Samples">What it learned from.</param>
internal sealed record TrainingNote(Type Model, IDataSource Samples)
{
    private const int SamplesLookedAt = 16;
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>Checkpoint of the teacher; null without one.</summary>
    public string? Teacher { get; init; }

    /// <summary>All of it, a line each; of the class its name and attributes, not what <c>Forward</c> does.</summary>
    /// <param name="options">How it is trained.</param>
    public IEnumerable<string> Lines(TrainingOptions options)
    {
        yield return $"Model = {string.Join(' ', AttributesOf(Model).Prepend(Model.FullName))}";
        yield return $"Samples = {Describe()}";
        yield return $"Teacher = {(Teacher is null ? "none" : Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Teacher)))[..16])}";
        foreach (var (name, value) in options.Fingerprint()) yield return $"{name} = {value}";
        if (Teacher is not null && options is DistillationOptions { CacheTeacher: var cache }) yield return $"CacheTeacher = {cache}";
    }

    private static IEnumerable<string> AttributesOf(Type model) => model.GetFields(Fields).Cast<MemberInfo>().Prepend(model)
        .SelectMany(m => m.GetCustomAttributesData()).Where(a => a.AttributeType.Namespace == nameof(CompressDsl)).Select(a => a.ToString());

    /// <summary>
    /// Their number, and one number of what the first epoch shows first: the floats, added up with random signs. Another processor may compute
    /// other last digits, so there are few.
    /// </summary>
    private string Describe()
    {
        var batch = new Batch(Samples.Shape, SamplesLookedAt);
        using var cursor = Samples.Open(seed: 1, epoch: 0);
        cursor.MoveNext(batch);
        var (signs, sum) = (new CounterRandom(1, 1), 0.0);
        foreach (var value in batch.Features) sum += signs.Next(2) == 0 ? value : -value;
        return FormattableString.Invariant($"{Samples.SamplesPerEpoch} of {Samples.Shape.Features} floats, {sum:F2}");
    }
}
