using CompressDsl.Core;
using Xunit.Abstractions;

namespace CompressDsl.Models.Tests.Core;

public sealed class WeightGridTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(WeightKind.Matrix, 8)]
    [InlineData(WeightKind.Matrix, 4)]
    [InlineData(WeightKind.Matrix, 2)]
    [InlineData(WeightKind.Table, 8)]
    [InlineData(WeightKind.Table, 3)]
    public void Grid_equals_its_definition(WeightKind kind, int bits)
    {
        const int Rows = 7, Columns = 11;
        var random = Seeded.Random(output);
        var weights = random.Floats(Rows * Columns);
        for (var i = 0; i < Columns; i++) weights[(3 * Columns) + i] = 0; // a row of zeros
        var grid = WeightGrid.Of(new WeightRecipe("w", [Rows, Columns], kind, bits));
        var scales = grid.Scales(weights);
        var q = grid.Quantize(weights, scales);
        var fake = (float[])weights.Clone();
        grid.FakeQuantize(fake, scales);

        var max = (1 << (bits - 1)) - 1;
        Assert.Equal(kind == WeightKind.Table ? Columns : Rows, scales.Length);
        for (var r = 0; r < Rows; r++)
        {
            for (var c = 0; c < Columns; c++)
            {
                var channel = kind == WeightKind.Table
                    ? Enumerable.Range(0, Rows).Select(i => weights[(i * Columns) + c])
                    : Enumerable.Range(0, Columns).Select(i => weights[(r * Columns) + i]);
                var largest = channel.Max(MathF.Abs);
                var scale = largest == 0 ? 1f : largest / max;
                var i = (r * Columns) + c;
                Assert.Equal(scale, scales[kind == WeightKind.Table ? c : r]);
                Assert.Equal(Math.Clamp(MathF.Round(weights[i] / scale, MidpointRounding.ToEven), -max, max), q[i]);
                Assert.Equal(q[i] * scale, fake[i]);
            }
        }
    }

    [Theory]
    [InlineData(4, 16)]
    [InlineData(8, 32)]
    [InlineData(2, 64)]
    public void A_group_is_a_row_of_its_own(int bits, int size)
    {
        const int Rows = 5, Columns = 75;
        var weights = Seeded.Random(output).Floats(Rows * Columns);
        var grid = WeightGrid.Of(new WeightRecipe("w", [Rows, Columns], WeightKind.Matrix, bits).InGroups(size));
        var (scales, fake) = (grid.Scales(weights), (float[])weights.Clone());
        grid.FakeQuantize(fake, scales);
        var groups = weights.Chunk(Columns).SelectMany(row => row.Chunk(size)).ToArray();
        Assert.Equal(groups.Length, scales.Length);
        var expected = groups.SelectMany((group, i) =>
        {
            var alone = new WeightGrid(WeightKind.Matrix, 1, group.Length, bits);
            Assert.Equal(alone.Scales(group).Single(), scales[i]);
            alone.FakeQuantize(group, [scales[i]]);
            return group;
        });
        Assert.Equal(expected, fake);
    }

    [Fact]
    public void Ties_round_to_even_and_large_values_saturate()
    {
        var grid = new WeightGrid(WeightKind.Matrix, 1, 6, 8);
        Assert.Equal([0, 2, 2, -2, 127, -127], grid.Quantize([0.5f, 1.5f, 2.5f, -2.5f, 1e30f, -1e30f], [1f]).Select(q => (int)q));
    }

    [Fact]
    public void Weights_too_small_for_a_scale_become_zero()
    {
        var grid = new WeightGrid(WeightKind.Matrix, 1, 2, 8);
        var scales = grid.Scales([1e-40f, -1e-40f]);
        Assert.Equal([1f], scales);
        Assert.Equal([0, 0], grid.Quantize([1e-40f, -1e-40f], scales).Select(q => (int)q));
    }

    [Fact]
    public void Only_matrices_and_tables_of_2_to_8_bits_have_a_grid()
    {
        Assert.Throws<ArgumentException>(() => WeightGrid.Of(new WeightRecipe("b", [3], WeightKind.Vector, 8)));
        Assert.Throws<ArgumentException>(() => WeightGrid.Of(new WeightRecipe("w", [3, 3], WeightKind.Matrix, 9)));
        Assert.Throws<ArgumentException>(() => WeightGrid.Of(new WeightRecipe("w", [3, 3], WeightKind.Matrix, 1)));
        Assert.Throws<ArgumentException>(() => WeightGrid.Of(new WeightRecipe("w", [3, 3], WeightKind.Table, 4).InGroups(2)));
        Assert.Throws<ArgumentException>(() => WeightGrid.Of(new WeightRecipe("w", [3, 3], WeightKind.Matrix, 4).InGroups(-1)));
    }

    [Theory]
    [InlineData(new sbyte[] { 64, 64, -128 + 1, -1 }, 4, false)]
    [InlineData(new sbyte[] { 64, 65, 0, 0 }, 4, true)]
    [InlineData(new sbyte[] { 127, -127, 127, -127 }, 4, false)]
    [InlineData(new sbyte[] { -65, -64 }, 2, true)]
    [InlineData(new sbyte[] { 1, 127, 127 }, 3, false)]
    public void Saturation_is_proved_from_the_weights(sbyte[] weights, int columns, bool canSaturate)
    {
        // The definition: some activations 0..255 bring the sum of a pair out of 16 bits.
        var extreme = new[] { 0, 255 };
        var reference = Enumerable.Range(0, weights.Length / columns).Any(row => Enumerable.Range(0, (columns + 1) / 2).Any(pair =>
            extreme.Any(a => extreme.Any(b =>
            {
                var at = (row * columns) + (2 * pair);
                var sum = (a * weights[at]) + ((2 * pair) + 1 < columns ? b * weights[at + 1] : 0);
                return sum is > short.MaxValue or < short.MinValue;
            }))));
        Assert.Equal(canSaturate, reference);
        Assert.Equal(canSaturate, SaturationProof.Of(weights, columns).CanSaturate);
    }
}
