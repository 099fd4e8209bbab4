using System.Runtime.InteropServices;
using CompressDsl.Runtime.V1;
using CompressDsl.Tests.Shared;
using Xunit.Abstractions;

namespace CompressDsl.Operators.Tests.Lanes;

/// <summary>3x3 convolutions in tiles against the windows, bit for bit.</summary>
public sealed class WinogradMathTests(ITestOutputHelper log)
{
    private const int Lanes = 16;

    public static TheoryData<LaneTier> Tiers => LaneTypes.Tiers;

    [Theory]
    [MemberData(nameof(Tiers))]
    public void Tiles_give_the_sums_of_windows(LaneTier tier)
    {
        var random = new Random(Seeds.Next(log));
        foreach (var (rows, columns, channels) in new[] { (8, 8, 16), (5, 7, 32), (2, 17, 48), (9, 2, 16), (1, 1, 64) })
        {
            LaneTypes.Run(tier, new Check(Picture.Random(random, rows, columns, channels, isExtreme: false)), log);
            LaneTypes.Run(tier, new Check(Picture.Random(random, rows, columns, channels, isExtreme: true)), log);
        }
    }

    /// <param name="Image">[rows + 2][columns + 2][channels].</param>
    /// <param name="Weights">[3][3][channels / 4][16][4].</param>
    private sealed record Picture(int Rows, int Columns, int Channels, byte[] Image, sbyte[] Weights)
    {
        public static Picture Random(Random random, int rows, int columns, int channels, bool isExtreme)
        {
            var image = new byte[(rows + 2) * (columns + 2) * channels];
            var weights = new sbyte[9 * Lanes * channels];
            for (var i = 0; i < image.Length; i++) image[i] = isExtreme ? (byte)(255 * random.Next(2)) : (byte)random.Next(256);
            for (var i = 0; i < weights.Length; i++) weights[i] = (sbyte)(isExtreme ? 127 - (254 * random.Next(2)) : random.Next(-127, 128));
            return new Picture(rows, columns, channels, image, weights);
        }

        public int Sum(int y, int x, int output)
        {
            var sum = 0;
            for (var tap = 0; tap < 9; tap++)
            {
                for (var c = 0; c < Channels; c++)
                {
                    var pixel = Image[((((y + (tap / 3)) * (Columns + 2)) + x + (tap % 3)) * Channels) + c];
                    sum += pixel * Weights[(((tap * Channels / 4) + (c / 4)) * 64) + (4 * output) + (c % 4)];
                }
            }

            return sum;
        }
    }

    private sealed unsafe class Check(Picture picture) : ILaneAction
    {
        public void Run<TInt, TFloat>()
            where TInt : unmanaged, IInt32Lanes<TInt>
            where TFloat : unmanaged, IFloatLanes<TFloat>
        {
            var (rows, columns, channels) = (picture.Rows, picture.Columns, picture.Channels);
            var across = (columns + 1) / 2;
            var tiles = (rows + 1) / 2 * across;
            var step = (nint)((tiles + 7) / 8 * 8 * channels) + 32;
            var image = (short*)Allocate(32 * step);
            var weights = (short*)Allocate(512 * channels);
            var products = (int*)Allocate(8192);
            var pixels = (int*)Allocate(256);
            fixed (byte* from = picture.Image) WinogradMath.Image(from, (columns + 2) * channels, (rows, columns, channels), image, step);
            fixed (sbyte* from = picture.Weights) WinogradMath.Weights(from, channels, weights);
            for (var tile = 0; tile < tiles; tile++)
            {
                if (tile % 8 == 0) WinogradMath.Multiply<TInt>(image + (channels * tile), step, weights, channels, products);
                WinogradMath.Pixels(products + (Lanes * (tile % 8)), pixels);
                CheckPixels(2 * (tile / across), 2 * (tile % across), pixels);
            }

            NativeMemory.Free(image);
            NativeMemory.Free(weights);
            NativeMemory.Free(products);
            NativeMemory.Free(pixels);
        }

        private static void* Allocate(nint bytes) => NativeMemory.AllocZeroed((nuint)bytes);

        private void CheckPixels(int top, int left, int* pixels)
        {
            for (var i = 0; i < 4; i++)
            {
                var (y, x) = (top + (i / 2), left + (i % 2));
                for (var n = 0; n < Lanes && y < picture.Rows && x < picture.Columns; n++)
                    Assert.True(picture.Sum(y, x, n) == pixels[(Lanes * i) + n], $"pixel {y}, {x}, output {n} of {picture.Rows}x{picture.Columns}x{picture.Channels}");
            }
        }
    }
}
