using CompressDsl.Training;

namespace CompressDsl.Models.Tests.Imported;

/// <summary>
/// Points of a square: class 0 to the left and right, 1 above and below, 2 in the middle. <see cref="SectorTeacher"/> with these weights says
/// <c>6 |x|, 6 |y|, 3</c>.
/// </summary>
internal static class Sectors
{
    private const float Middle = 0.5f;

    // What the norm takes away again; exact in every element type.
    private static readonly float[] Scales = [1, 2, 0.5f, 4];
    private const float Offset = 0.25f;

    public static StateDict Weights(string element) => AddRest(AddFirst(new StateDict(element), "net.0"));

    public static StateDict Damaged(string what) => what switch
    {
        "extra" => Weights("F32").Add("net.4.weight", [1], 1),
        "wide" => AddHead(AddFirst(AddNorm(new StateDict("F32")), "net.0"), [4, 3], 3),
        "nan" => AddHead(AddFirst(AddNorm(new StateDict("F32")), "net.0"), [3, 4], float.NaN),
        "F64" => Weights("F64"),
        _ => AddRest(AddFirst(new StateDict("F32"), what)),
    };

    public static InMemoryDataset Draw(int count, ulong seed)
    {
        var random = new CounterRandom(seed, 1);
        float[] features = [.. Enumerable.Range(0, 2 * count).Select(_ => random.NextFloat(-1, 1))];
        return InMemoryDataset.FromLabels(features, [.. features.Chunk(2).Select(ClassOf)], classes: 3);
    }

    public static InMemoryDataset WithoutLabels(InMemoryDataset data)
    {
        var batch = new Batch(data.Shape, data.Count);
        for (var i = 0; i < data.Count; i++) data.Append(i, batch);
        return InMemoryDataset.Unlabelled(batch.Features.ToArray(), featureCount: 2);
    }

    public static void AssertAnswers(IModel teacher)
    {
        var answer = new float[3];
        foreach (var (x, y) in new[] { (0.5f, 0.25f), (-0.75f, 0.125f), (0, -1f), (0, 0) })
        {
            teacher.Infer(new ModelInput([x, y], default), answer);
            Assert.Equal(6 * MathF.Abs(x), answer[0], 1e-3f);
            Assert.Equal(6 * MathF.Abs(y), answer[1], 1e-3f);
            Assert.Equal(3, answer[2], 1e-3f);
        }
    }

    private static int ClassOf(float[] point)
    {
        var (x, y) = (MathF.Abs(point[0]), MathF.Abs(point[1]));
        if (Math.Max(x, y) < Middle) return 2;
        return x > y ? 0 : 1;
    }

    private static StateDict AddFirst(StateDict weights, string name) => weights
        .Add(name + ".weight", [4, 2], Scales[0], 0, -Scales[1], 0, 0, Scales[2], 0, -Scales[3])
        .Add(name + ".bias", [4], Offset, Offset, Offset, Offset);

    private static StateDict AddRest(StateDict weights) => AddHead(AddNorm(weights), [3, 4], 0);

    private static StateDict AddNorm(StateDict weights) => weights
        .Add("net.1.weight", [4], 2, 2, 2, 2).Add("net.1.bias", [4], 0, 0, 0, 0)
        .Add("net.1.running_mean", [4], Offset, Offset, Offset, Offset)
        .Add("net.1.running_var", [4], [.. Scales.Select(s => s * s)])
        .AddCount("net.1.num_batches_tracked", 1000);

    private static StateDict AddHead(StateDict weights, int[] shape, float secondBias) => weights
        .Add("net.3.weight", shape, 3, 3, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0)
        .Add("net.3.bias", [3], 0, secondBias, 3);
}
