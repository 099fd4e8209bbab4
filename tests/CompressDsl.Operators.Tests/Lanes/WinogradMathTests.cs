using System.Runtime.InteropServices;
using CompressDsl.Runtime.V1;
using CompressDsl.Tests.Shared;
using Xunit.Abstractions;

namespace CompressDsl.Operators.Tests.Lanes;

/// <summary>Convolutions in tiles against the windows, bit for bit.</summary>
public sealed class WinogradMathTests(ITestOutputHelper log)
{
    private const int Lanes = 16;
    private const int TwoPixels = 2;
    private const int FourPixels = 4;

    public static TheoryData<LaneTier> Tiers => LaneTypes.Tiers;

    [Theory]
    [MemberData(nameof(Tiers))]
    public void Tiles_give_the_sums_of_windows(LaneTier tier)
    {
        var random = new Random(Seeds.Next(log));
        foreach (var shape in new[] { (8, 8, 16), (5, 7, 20), (2, 17, 44), (9, 2, 16), (1, 1, 64) }) Run(tier, random, 3, shape, TwoPixels);
        foreach (var shape in new[] { (8, 8, 16), (5, 7, 20), (2, 17, 44), (13, 3, 16), (1, 1, 112) }) Run(tier, random, 3, shape, FourPixels);
        foreach (var shape in new[] { (8, 8, 16), (5, 7, 20), (2, 17, 36), (9, 2, 16), (1, 1, 40) }) Run(tier, random, 5, shape, TwoPixels);
    }

    [Fact]
    public void Largest_sums_fit()
    {
        // The most channels the generator lets in, all activations 255 and all weights 127 or -127.
        foreach (var sign in new[] { 1, -1 })
        {
            var three = new Picture(4, 4, 112, 3, FourPixels, Full(36 * 112), Full(9 * Lanes * 112, sign));
            var five = new Picture(2, 2, 40, 5, TwoPixels, Full(36 * 40), Full(25 * Lanes * 40, sign));
            LaneTypes.Run(LaneTier.Portable, new Check(three), log);
            LaneTypes.Run(LaneTier.Portable, new Check(five), log);
        }
    }

    private static byte[] Full(int count) => [.. Enumerable.Repeat(byte.MaxValue, count)];

    private static sbyte[] Full(int count, int sign) => [.. Enumerable.Repeat((sbyte)(127 * sign), count)];

    private void Run(LaneTier tier, Random random, int kernel, (int Rows, int Columns, int Channels) shape, int pixels)
    {
        LaneTypes.Run(tier, new Check(Picture.Random(random, kernel, shape, pixels, isExtreme: false)), log);
        LaneTypes.Run(tier, new Check(Picture.Random(random, kernel, shape, pixels, isExtreme: true)), log);
    }

    /// <param name="Image">[rows + kernel - 1][columns + kernel - 1][channels].</param>
    /// <param name="Weights">[kernel][kernel][channels / 4][16][4].</param>
    private sealed record Picture(int Rows, int Columns, int Channels, int Kernel, int Pixels, byte[] Image, sbyte[] Weights)
    {
        public int Width => Columns + Kernel - 1;

        public int Products => (Kernel, Pixels) switch
        {
            (5, _) => SixPointMath.Products5x5,
            (_, FourPixels) => SixPointMath.Products3x3,
            _ => WinogradMath.Products,
        };

        public static Picture Random(Random random, int kernel, (int Rows, int Columns, int Channels) shape, int pixels, bool isExtreme)
        {
            var (rows, columns, channels) = shape;
            var image = new byte[(rows + kernel - 1) * (columns + kernel - 1) * channels];
            var weights = new sbyte[kernel * kernel * Lanes * channels];
            for (var i = 0; i < image.Length; i++) image[i] = isExtreme ? (byte)(255 * random.Next(2)) : (byte)random.Next(256);
            for (var i = 0; i < weights.Length; i++) weights[i] = (sbyte)(isExtreme ? 127 - (254 * random.Next(2)) : random.Next(-127, 128));
            return new Picture(rows, columns, channels, kernel, pixels, image, weights);
        }

