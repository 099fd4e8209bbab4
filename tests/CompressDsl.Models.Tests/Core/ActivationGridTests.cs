using CompressDsl.Core;
using Xunit.Abstractions;

namespace CompressDsl.Models.Tests.Core;

public sealed class ActivationGridTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(8)]
    [InlineData(6)]
    [InlineData(4)]
    public void Grid_equals_its_definition(int bits)
    {
        var highest = (1 << bits) - 1;
        var random = Seeded.Random(output);
        for (var i = 0; i < 500; i++)
        {
            var (a, b) = ((float)((random.NextDouble() - 0.4) * 10), (float)((random.NextDouble() - 0.4) * 10));
            var (min, max) = (Math.Min(a, b), Math.Max(a, b));
            var (low, high) = (Math.Min(min, 0), Math.Max(max, 0));
            var grid = ActivationGrid.FromRange(min, max, bits);
            var scale = (high - low) / highest;
            Assert.Equal(scale, grid.Scale);
            Assert.Equal((int)Math.Clamp(MathF.Round(-low / scale), 0, highest), grid.ZeroPoint);
            Assert.Equal(0f, grid.FakeQuantize(0));
            var x = (float)((random.NextDouble() - 0.5) * 20);
            var q = Math.Clamp(MathF.Round(x * (1 / scale)) + grid.ZeroPoint, 0, highest);
            Assert.Equal((byte)q, grid.Quantize(x));
            Assert.Equal((q - grid.ZeroPoint) * scale, grid.FakeQuantize(x));
            if (x > low && x < high) Assert.InRange(grid.FakeQuantize(x), x - (1.01f * scale), x + (1.01f * scale));
        }
    }

    [Fact]
    public void Ranges_without_extent_and_values_off_the_grid()
    {
        Assert.Equal(new ActivationGrid(1, 0), ActivationGrid.FromRange(0, 0));
        Assert.Equal(new ActivationGrid(1, 0), ActivationGrid.FromRange(-1e-44f, 1e-44f));
        Assert.Equal(new ActivationGrid(1, 255), ActivationGrid.FromRange(-255, -3));
        Assert.Equal(0, ActivationGrid.FromRange(3, 255).ZeroPoint);
        var grid = ActivationGrid.FromRange(-1, 1);
        Assert.Equal(255, grid.Quantize(float.PositiveInfinity));
        Assert.Equal(0, grid.Quantize(float.NegativeInfinity));
        Assert.Equal(0, grid.Quantize(float.NaN));
        Assert.Throws<ArgumentException>(() => ActivationGrid.FromRange(float.NaN, 1));
        Assert.Throws<ArgumentException>(() => ActivationGrid.FromRange(0, float.PositiveInfinity));
    }
}
