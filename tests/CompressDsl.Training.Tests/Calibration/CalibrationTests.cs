using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Training.Tests.Generated;

namespace CompressDsl.Training.Tests.Calibration;

/// <summary>Calibration of a generated network.</summary>
public sealed class CalibrationTests
{
    private static readonly Compression Compressed = NetworkBuilder.Float with { Bits = 8 };

    public static TheoryData<CalibrationMethod> Methods => [.. Enum.GetValues<CalibrationMethod>()];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Every_method_writes_ranges_that_do_not_depend_on_the_threads(CalibrationMethod method)
    {
        var model = TrainableModel.Of(NetworkBuilder.Mlp([2, 16, 2], Compressed));
        using var folder = new TemporaryFolder();
        var (path, data) = (folder.File("model.safetensors"), Problems.Spirals(500, 1));
        var checkpoint = Start(model);
        checkpoint.Save(path);

        var result = model.Calibrate(path, data, new CalibrationOptions { Method = method });

        Assert.Equal(500, result.Samples);
        Assert.Equal(["fc1.input", "head.input"], result.Ranges.Select(r => r.Key));
        foreach (var range in result.Ranges)
        {
            Assert.Equal([range.Chosen.Min, range.Chosen.Max], Checkpoint.Load(path)[range.Key + ".range"].ToFloats());
            Assert.True(range.Chosen.Min >= Math.Min(0, range.Seen.Min) && range.Chosen.Max <= range.Seen.Max && range.Chosen.Min < range.Chosen.Max);
            if (method == CalibrationMethod.MinMax) Assert.Equal((range.Seen, 0), (range.Chosen, range.Clipped));
        }

        Assert.True(model.SelfTest(path, data).Passed);
        foreach (var threads in new[] { 1, 3 })
        {
            using var network = new TrainedNetwork(model.Network, checkpoint, threads);
            Assert.Equal(result.Ranges, network.Calibrate(data, new CalibrationOptions { Method = method }).Ranges);
        }
    }

    [Fact]
    public void A_stream_without_an_end_takes_no_more_memory_than_its_beginning()
    {
        var model = TrainableModel.Of(NetworkBuilder.Mlp([2, 16, 2], Compressed));
        using var runner = new ShardRunner(1);
        var parameters = new NetworkParameters(model.Network.Plan);
        parameters.Read(Start(model));
        parameters.Refresh();
        using var run = new CalibrationRun(model.Network, parameters, runner, new CalibrationOptions { Method = CalibrationMethod.Entropy });
        run.Open(new EndlessSource());
        for (var i = 0; i < 50; i++) Assert.True(run.ReadBlocks());

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 5000; i++) run.ReadBlocks();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_stream_is_read_up_to_a_number_of_samples()
    {
        var model = TrainableModel.Of(NetworkBuilder.Mlp([2, 16, 2], Compressed));
        ValueRange Seen(int threads)
        {
            using var network = new TrainedNetwork(model.Network, Start(model), threads);
            var result = network.Calibrate(new EndlessSource(), new CalibrationOptions { MaxSamples = 1000 });
            Assert.Equal(1000, result.Samples);
            return result.Ranges[0].Seen;
        }

        var source = new EndlessSource();
        var batch = new Batch(source.Shape, 1000);
        source.MoveNext(batch);
        Assert.Equal(new ValueRange(batch.Features.ToArray().Min(), batch.Features.ToArray().Max()), Seen(1));
        Assert.Equal(Seen(1), Seen(3));
    }

    [Fact]
    public void An_activation_that_is_not_finite_is_named()
    {
        var model = TrainableModel.Of(NetworkBuilder.Mlp([2, 16, 2], Compressed));
        using var network = new TrainedNetwork(model.Network, Start(model), 2);
        var data = InMemoryDataset.FromLabels([1, 2, float.NaN, 3], [0, 1], classes: 2);

        var error = Assert.Throws<ArgumentException>(() => network.Calibrate(data));

        Assert.StartsWith("Activation 'fc1.input' of Demo.Model has values that are infinite or not a number", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_calibrate_with_and_options_out_of_range_are_refused()
    {
        var model = TrainableModel.Of(NetworkBuilder.Mlp([2, 16, 2], Compressed));
        using var network = new TrainedNetwork(model.Network, Start(model), 1);
        var data = Problems.Spirals(10, 1);

        Assert.Contains("no samples to calibrate Demo.Model", Assert.Throws<ArgumentException>(() => network.Calibrate(new Subset(data, []))).Message, StringComparison.Ordinal);
        foreach (var (options, name) in new (CalibrationOptions, string)[]
        {
            (new() { Bins = 1000 }, "Bins is 1000"),
            (new() { Percentile = 50 }, "Percentile is 50"),
            (new() { RangeMemory = 1 }, "RangeMemory is 1"),
            (new() { MaxSamples = 0 }, "MaxSamples is 0"),
            (new() { Method = (CalibrationMethod)9 }, "Method is 9"),
        })
        {
            Assert.StartsWith(name, Assert.Throws<ArgumentException>(() => network.Calibrate(data, options)).Message, StringComparison.Ordinal);
        }
    }

    private static Checkpoint Start(TrainableModel model)
    {
        var parameters = new NetworkParameters(model.Network.Plan);
        parameters.Start(3);
        return parameters.ToCheckpoint();
    }
}
