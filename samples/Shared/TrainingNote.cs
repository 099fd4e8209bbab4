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

    private const string OfNetwork = "Network ";

    /// <summary>Checkpoints of the teachers; none without a teacher.</summary>
    public IReadOnlyList<string> Teachers { get; init; } = [];

    /// <summary>Whether a line says what the network computes; an earlier version wrote no such lines.</summary>
    public static bool IsOfNetwork(string line) => line.StartsWith(OfNetwork, StringComparison.Ordinal);

    /// <summary>All of it, a line each.</summary>
    /// <param name="options">How it is trained.</param>
    public IEnumerable<string> Lines(TrainingOptions options)
    {
        yield return $"Model = {string.Join(' ', AttributesOf(Model).Prepend(Model.FullName))}";
        yield return $"Samples = {Describe()}";
        yield return $"Teacher = {(Teachers.Count == 0 ? "none" : string.Join(' ', Teachers.Select(Hash)))}";
        foreach (var (name, value) in options.Fingerprint()) yield return $"{name} = {value}";
        if (Teachers.Count > 0 && options is DistillationOptions { CacheTeacher: var cache }) yield return $"CacheTeacher = {cache}";
        foreach (var line in LinesOf(PlanOf(Model))) yield return OfNetwork + line;
    }

    private static string Hash(string checkpoint) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(checkpoint)))[..16];

    private static NetworkPlan PlanOf(Type model) =>
        ((TrainingNetwork)model.GetMethod("CreateTrainingNetwork", BindingFlags.Static | BindingFlags.Public)!.Invoke(null, null)!).Plan;

    /// <summary>Its parameters with all that attributes ask of them, what <c>Forward</c> does with them, and its own loss.</summary>
    private static IEnumerable<string> LinesOf(NetworkPlan plan) => plan.Recipe.TrainingText.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Concat(plan.ForwardSettings.Select(s => $"{s.Name} = {s.Value}"))
        .Concat(plan.OwnLoss is { } loss ? [$"Loss = {loss.Fingerprint}"] : []);

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
