using CompressDsl.Training.Tests.Generated;
using Xunit.Abstractions;

namespace CompressDsl.Training.Tests.PostTraining;

/// <summary>Ranges of few bits by the error of the outputs.</summary>
public sealed class OutputRangeSearchTests(ITestOutputHelper output)
{
    private const int Width = 24;

    private readonly ulong seed = (ulong)Seeds.Next(output);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void The_outputs_are_nearer_to_those_in_float(int bits)
    {
        var (model, data) = (Model(bits), PostTrainingModels.Correlated(300, Width, seed));
        var expected = Outputs(model, data, null);
        double Error(PostTrainingOptions options) => Outputs(model, data, options).Zip(expected, (a, b) => ((double)a - b) * (a - b)).Sum();

        var searched = Error(new PostTrainingOptions());
        foreach (var method in Enum.GetValues<CalibrationMethod>())
        {
            var chosen = Error(new PostTrainingOptions { SearchRanges = false, Calibration = new() { Method = method } });
            output.WriteLine($"{bits} bits, {method}: squared error {chosen}, searched {searched}");
            // Rounding and biases come after the search, and it ends where no single range gains.
            var allowed = method == CalibrationMethod.MinMax ? 0.9 : 1.5;
            Assert.True(searched < allowed * chosen, $"{searched} by search, {chosen} by {method}");
        }
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        var (model, data) = (Model(2), PostTrainingModels.Correlated(200, Width, seed));
        byte[] Bytes(int threads, CalibrationMethod method)
        {
            using var network = new TrainedNetwork(model.Network, PostTrainingModels.Start(model, seed), threads);
            return network.QuantizeAfterTraining(data, new PostTrainingOptions { Calibration = new() { Method = method } }).Checkpoint.ToBytes();
        }

        var one = Bytes(1, CalibrationMethod.MinMax);
        Assert.Equal(one, Bytes(3, CalibrationMethod.MinMax));
    }

    [Fact]
    public void The_result_says_which_ranges_were_taken_and_what_they_clip()
    {
        var (model, data) = (Model(2), PostTrainingModels.Correlated(200, Width, seed));
        using var network = new TrainedNetwork(model.Network, PostTrainingModels.Start(model, seed), 2);
        var ranges = network.QuantizeAfterTraining(data).Calibration.Ranges;
        Assert.Equal(["fc1.input", "fc2.input", "head.input"], ranges.Select(r => r.Key));
        foreach (var range in ranges) Assert.Equal(range.Chosen, network.Parameters.Ranges[model.Network.Plan.Points.ToList().IndexOf(range.Key)]);
        Assert.Contains(ranges, r => r.Clipped > 0);
    }

    [Fact]
    public void More_bits_keep_the_ranges_of_their_calibration()
    {
        var (model, data) = (Model(5), PostTrainingModels.Correlated(100, Width, seed));
        using var network = new TrainedNetwork(model.Network, PostTrainingModels.Start(model, seed), 2);
        Assert.All(network.QuantizeAfterTraining(data).Calibration.Ranges, r => Assert.Equal(r.Seen, r.Chosen));
    }

    private static TrainableModel Model(int activationBits) =>
        TrainableModel.Of(NetworkBuilder.Mlp([Width, 32, 32, 2], NetworkBuilder.Float with { Bits = 8, ActivationBits = activationBits }));

    private float[] Outputs(TrainableModel model, IDataset data, PostTrainingOptions? options)
    {
        using var network = new TrainedNetwork(model.Network, PostTrainingModels.Start(model, seed), 2);
        if (options is not null) network.QuantizeAfterTraining(data, options);
        return PostTrainingModels.Outputs(network, model.Network, data);
    }
}
