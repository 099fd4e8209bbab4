using System.Runtime.CompilerServices;

namespace CompressDsl.Training;

/// <summary>
/// Batch norm over the rows of one shard ("ghost batch normalisation", Hoffer, Hubara and Soudry 2017: the statistics of a small,
/// fixed part of the batch instead of the whole; results do not depend on the number of threads, and the noise generalises better).
/// </summary>
/// <remarks>
/// <c>statistics</c> below is memory of the shard, <c>4 * channels</c> floats: mean, variance (biased), 1/sqrt(variance +
/// epsilon), and a work row. A shard of one row has no variance; it is normalised by the running statistics.
/// </remarks>
public static unsafe class GhostBatchNorm
{
    /// <summary>Floats of shard memory that one batch norm needs.</summary>
    /// <param name="channels">Number of features.</param>
    public static int StatisticsLength(int channels) => 4 * channels;

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

    /// <summary>Gradients of <see cref="Forward"/>.</summary>
    /// <param name="pass">x, dy and dx, each <c>[rows, channels]</c>.</param>
    /// <param name="rows">Rows of the shard.</param>
    /// <param name="norm">The layer's parameters.</param>
    /// <param name="statistics">What <see cref="Forward"/> left.</param>
    /// <param name="gradients">Where the parameters' gradients are added.</param>
    public static void Backward(in LayerPass pass, int rows, in BatchNormParameters norm, float* statistics, in BatchNormGradients gradients)
    {
        var n = norm.Channels;
        float* mean = statistics, inverse = statistics + (2 * n), sumXhat = inverse + n;
        var sum = stackalloc float[n];
        Unsafe.InitBlock(sum, 0, (uint)(n * sizeof(float)));
        Unsafe.InitBlock(sumXhat, 0, (uint)(n * sizeof(float)));
        for (var r = 0; r < rows; r++)
        {
            float* x = pass.X + ((nint)r * n), dy = pass.DY + ((nint)r * n);
            for (var c = 0; c < n; c++)
            {
                sum[c] += dy[c];
                sumXhat[c] += dy[c] * ((x[c] - mean[c]) * inverse[c]);
            }
        }

        for (var c = 0; c < n; c++)
        {
            gradients.Shift[c] += sum[c];
            gradients.Gain[c] += sumXhat[c];
        }

        if (pass.DX is null) return;
        var share = rows > 1 ? 1f / rows : 0f;
        for (var r = 0; r < rows; r++)
        {
            float* x = pass.X + ((nint)r * n), dy = pass.DY + ((nint)r * n), dx = pass.DX + ((nint)r * n);
            for (var c = 0; c < n; c++)
            {
                var normal = (x[c] - mean[c]) * inverse[c];
                dx[c] = norm.Gain[c] * inverse[c] * (dy[c] - (share * (sum[c] + (normal * sumXhat[c]))));
            }
        }
    }

    /// <summary>Gradients of <see cref="ForwardFrozen"/>: only the shift goes on learning.</summary>
    /// <param name="pass">x, dy and dx, each <c>[rows, channels]</c>.</param>
    /// <param name="rows">Rows of the shard.</param>
    /// <param name="norm">The layer's parameters.</param>
    /// <param name="statistics">What <see cref="ForwardFrozen"/> left.</param>
    /// <param name="gradients">Where the shift's gradient is added.</param>
    public static void BackwardFrozen(in LayerPass pass, int rows, in BatchNormParameters norm, float* statistics, in BatchNormGradients gradients)
    {
        var n = norm.Channels;
        var scale = statistics + (2 * n);
        for (var r = 0; r < rows; r++)
        {
            float* dy = pass.DY + ((nint)r * n), dx = pass.DX + ((nint)r * n);
            for (var c = 0; c < n; c++)
            {
                gradients.Shift[c] += dy[c];
                if (pass.DX is not null) dx[c] = dy[c] * scale[c];
            }
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
