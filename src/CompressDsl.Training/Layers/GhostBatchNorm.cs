using System.Numerics.Tensors;

namespace CompressDsl.Training;

/// <summary>
/// Batch norm over the rows of one shard ("ghost batch normalisation", Hoffer, Hubara and Soudry 2017: the statistics of a small,
/// fixed part of the batch instead of the whole; results do not depend on the number of threads, and the noise generalises better).
/// </summary>
/// <remarks>
/// <c>statistics</c> below is memory of the shard, <c>5 * channels</c> floats: mean, variance (biased), 1/sqrt(variance +
/// epsilon), and two work rows. A shard of one row has no variance; it is normalised by the running statistics.
/// </remarks>
public static unsafe class GhostBatchNorm
{
    /// <summary>Floats of shard memory that one batch norm needs.</summary>
    /// <param name="channels">Number of features.</param>
    public static int StatisticsLength(int channels) => 5 * channels;

    /// <summary><c>y = (x - mean) / sqrt(variance + epsilon) * gain + shift</c> with the statistics of these rows.</summary>
    /// <param name="x"><c>[rows, channels]</c>.</param>
    /// <param name="y"><c>[rows, channels]</c>, overwritten.</param>
    /// <param name="rows">Rows of the shard.</param>
    /// <param name="norm">The layer's parameters.</param>
    /// <param name="statistics">Shard memory, <see cref="StatisticsLength"/> floats, overwritten.</param>
    public static void Forward(float* x, float* y, int rows, in BatchNormParameters norm, float* statistics)
    {
        var n = norm.Channels;
        float* mean = statistics, variance = mean + n, inverse = variance + n, scale = inverse + n;
        if (rows > 1) Measure(x, rows, n, statistics);
        else
        {
            new ReadOnlySpan<float>(norm.RunningMean, n).CopyTo(new Span<float>(mean, n));
            new ReadOnlySpan<float>(norm.RunningVariance, n).CopyTo(new Span<float>(variance, n));
        }

        for (var c = 0; c < n; c++)
        {
            inverse[c] = 1f / MathF.Sqrt(variance[c] + norm.Epsilon);
            scale[c] = inverse[c] * norm.Gain[c];
        }

        Span<float> means = ChannelRows.Spread(mean, ChannelRows.Work(n, 0), n), scales = ChannelRows.Spread(scale, ChannelRows.Work(n, 1), n);
        var shifts = ChannelRows.Spread(norm.Shift, ChannelRows.Work(n, 2), n);
        for (nint i = 0; i < (nint)rows * n; i += means.Length)
        {
            Span<float> from = ChannelRows.At(x, i, rows, n), to = ChannelRows.At(y, i, rows, n);
            TensorPrimitives.Subtract(from, means[..to.Length], to);
            TensorPrimitives.MultiplyAdd(to, scales[..to.Length], shifts[..to.Length], to);
        }
    }

    /// <summary>As <see cref="Forward"/> with the running statistics: what the deployed network computes.</summary>
    /// <param name="x"><c>[rows, channels]</c>.</param>
    /// <param name="y"><c>[rows, channels]</c>, overwritten.</param>
    /// <param name="rows">Rows of the shard.</param>
    /// <param name="norm">The layer's parameters.</param>
    /// <param name="statistics">Shard memory, overwritten.</param>
    public static void ForwardFrozen(float* x, float* y, int rows, in BatchNormParameters norm, float* statistics)
    {
        var n = norm.Channels;
        float* scale = statistics + (3 * n), shift = scale + n;
        FrozenScale(norm, scale);
        for (var c = 0; c < n; c++) shift[c] = norm.Shift[c] - (norm.RunningMean[c] * scale[c]);
        Span<float> scales = ChannelRows.Spread(scale, ChannelRows.Work(n, 0), n), shifts = ChannelRows.Spread(shift, ChannelRows.Work(n, 1), n);
        for (nint i = 0; i < (nint)rows * n; i += scales.Length)
        {
            var to = ChannelRows.At(y, i, rows, n);
            TensorPrimitives.MultiplyAdd(ChannelRows.At(x, i, rows, n), scales[..to.Length], shifts[..to.Length], to);
        }
    }

    /// <summary>Gradient of <see cref="Forward"/> with respect to x, through the statistics.</summary>
    /// <param name="pass">x, dy and dx, each <c>[rows, channels]</c>.</param>
    /// <param name="rows">Rows of the shard.</param>
    /// <param name="norm">The layer's parameters.</param>
    /// <param name="statistics">What <see cref="Forward"/> left.</param>
    public static void InputGradient(in LayerPass pass, int rows, in BatchNormParameters norm, float* statistics)
    {
        var n = norm.Channels;
        float* inverse = statistics + (2 * n), sum = inverse + n, sumNormal = sum + n;
        Sum(pass, rows, n, statistics);

        // dx = gain * inverse * (dy - share * (sum + normal * sumNormal)) as dy * factor + (x - mean) * slope + offset.
        var share = rows > 1 ? 1f / rows : 0f;
        float* factor = ChannelRows.Work(n, 2);
        for (var c = 0; c < n; c++)
        {
            factor[c] = norm.Gain[c] * inverse[c];
            sum[c] = -factor[c] * share * sum[c];
            sumNormal[c] = -factor[c] * share * inverse[c] * sumNormal[c];
        }

        Span<float> means = new(ChannelRows.Work(n, 0), ChannelRows.Width(n)), offsets = ChannelRows.Spread(sum, ChannelRows.Work(n, 1), n);
        Span<float> factors = ChannelRows.Spread(factor, factor, n), slopes = ChannelRows.Spread(sumNormal, ChannelRows.Work(n, 3), n);
        for (nint i = 0; i < (nint)rows * n; i += means.Length)
        {
            var to = ChannelRows.At(pass.DX, i, rows, n);
            var centred = new Span<float>(ChannelRows.Work(n, 4), to.Length);
            TensorPrimitives.Subtract(ChannelRows.At(pass.X, i, rows, n), means[..to.Length], centred);
            TensorPrimitives.MultiplyAdd(ChannelRows.At(pass.DY, i, rows, n), factors[..to.Length], offsets[..to.Length], to);
            TensorPrimitives.MultiplyAdd(centred, slopes[..to.Length], to, to);
        }
    }

