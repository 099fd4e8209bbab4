using CompressDsl.Generator.Operators;
using CompressDsl.Training.Tests.Generated;

namespace CompressDsl.Training.Tests.Parallel;

/// <summary>Training that several ranks share.</summary>
public sealed class RankTests : IDisposable
{
    private static readonly TrainableModel Normed = BuildNormed();
    private static readonly TrainableModel Words = BuildWords();

    // Adam divides by gradients that may be tiny and makes much of the last bits.
    private static readonly Optimizer Plain = new Sgd { Momentum = 0.9f };

    // 200 samples in batches of 64: the last one has 8, one shard, so that most ranks have no row of it.
    private static readonly InMemoryDataset Data = Problems.Spirals(200, 1);
    private static readonly TrainingOptions Options = new()
    {
        Epochs = 3, BatchSize = 64, ShardRows = 8, Threads = 1, Validation = Problems.Spirals(50, 2), GradientClip = 1, Optimizer = Plain,
    };

    private readonly string folder = Directory.CreateTempSubdirectory("ranks").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Ranks_end_where_one_process_ends(int size)
    {
        var alone = Normed.Train(Data, Options);

        var ranks = ThreadRanks.Run(size, r => Normed.Train(Data, Options with { Communicator = r }));

        Assert.All(ranks, r => Assert.Equal(ranks[0].Checkpoint.ToBytes(), r.Checkpoint.ToBytes()));
        AssertNear(alone.Checkpoint, ranks[0].Checkpoint);
        Assert.Equal(alone.Validation!.Loss, ranks[0].Validation!.Loss, 1e-4);
        Assert.Equal(alone.History.Epochs.Select(e => e.TrainAccuracy), ranks[0].History.Epochs.Select(e => e.TrainAccuracy));
    }

    [Fact]
    public void Several_rows_of_tables_are_sent_and_the_sum_is_that_of_one_process()
    {
        var (data, options) = (Problems.Bags(300, 64, 1), Options with { Validation = null });
        var alone = Words.Train(data, options);

        var ranks = ThreadRanks.Run(3, r => Words.Train(data, options with { Communicator = r }));

        AssertNear(alone.Checkpoint, ranks[2].Checkpoint);
    }

    [Fact]
    public void A_stream_of_unknown_length_is_shared_too()
    {
        var stream = new StreamingDataset(Data.Shape, () => Enumerable.Range(0, Data.Count).Select(SampleOf), shuffleBuffer: 30);
        var alone = Normed.Train(stream, Options);

        var ranks = ThreadRanks.Run(2, r => Normed.Train(stream, Options with { Communicator = r }));

        AssertNear(alone.Checkpoint, ranks[1].Checkpoint);
    }

    [Fact]
    public void The_same_number_of_ranks_gives_the_same_bits_on_any_threads()
    {
        byte[] Bits(int threads) => ThreadRanks.Run(2, r => Normed.Train(Data, Options with { Communicator = r, Threads = threads }))[0].Checkpoint.ToBytes();

        Assert.Equal(Bits(1), Bits(3));
    }

    [Fact]
    public void A_rank_that_dies_stops_all_and_the_run_goes_on_to_the_same_bits()
    {
        var path = Path.Combine(folder, "m.training");
        var saving = Options with { WorkingCheckpoint = path, SaveEvery = 2 };
        TrainingOptions With(Communicator ranks) => saving with { Communicator = ranks };
        var straight = ThreadRanks.Run(2, r => Normed.Train(Data, Options with { Communicator = r }));

        var error = Assert.ThrowsAny<Exception>(() =>
            ThreadRanks.Run(2, r => Normed.Train(r.Rank == 1 ? new DyingDataset(Data, dieAfter: 150) : Data, With(r))));

        Assert.Contains("killed", error.ToString(), StringComparison.Ordinal);
        Assert.True(TrainingState.Load(path).Step > 0);
        var resumed = ThreadRanks.Run(2, r => Normed.Train(Data, With(r)));
        Assert.Equal(straight[0].Checkpoint.ToBytes(), resumed[0].Checkpoint.ToBytes());
    }

