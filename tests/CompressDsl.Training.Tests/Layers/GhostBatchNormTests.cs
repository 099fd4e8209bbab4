using CompressDsl.Training;

namespace CompressDsl.Training.Tests.Layers;

/// <summary>Batch norm against its formulas in double, with few and many channels and rows that do not divide evenly.</summary>
public sealed unsafe class GhostBatchNormTests
{
    private const float Epsilon = 1e-5f;

    [Theory]
    [InlineData(16, 1024)]
    [InlineData(3, 777)]
    [InlineData(64, 131)]
    [InlineData(600, 5)]
    [InlineData(1, 2)]
    public void Results_and_gradients_are_those_of_the_definition(int channels, int rows)
    {
        // A mean far from 0 shows whether the variance is taken from differences.
        float[] x = Numbers(1, rows * channels, 40), dy = Numbers(2, rows * channels), gain = Numbers(3, channels), shift = Numbers(4, channels);
        float[] y = new float[x.Length], dx = new float[x.Length], dGain = new float[channels];
        var statistics = new float[GhostBatchNorm.StatisticsLength(channels)];
        fixed (float* px = x, pdy = dy, pg = gain, ps = shift, py = y, pdx = dx, pdg = dGain, work = statistics)
        {
            var norm = new BatchNormParameters { Channels = channels, Epsilon = Epsilon, Gain = pg, Shift = ps, RunningMean = pg, RunningVariance = pg };
            GhostBatchNorm.Forward(px, py, rows, norm, work);
            GhostBatchNorm.GainGradient(new LayerPass { X = px, DY = pdy }, rows, channels, work, pdg);
            GhostBatchNorm.InputGradient(new LayerPass { X = px, DY = pdy, DX = pdx }, rows, norm, work);
        }

        for (var c = 0; c < channels; c++) CheckChannel(c);

        void CheckChannel(int c)
        {
            var values = Column(x, c);
            var mean = values.Average();
            var deviation = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)) + Epsilon);
            var normal = values.Select(v => (v - mean) / deviation).ToArray();
            var (slope, sum, product) = (Column(dy, c), Column(dy, c).Average(), Column(dy, c).Zip(normal, (d, n) => d * n).Average());
            Assert.Equal(product * rows, dGain[c], 1e-3 * rows);
            for (var r = 0; r < rows; r++)
            {
                Assert.Equal((normal[r] * gain[c]) + shift[c], y[(r * channels) + c], 1e-3);
                Assert.Equal(gain[c] / deviation * (slope[r] - sum - (normal[r] * product)), dx[(r * channels) + c], 1e-3 * Math.Max(1, 1 / deviation));
            }
        }

        double[] Column(float[] values, int c) => [.. Enumerable.Range(0, rows).Select(r => (double)values[(r * channels) + c])];
    }

    [Fact]
    public void A_frozen_norm_is_a_factor_and_a_shift()
    {
        const int channels = 5, rows = 400;
        float[] x = Numbers(1, rows * channels), gain = Numbers(2, channels), shift = Numbers(3, channels);
        float[] mean = Numbers(4, channels), variance = Numbers(5, channels, 2);
        float[] y = new float[x.Length], dx = new float[x.Length], statistics = new float[GhostBatchNorm.StatisticsLength(channels)];
        fixed (float* px = x, pg = gain, ps = shift, pm = mean, pv = variance, py = y, pdx = dx, work = statistics)
        {
            var norm = new BatchNormParameters { Channels = channels, Epsilon = Epsilon, Gain = pg, Shift = ps, RunningMean = pm, RunningVariance = pv };
            GhostBatchNorm.ForwardFrozen(px, py, rows, norm, work);
            GhostBatchNorm.InputGradientFrozen(new LayerPass { DY = px, DX = pdx }, rows, norm, work);
        }

        for (var i = 0; i < x.Length; i++)
        {
            var c = i % channels;
            var factor = gain[c] / Math.Sqrt(variance[c] + Epsilon);
            Assert.Equal(((x[i] - mean[c]) * factor) + shift[c], y[i], 1e-4);
            Assert.Equal(x[i] * factor, dx[i], 1e-4);
        }
    }

    private static float[] Numbers(ulong stream, int count, float middle = 0)
    {
        var random = new CounterRandom(12, stream);
        return [.. Enumerable.Range(0, count).Select(_ => middle + random.NextFloat(-1, 1))];
    }
}
