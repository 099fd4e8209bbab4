using System.Runtime.Intrinsics.X86;
using CompressDsl.Operators.Tests.Emission;
using CompressDsl.Runtime.V1;
using Xunit.Abstractions;

namespace CompressDsl.Operators.Tests.Lanes;

/// <summary>The parts of a convolution with pixels in the lanes, against what they stand for.</summary>
public sealed unsafe class PixelMathTests(ITestOutputHelper log)
{
    private const int Slack = 64;

    public static TheoryData<int, int, int> Rows
    {
        get
        {
            var data = new TheoryData<int, int, int>();
            for (var step = 1; step <= 14; step++) data.Add(step, 8 + (3 * step), step + 2);
            data.Add(1, 16, 1);
            data.Add(6, 48, 5);
            data.Add(8, 33, 12);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_row_becomes_pairs_of_words(int step, int columns, int taps)
    {
        if (!Avx2.IsSupported || !GuardedMemory.IsSupported) return;
        var random = new Random(Seeds.Next(log));
        var below = ((columns - 1) * step) + taps;
        using var memory = new GuardedMemory((2 * below) + Slack);
        var pairs = (taps + 1) / 2;
        using var result = new GuardedMemory(sizeof(int) * pairs * columns);
        var image = memory.Of<byte>((2 * below) + Slack, atEnd: true);
        var laid = result.Of<int>(pairs * columns, atEnd: true);
        random.NextBytes(image);
        var shape = new PixelRow(columns, step, taps, columns);
        fixed (byte* from = image)
        fixed (int* to = laid) PixelMath.Pairs(from, from + below, to, in shape);
        for (var i = 0; i < laid.Length; i++)
        {
            var tap = 2 * (i / columns);
            var at = (i % columns * step) + tap;
            Assert.Equal(image[at] | (image[tap + 1 < taps ? at + 1 : at + below] << 16), laid[i]);
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(20)]
    [InlineData(32)]
    public void Outputs_of_pixels_become_pixels_of_outputs(int outputs)
    {
        if (!Avx2.IsSupported || !GuardedMemory.IsSupported) return;
        using var memory = new GuardedMemory(16 * outputs);
        using var result = new GuardedMemory(16 * outputs);
        var bytes = memory.Of<byte>(16 * outputs, atEnd: true);
        var pixels = result.Of<byte>(16 * outputs, atEnd: true);
        new Random(Seeds.Next(log)).NextBytes(bytes);
        fixed (byte* from = bytes)
        fixed (byte* to = pixels) PixelMath.Store(from, outputs, to);
        for (var i = 0; i < bytes.Length; i++) Assert.Equal(bytes[i], pixels[(i % 16 * outputs) + (i / 16)]);
    }
}