    [Fact]
    public void Only_the_first_rank_writes()
    {
        var paths = ThreadRanks.Run(2, r => Path.Combine(folder, $"{r.Rank}.safetensors") is var path
            && Normed.Train(Data, Options with { Communicator = r, Output = path }).Checkpoint is not null ? path : "");

        Assert.True(File.Exists(paths[0]));
        Assert.False(File.Exists(paths[1]));
    }

    [Fact]
    public void A_teacher_is_asked_once_for_every_sample_over_all_ranks()
    {
        var asked = 0;
        var options = new DistillationOptions { Epochs = 2, BatchSize = 64, ShardRows = 8, Threads = 1, Optimizer = Plain };
        BatchTeacher teacher = (batch, outputs) =>
        {
            Interlocked.Add(ref asked, batch.Rows);
            for (var i = 0; i < batch.Rows; i++) (outputs[2 * i], outputs[(2 * i) + 1]) = (batch.FeaturesOf(i)[0], batch.FeaturesOf(i)[1]);
        };
        var alone = Normed.Distill(teacher, Data, options);
        Assert.Equal(Data.Count, asked);

        var ranks = ThreadRanks.Run(3, r => Normed.Distill(teacher, Data, options with { Communicator = r }));

        Assert.Equal(2 * Data.Count, asked);
        AssertNear(alone.Checkpoint, ranks[1].Checkpoint);
    }

    [Fact]
    public void More_ranks_than_shards_are_refused_with_the_way_out()
    {
        var error = Assert.ThrowsAny<Exception>(() => ThreadRanks.Run(5, r => Normed.Train(Data, Options with { ShardRows = 16, Communicator = r })));

        Assert.Contains(
            "A batch of 64 has 4 shards of 16 rows, too few for 5 ranks: set ShardRows to at most 12, or a larger BatchSize.", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Ranks_that_see_other_data_are_found_out()
    {
        var error = Assert.ThrowsAny<Exception>(() => ThreadRanks.Run(2, r => Normed.Train(Data, Options with { Communicator = r, Seed = (ulong)r.Rank })));

        Assert.Contains("After epoch 1 the ranks have different parameters", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_backward_pass_tells_of_every_layer_that_is_complete()
    {
        var lines = Normed.File("Training").Split('\n').Where(l => l.Contains("GradientsFrom", StringComparison.Ordinal))
            .Select(l => l.Trim().Replace("shard.GradientsFrom(At.", "", StringComparison.Ordinal).Replace(");", "", StringComparison.Ordinal));

        Assert.Equal(["HeadWeight", "NormWeight", "Fc1Weight"], lines);
    }

    private static Sample SampleOf(int index)
    {
        var batch = new Batch(Data.Shape, 1);
        Data.Append(index, batch);
        return Sample.Of(batch.Features.ToArray(), batch.Labels[0]);
    }

    internal static void AssertNear(Core.Checkpoint expected, Core.Checkpoint actual)
    {
        foreach (var tensor in expected.Tensors)
        {
            var (one, other) = (tensor.ToFloats(), actual[tensor.Name].ToFloats());
            for (var i = 0; i < one.Length; i++)
                Assert.True(Math.Abs(one[i] - other[i]) <= 1e-4 * (1 + Math.Abs(one[i])), $"{tensor.Name}[{i}]: {one[i]} and {other[i]}");
        }
    }

    private static TrainableModel BuildNormed()
    {
        var b = new NetworkBuilder();
        var hidden = b.Norm("norm", b.Linear("fc1", b.Input(2), 24, NetworkBuilder.Float));
        var dropped = b.Add(new Dropout(0.2), "dropout", b.Add(new Tanh(), "tanh", hidden));
        return TrainableModel.Of(b.Build(b.Linear("head", dropped, 2, NetworkBuilder.Float)));
    }

    private static TrainableModel BuildWords()
    {
        var b = new NetworkBuilder();
        return TrainableModel.Of(b.Build(b.Linear("head", b.Bag("words", b.Tokens(16), (64, 16), NetworkBuilder.Float), 4, NetworkBuilder.Float)));
    }
}