    /// <summary>Gradient of <see cref="ForwardFrozen"/> with respect to x.</summary>
    /// <param name="pass">dy and dx, each <c>[rows, channels]</c>.</param>
    /// <param name="rows">Rows of the shard.</param>
    /// <param name="norm">The layer's parameters.</param>
    /// <param name="statistics">Shard memory, overwritten.</param>
    public static void InputGradientFrozen(in LayerPass pass, int rows, in BatchNormParameters norm, float* statistics)
    {
        var n = norm.Channels;
        FrozenScale(norm, statistics);
        var scales = ChannelRows.Spread(statistics, ChannelRows.Work(n, 0), n);
        for (nint i = 0; i < (nint)rows * n; i += scales.Length)
        {
            var to = ChannelRows.At(pass.DX, i, rows, n);
            TensorPrimitives.Multiply(ChannelRows.At(pass.DY, i, rows, n), scales[..to.Length], to);
        }
    }

    /// <summary>Gradient of <see cref="Forward"/> with respect to the gain, added to <paramref name="gain"/>.</summary>
    /// <param name="pass">x and dy, each <c>[rows, channels]</c>.</param>
    /// <param name="rows">Rows of the shard.</param>
    /// <param name="channels">Number of features.</param>
    /// <param name="statistics">What <see cref="Forward"/> left.</param>
    /// <param name="gain">Gradient of the gain.</param>
    public static void GainGradient(in LayerPass pass, int rows, int channels, float* statistics, float* gain)
    {
        Sum(pass, rows, channels, statistics);
        var sumNormal = statistics + (4 * channels);
        for (var c = 0; c < channels; c++) gain[c] += sumNormal[c];
    }

    /// <summary>Sums of dy and of dy times the normalised x, per channel; leaves the means spread in the first work row.</summary>
    private static void Sum(in LayerPass pass, int rows, int n, float* statistics)
    {
        float* inverse = statistics + (2 * n), sum = inverse + n, sumNormal = sum + n;
        var means = ChannelRows.Spread(statistics, ChannelRows.Work(n, 0), n);
        Span<float> sums = Cleared(n, 1), products = Cleared(n, 2), work = new(ChannelRows.Work(n, 3), means.Length);
        for (nint i = 0; i < (nint)rows * n; i += means.Length)
        {
            var dy = ChannelRows.At(pass.DY, i, rows, n);
            TensorPrimitives.Add(sums[..dy.Length], dy, sums);
            TensorPrimitives.Subtract(ChannelRows.At(pass.X, i, rows, n), means[..dy.Length], work);
            TensorPrimitives.MultiplyAdd(work[..dy.Length], dy, products[..dy.Length], products);
        }

        new Span<float>(sum, 2 * n).Clear();
        ChannelRows.Fold(sums, sum, 1, n);
        ChannelRows.Fold(products, sumNormal, 1, n);
        for (var c = 0; c < n; c++) sumNormal[c] *= inverse[c];
    }

    /// <summary>Mean and variance, the second from differences to the first.</summary>
    private static void Measure(float* x, int rows, int n, float* statistics)
    {
        new Span<float>(statistics, 2 * n).Clear();
        var sums = Cleared(n, 0);
        for (nint i = 0; i < (nint)rows * n; i += sums.Length)
        {
            var from = ChannelRows.At(x, i, rows, n);
            TensorPrimitives.Add(sums[..from.Length], from, sums);
        }

        ChannelRows.Fold(sums, statistics, 1f / rows, n);
        var means = ChannelRows.Spread(statistics, ChannelRows.Work(n, 1), n);
        Span<float> squares = Cleared(n, 0), work = new(ChannelRows.Work(n, 2), means.Length);
        for (nint i = 0; i < (nint)rows * n; i += means.Length)
        {
            var from = ChannelRows.At(x, i, rows, n);
            var centred = work[..from.Length];
            TensorPrimitives.Subtract(from, means[..from.Length], centred);
            TensorPrimitives.MultiplyAdd(centred, centred, squares[..from.Length], squares);
        }

        ChannelRows.Fold(squares, statistics + n, 1f / rows, n);
    }

    private static void FrozenScale(in BatchNormParameters norm, float* scale)
    {
        for (var c = 0; c < norm.Channels; c++) scale[c] = norm.Gain[c] / MathF.Sqrt(norm.RunningVariance[c] + norm.Epsilon);
    }

    private static Span<float> Cleared(int channels, int row)
    {
        var work = new Span<float>(ChannelRows.Work(channels, row), ChannelRows.Width(channels));
        work.Clear();
        return work;
    }
}
