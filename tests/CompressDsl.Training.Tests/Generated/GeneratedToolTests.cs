using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Training.Tests.Generated;

/// <summary>Calibration, lifted masks, and the cost of a step.</summary>
public sealed class GeneratedToolTests : IDisposable
{
    private static readonly Compression Compressed = NetworkBuilder.Float with { Bits = 8, Sparsity = 0.5 };

    private readonly string folder = Directory.CreateTempSubdirectory("tools").FullName;

    private string File => Path.Combine(folder, "model.safetensors");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Calibration_adds_the_ranges_that_the_activations_have()
    {
        var model = TrainableModel.Of(NetworkBuilder.Mlp([2, 16, 2], Compressed));
        var parameters = new NetworkParameters(model.Network.Plan);
        parameters.Start(3);
        parameters.ToCheckpoint().Save(File);
        Assert.Null(Checkpoint.Load(File).Find("fc1.input.range"));

        var data = Problems.Spirals(300, 1);
        model.Calibrate(File, data);

        var range = Checkpoint.Load(File)["fc1.input.range"].ToFloats();
        var batch = new Batch(data.Shape, data.Count);
        for (var i = 0; i < data.Count; i++) data.Append(i, batch);
        Assert.Equal([batch.Features.ToArray().Min(), batch.Features.ToArray().Max()], range);
        Assert.True(Checkpoint.Load(File)["head.input.range"].ToFloats()[1] > 0);
        Assert.True(model.SelfTest(File, data).Passed);
    }

    [Fact]
    public void Lifted_masks_leave_the_dense_weights()
    {
        var model = TrainableModel.Of(NetworkBuilder.Mlp([2, 16, 2], Compressed));
        var parameters = new NetworkParameters(model.Network.Plan);
        parameters.Start(3);
        var before = parameters.ToCheckpoint()["fc1.weight"].ToFloats();
        parameters.Prune(1);
        parameters.ToCheckpoint().Save(File);
        Assert.Equal(16, Checkpoint.Load(File)["fc1.weight.mask"].Bytes.Count(m => m == 0));

        model.Unprune(File);

        Assert.Null(Checkpoint.Load(File).Find("fc1.weight.mask"));
        Assert.Equal(before, Checkpoint.Load(File)["fc1.weight"].ToFloats());
    }

    [Theory]
    [InlineData(8)]
    [InlineData(3)]
    public void A_step_allocates_nothing(int activationBits)
    {
        var b = new NetworkBuilder();
        var hidden = b.Norm("norm", b.Linear("fc1", b.Input(2), 32, Compressed with { ActivationBits = activationBits }));
        var network = TrainableModel.Of(b.Build(b.Linear("head", b.Add(new Generator.Operators.Relu(), "relu", hidden), 2, Compressed))).Network;
        var options = new TrainingOptions { Epochs = 20, BatchSize = 16, ShardRows = 8, Threads = 1, PruneBegin = 0, PruneEnd = 0, QuantizeStart = 0.1 };
        using var run = new TrainingRun(network, Problems.Spirals(160, 1), options, null);

        Assert.Equal(0, StepAllocations.Least(run, Loss));
        Assert.True(run.Parameters.IsQuantizing);
    }

    [Fact]
    public void A_token_without_a_row_is_refused_by_name()
    {
        var b = new NetworkBuilder();
        var bag = b.Bag("words", b.Tokens(16), (64, 16), NetworkBuilder.Float);
        var model = TrainableModel.Of(b.Build(b.Linear("head", bag, 4, NetworkBuilder.Float)));
        var data = InMemoryDataset.FromTokens([[1, 2], [63, 64]], [0, 1], classes: 4, maxTokens: 16);

        var error = Assert.ThrowsAny<Exception>(() => model.Train(data, new TrainingOptions { Threads = 1, BatchSize = 2 }));

        Assert.Contains("token id 64; words.weight of Demo.Model has rows 0 to 63", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<WeightKind, int, int, string> Grids()
    {
        var grids = new TheoryData<WeightKind, int, int, string>();
        foreach (var bits in new[] { 8, 4, 2, 1 })
        {
            foreach (var kind in new[] { WeightKind.Matrix, WeightKind.Table })
            {
                foreach (var words in new[] { "", " granularity=pertensor", " power2=1", " power2=1 granularity=pertensor" }) grids.Add(kind, 37, bits, words);
                if (bits is 2 or 4) grids.Add(kind, 21, bits, " codebook=1");
                if (bits is 2 or 4) grids.Add(kind, 40, bits, " codebook=1 power2=1 granularity=pertensor");
                if (bits > 1) grids.Add(kind, 53, bits, " asymmetric=1");
                if (bits is 2 or 4) grids.Add(kind, 16, bits, " asymmetric=1 power2=1");
            }

            if (bits > 1) grids.Add(WeightKind.Matrix, 75, bits, " group=16");
            if (bits > 1) grids.Add(WeightKind.Matrix, 300, bits, " group=256 power2=1");
            if (bits > 1) grids.Add(WeightKind.Matrix, 75, bits, " group=16 asymmetric=1");
        }

        return grids;
    }

    [Theory]
    [MemberData(nameof(Grids))]
    public unsafe void Grids_in_vectors_are_the_grids_of_the_compressor(WeightKind kind, int columns, int bits, string words)
    {
        var random = new CounterRandom(5, 0);
        var line = $"weight w shape=20,{columns} kind={kind} bits={bits} sparsity=0 pattern=unstructured scope=global{words}";
        var recipe = Recipe.Parse(line.ToLowerInvariant()).Weights.Single();
        var kernel = new GridKernel(recipe);
        for (var step = 0; step < 2; step++)
        {
            // One channel of zeros, and one whose weights are all positive.
            float Weight(int row, int column) => (kind == WeightKind.Table ? column : row) switch { 2 => 0, 3 => random.NextFloat(0, 1), _ => random.NextFloat(-2, 2) };
            var expected = Enumerable.Range(0, recipe.Count).Select(i => Weight(i / columns, i % columns)).ToArray();
            var actual = (float[])expected.Clone();
            var grid = WeightGrid.Of(recipe);
            var scales = grid.Scales(expected);
            grid.FakeQuantize(expected, scales);

            fixed (float* pointer = actual) kernel.Snap(pointer);

            Assert.Equal(scales, kernel.Scales);
            Assert.Equal(expected, actual);
        }
    }

    private static readonly ShardLoss Loss = static answers => answers.HardLoss(0);
}