        public int Sum(int y, int x, int output)
        {
            var sum = 0;
            for (var tap = 0; tap < Kernel * Kernel; tap++)
            {
                for (var c = 0; c < Channels; c++)
                {
                    var pixel = Image[((((y + (tap / Kernel)) * Width) + x + (tap % Kernel)) * Channels) + c];
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
            var channels = picture.Channels;
            var across = (picture.Columns + picture.Pixels - 1) / picture.Pixels;
            var tiles = (picture.Rows + picture.Pixels - 1) / picture.Pixels * across;
            var step = (nint)((tiles + 7) / 8 * 8 * channels) + 32;
            var image = (short*)Allocate(2 * picture.Products * step);
            var weights = (short*)Allocate(2 * picture.Products * Lanes * channels);
            var products = (int*)Allocate(picture.Products * 8 * Lanes * 4);
            var pixels = (int*)Allocate(4 * picture.Pixels * picture.Pixels * Lanes);
            fixed (byte* from = picture.Image) Image(from, image, step);
            fixed (sbyte* from = picture.Weights) Weights(from, weights);
            for (var tile = 0; tile < tiles; tile++)
            {
                if (tile % 8 == 0) Multiply<TInt>(image + (channels * tile), step, weights, products);
                Pixels(products + (Lanes * (tile % 8)), pixels);
                CheckPixels(picture.Pixels * (tile / across), picture.Pixels * (tile % across), pixels);
            }

            NativeMemory.Free(image);
            NativeMemory.Free(weights);
            NativeMemory.Free(products);
            NativeMemory.Free(pixels);
        }

        private void Image(byte* from, short* image, nint step)
        {
            var shape = (picture.Rows, picture.Columns, picture.Channels);
            var row = picture.Width * picture.Channels;
            if (picture.Kernel == 5) SixPointMath.Image5x5(from, row, shape, image, step);
            else if (picture.Pixels == FourPixels) SixPointMath.Image3x3(from, row, shape, image, step);
            else WinogradMath.Image(from, row, shape, image, step);
        }

        private void Weights(sbyte* from, short* weights)
        {
            if (picture.Kernel == 5) SixPointMath.Weights5x5(from, picture.Channels, weights);
            else if (picture.Pixels == FourPixels) SixPointMath.Weights3x3(from, picture.Channels, weights);
            else WinogradMath.Weights(from, picture.Channels, weights);
        }

        private void Multiply<TInt>(short* image, nint step, short* weights, int* products)
            where TInt : unmanaged, IInt32Lanes<TInt>
        {
            if (picture.Kernel == 5) SixPointMath.Multiply5x5<TInt>(image, step, weights, picture.Channels, products);
            else if (picture.Pixels == FourPixels) SixPointMath.Multiply3x3<TInt>(image, step, weights, picture.Channels, products);
            else WinogradMath.Multiply<TInt>(image, step, weights, picture.Channels, products);
        }

        private void Pixels(int* products, int* pixels)
        {
            if (picture.Kernel == 5) SixPointMath.Pixels5x5(products, pixels);
            else if (picture.Pixels == FourPixels) SixPointMath.Pixels3x3(products, pixels);
            else WinogradMath.Pixels(products, pixels);
        }

        private static void* Allocate(nint bytes) => NativeMemory.AllocZeroed((nuint)bytes);

        private void CheckPixels(int top, int left, int* pixels)
        {
            for (var i = 0; i < picture.Pixels * picture.Pixels; i++)
            {
                var (y, x) = (top + (i / picture.Pixels), left + (i % picture.Pixels));
                for (var n = 0; n < Lanes && y < picture.Rows && x < picture.Columns; n++)
                    Assert.True(picture.Sum(y, x, n) == pixels[(Lanes * i) + n], $"pixel {y}, {x}, output {n} of {picture.Rows}x{picture.Columns}x{picture.Channels}, kernel {picture.Kernel}");
            }
        }
    }
}
