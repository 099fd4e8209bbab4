using System.Numerics.Tensors;
using CompressDsl.Training.Kernels;

namespace CompressDsl.Training;

/// <summary>
/// Rows of channels taken several at a time, so that operations on whole vectors pay where the channels are few: what belongs to a
/// channel stands in memory as often as rows are taken. Sums have an order that depends on the sizes alone.
/// </summary>
internal static unsafe class ChannelRows
{
    private const int Floats = 512;
    private const int WorkRows = 5;
    private const int Alignment = 16;

    [ThreadStatic]
    private static float[]? buffer;

    /// <summary>Rows that are taken together.</summary>
    public static int Together(int channels) => Math.Max(1, Floats / channels);

    /// <summary>Floats of the rows that are taken together.</summary>
    public static int Width(int channels) => Together(channels) * channels;

    /// <summary>One of five areas of <see cref="Width"/> floats of the calling thread.</summary>
    public static float* Work(int channels, int row)
    {
        var width = (Width(channels) + Alignment - 1) / Alignment * Alignment;
        var needed = (WorkRows * width) + Alignment;
        if (buffer is null || buffer.Length < needed) buffer = GC.AllocateUninitializedArray<float>(needed, pinned: true);
        return GemmScratch.Align(buffer) + (row * width);
    }

    /// <summary>The floats of the rows from <paramref name="first"/> on, fewer at the end.</summary>
    public static Span<float> At(float* values, nint first, int rows, int channels) =>
        new(values + first, (int)Math.Min(Width(channels), ((nint)rows * channels) - first));

    /// <summary>Repeats a number per channel over the rows that are taken together.</summary>
    public static Span<float> Spread(float* perChannel, float* target, int channels)
    {
        var width = Width(channels);
        for (var i = 0; i < width; i += channels) new ReadOnlySpan<float>(perChannel, channels).CopyTo(new Span<float>(target + i, channels));
        return new Span<float>(target, width);
    }

    /// <summary>Adds the rows that were taken together: <c>target += factor * sum</c>.</summary>
    public static void Fold(ReadOnlySpan<float> sums, float* target, float factor, int channels)
    {
        var total = new Span<float>(target, channels);
        for (; sums.Length > 0; sums = sums[channels..]) TensorPrimitives.MultiplyAdd(sums[..channels], factor, total, total);
    }
}
