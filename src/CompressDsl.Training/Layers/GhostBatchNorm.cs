using System.Runtime.CompilerServices;

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
        float* mean = statistics, variance = mean + n, inverse = variance + n;
        if (rows > 1) Measure(x, rows, n, mean, variance);
        else
        {
            new ReadOnlySpan<float>(norm.RunningMean, n).CopyTo(new Span<float>(mean, n));
            new ReadOnlySpan<float>(norm.RunningVariance, n).CopyTo(new Span<float>(variance, n));
        }

        for (var c = 0; c < n; c++) inverse[c] = 1f / MathF.Sqrt(variance[c] + norm.Epsilon);
        for (var r = 0; r < rows; r++, x += n, y += n)
        {
            for (var c = 0; c < n; c++) y[c] = ((x[c] - mean[c]) * inverse[c] * norm.Gain[c]) + norm.Shift[c];
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
        float* scale = statistics + (2 * n), shift = scale + n;
        for (var c = 0; c < n; c++)
        {
            scale[c] = norm.Gain[c] / MathF.Sqrt(norm.RunningVariance[c] + norm.Epsilon);
            shift[c] = norm.Shift[c] - (norm.RunningMean[c] * scale[c]);
        }

        for (var r = 0; r < rows; r++, x += n, y += n)
        {
            for (var c = 0; c < n; c++) y[c] = (x[c] * scale[c]) + shift[c];
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
        float* mean = statistics, inverse = statistics + (2 * n), sum = inverse + n, sumNormal = sum + n;
        Unsafe.InitBlock(sum, 0, (uint)(2 * n * sizeof(float)));
        for (var r = 0; r < rows; r++)
        {
            float* x = pass.X + ((nint)r * n), dy = pass.DY + ((nint)r * n);
            for (var c = 0; c < n; c++)
            {
                sum[c] += dy[c];
                sumNormal[c] += dy[c] * ((x[c] - mean[c]) * inverse[c]);
            }
        }

        var share = rows > 1 ? 1f / rows : 0f;
        for (var r = 0; r < rows; r++)
        {
            float* x = pass.X + ((nint)r * n), dy = pass.DY + ((nint)r * n), dx = pass.DX + ((nint)r * n);
            for (var c = 0; c < n; c++)
            {
                var normal = (x[c] - mean[c]) * inverse[c];
                dx[c] = norm.Gain[c] * inverse[c] * (dy[c] - (share * (sum[c] + (normal * sumNormal[c]))));
            }
        }
    }

    /// <summary>Gradient of <see cref="ForwardFrozen"/> with respect to x.</summary>
    /// <param name="pass">dy and dx, each <c>[rows, channels]</c>.</param>
    /// <param name="rows">Rows of the shard.</param>
    /// <param name="norm">The layer's parameters.</param>
    public static void InputGradientFrozen(in LayerPass pass, int rows, in BatchNormParameters norm)
    {
        for (var c = 0; c < norm.Channels; c++)
        {
            var scale = norm.Gain[c] / MathF.Sqrt(norm.RunningVariance[c] + norm.Epsilon);
            for (var i = (nint)c; i < (nint)rows * norm.Channels; i += norm.Channels) pass.DX[i] = pass.DY[i] * scale;
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
        float* mean = statistics, inverse = statistics + (2 * channels);
        for (var r = 0; r < rows; r++)
        {
            float* x = pass.X + ((nint)r * channels), dy = pass.DY + ((nint)r * channels);
            for (var c = 0; c < channels; c++) gain[c] += dy[c] * ((x[c] - mean[c]) * inverse[c]);
        }
    }

    private static void Measure(float* x, int rows, int n, float* mean, float* variance)
    {
        Unsafe.InitBlock(mean, 0, (uint)(2 * n * sizeof(float)));
        var share = 1f / rows;
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < n; c++) mean[c] += x[((nint)r * n) + c];
        }

        for (var c = 0; c < n; c++) mean[c] *= share;
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < n; c++)
            {
                var d = x[((nint)r * n) + c] - mean[c];
                variance[c] += d * d;
            }
        }

        for (var c = 0; c < n; c++) variance[c] *= share;
    }
}
