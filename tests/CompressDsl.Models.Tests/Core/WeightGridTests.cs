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
            // The next bfloat16: the upper half of a float, at most one of its steps above.
            var (exact, stored) = (alone.Scales(group).Single(), BitConverter.SingleToUInt32Bits(scales[i]));
            Assert.Equal(0u, stored & 0xFFFF);
            Assert.InRange(exact, BitConverter.UInt32BitsToSingle(stored - 0xFFFF), scales[i]);
            alone.FakeQuantize(group, [scales[i]]);
            return group;
        });
        Assert.Equal(expected, fake);
    }

    [Fact]
    public void Weights_on_the_grid_of_a_group_stay_there()
    {
        var grid = new WeightGrid(WeightKind.Matrix, 40, 32, 4) { Details = new() { GroupSize = 16 } };
        var weights = Seeded.Random(output).Floats(grid.Rows * grid.Columns);
        // Every group has a weight of 7 steps.
        for (var i = 0; i < weights.Length; i += 16) weights[i] = 1.5f;
        grid.FakeQuantize(weights, grid.Scales(weights));
        var again = (float[])weights.Clone();
        grid.FakeQuantize(again, grid.Scales(again));
        Assert.Equal(weights, again);
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

    [Theory]
    [InlineData(WeightKind.Matrix)]
    [InlineData(WeightKind.Table)]
    public void A_tensor_with_one_scale_has_the_grid_of_one_long_row(WeightKind kind)
    {
        var weights = Seeded.Random(output).Floats(7 * 11);
        foreach (var bits in new[] { 8, 4, 2, 1 })
        {
            var grid = WeightGrid.Of(new WeightRecipe("w", [7, 11], kind, bits).On(new() { Granularity = Granularity.PerTensor }));
            var row = new WeightGrid(WeightKind.Matrix, 1, weights.Length, bits);
            Assert.Equal(row.Scales(weights), grid.Scales(weights));
            Assert.Equal(row.Quantize(weights, row.Scales(weights)), grid.Quantize(weights, grid.Scales(weights)));
        }
    }

    [Theory]
    [InlineData(8)]
    [InlineData(4)]
    [InlineData(2)]
    public void A_power_of_two_is_the_smallest_that_moves_no_weight_by_more_than_half_a_step(int bits)
    {
        var random = Seeded.Random(output);
        var grid = WeightGrid.Of(new WeightRecipe("w", [40, 9], WeightKind.Matrix, bits).On(new() { HasPowerOfTwoScales = true }));
        var weights = random.Floats(40 * 9);
        for (var i = 0; i < weights.Length; i++) weights[i] *= MathF.Pow(10, i / 9 % 7 - 3);
        var scales = grid.Scales(weights);
        foreach (var (row, scale) in weights.Chunk(9).Zip(scales))
        {
            Assert.Equal(MathF.Round(MathF.Log2(scale)), MathF.Log2(scale));
            var largest = row.Max(MathF.Abs);
            Assert.True(largest - (grid.Max * scale) <= scale / 2, $"{largest} on a grid of {scale}");
            Assert.True(largest - (grid.Max * scale / 2) > scale / 4, $"{largest} would fit a grid of {scale / 2}");
        }

        var exact = new WeightGrid(WeightKind.Matrix, 1, 1, 8) { Details = new() { HasPowerOfTwoScales = true } };
        Assert.Equal([1f], exact.Scales([127.5f]));
        Assert.Equal([2f], exact.Scales([127.6f]));
        Assert.Equal([1f], exact.Scales([0f]));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(7)]
    [InlineData(4)]
    [InlineData(2)]
    public void An_asymmetric_grid_reaches_from_the_smallest_to_the_largest_weight(int bits)
    {
        var random = Seeded.Random(output);
        var grid = WeightGrid.Of(new WeightRecipe("w", [6, 50], WeightKind.Matrix, bits).On(new() { IsAsymmetric = true }));
        // Rows around 0, above it and below it.
        var weights = random.Floats(300).Select((w, i) => w + (i / 50 % 3 - 1)).ToArray();
        var scales = grid.Scales(weights);
        var (stored, offsets, span) = (grid.Quantize(weights, scales), grid.Offsets(weights, scales), Math.Min((1 << bits) - 1, 254));
        Assert.All(stored, s => Assert.InRange(s, (sbyte)-127, (sbyte)127));
        Assert.Equal(bits == 8, offsets.Any(o => o != 0));
        var q = stored.Select((s, i) => s + offsets[i / 50]).ToArray();
        foreach (var (row, integers, scale) in weights.Chunk(50).Zip(q.Chunk(50), scales))
        {
            var (low, high) = (Math.Min(0, row.Min()), Math.Max(0, row.Max()));
            Assert.Equal((high - low) / span, scale, 6);
            var first = (int)MathF.Round(low / scale);
            Assert.All(integers, i => Assert.InRange(i, first, first + span));
            Assert.Equal(first, Math.Min(0, integers.Min()));
            foreach (var (weight, integer) in row.Zip(integers)) Assert.InRange(Math.Abs(weight - (integer * scale)), 0, scale * 1.001f);
        }

        var zeros = new float[300];
        grid.FakeQuantize(zeros, scales);
        Assert.All(zeros, z => Assert.Equal(0, z));
        var snapped = weights.ToArray();
        grid.FakeQuantize(snapped, scales);
        Assert.Equal(q.Select((integer, i) => integer * scales[i / 50]), snapped);
    }

    [Theory]
    [InlineData(8, 127)]
    [InlineData(4, 8)]
    [InlineData(2, 8)]
    public void Integers_of_asymmetric_groups_are_stored_as_signed_bytes_or_nibbles(int bits, int reach)
    {
        var random = Seeded.Random(output);
        var grid = WeightGrid.Of(new WeightRecipe("w", [3, 50], WeightKind.Matrix, bits).On(new() { IsAsymmetric = true, GroupSize = 16 }));
        var weights = random.Floats(150).Select((w, i) => w + (i / 50) - 1).ToArray();
        var scales = grid.Scales(weights);
        var (stored, offsets) = (grid.Quantize(weights, scales), grid.Offsets(weights, scales));
        Assert.Equal(12, offsets.Length);
        Assert.All(stored, s => Assert.InRange(s, -reach, bits == 8 ? reach : (1 << bits) - 1 - reach));
        for (var i = 0; i < weights.Length; i++)
        {
            var channel = grid.ScaleOf(i / 50, i % 50);
            Assert.InRange(Math.Abs(weights[i] - ((stored[i] + offsets[channel]) * scales[channel])), 0, scales[channel] * 1.001f);
        }
    }

    [Fact]
    public void One_bit_is_plus_or_minus_the_mean_magnitude()
    {
        var grid = WeightGrid.Of(new WeightRecipe("w", [3, 4], WeightKind.Matrix, 1));
        float[] weights = [0.5f, -1.5f, 0, 2, -0.25f, -0.25f, -0.25f, -0.25f, 0, 0, 0, 0];
        var scales = grid.Scales(weights);
        Assert.Equal([1f, 0.25f], scales[..2]);
        Assert.InRange(scales[2], float.Epsilon, 1e-30f);
        grid.FakeQuantize(weights, scales);
        Assert.Equal([1f, -1, 1, 1, -0.25f, -0.25f, -0.25f, -0.25f], weights[..8]);
    }

    [Fact]
    public void Only_matrices_and_tables_of_1_to_8_bits_have_a_grid()
    {
        var weight = new WeightRecipe("w", [3, 3], WeightKind.Matrix, 4);
        Assert.Throws<ArgumentException>(() => WeightGrid.Of(new WeightRecipe("b", [3], WeightKind.Vector, 8)));
        Assert.Throws<ArgumentException>(() => WeightGrid.Of(weight with { Bits = 9 }));
        Assert.Throws<ArgumentException>(() => WeightGrid.Of(weight with { Bits = 0 }));
        Assert.Throws<ArgumentException>(() => WeightGrid.Of(weight with { Bits = 1, Sparsity = 0.5 }));
        Assert.Throws<ArgumentException>(() => WeightGrid.Of(new WeightRecipe("w", [3, 3], WeightKind.Table, 4).InGroups(2)));
        Assert.Throws<ArgumentException>(() => WeightGrid.Of(weight.InGroups(-1)));
        Assert.Throws<ArgumentException>(() => WeightGrid.Of(weight.On(new() { GroupSize = 16, Granularity = Granularity.PerTensor })));
        Assert.Throws<ArgumentException>(() => WeightGrid.Of(weight.On(new() { IsAsymmetric = true }) with { Bits = 1 }));
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

    [Theory]
    [InlineData(new sbyte[] { 127, 1, 0, 0, 0, 0 }, 6, 2)]
    [InlineData(new sbyte[] { 127, 0, 0, 0, 1, 0 }, 6, 2)]
    [InlineData(new sbyte[] { 127, 0, 0, 0, 2, 0 }, 6, 1)]
    [InlineData(new sbyte[] { 127, 0, 0, 0, -127, -1 }, 6, 2)]
    [InlineData(new sbyte[] { 32, 32, 32, 32, 32, 32 }, 6, 2)]
    [InlineData(new sbyte[] { -32, -32, 5, 0, -32, -33 }, 6, 1)]
    [InlineData(new sbyte[] { 64, 64, 64, 64 }, 2, 2)]
    [InlineData(new sbyte[] { 64, 64, 64, 64 }, 4, 1)]
    [InlineData(new sbyte[] { 64, 65, 0, 0 }, 4, 0)]
    public void Chains_are_proved_for_any_two_pairs_of_an_output(sbyte[] weights, int columns, int chain) =>
        Assert.Equal(chain, SaturationProof.Of(weights, columns).Chain);

    [Fact]
    public void Pairs_are_those_of_the_run_and_activations_those_of_the_grid()
    {
        sbyte[] weights = [1, 2, 100, 100, 3, 4];
        Assert.Equal(new SaturationProof(200, 1, 207, 128), SaturationProof.Of(weights, 6));
        Assert.Equal(new SaturationProof(103, 0, 203, 128), SaturationProof.Of(weights, 6, run: 3));
        Assert.Equal(new SaturationProof(200, 0, 207, 258), SaturationProof.Of(weights, 6, highest: 127));
    }
}
