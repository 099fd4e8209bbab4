using CompressDsl.Core;
using Xunit.Abstractions;

namespace CompressDsl.Models.Tests.Core;

/// <summary>Every packed layout against its definition, element by element.</summary>
public sealed class PackingTests
{
    private readonly PackingFixture model;

    public PackingTests(ITestOutputHelper output) => model = new PackingFixture(Seeded.Random(output));

    public static TheoryData<int, int, int> Shapes
    {
        get
        {
            var data = new TheoryData<int, int, int>();
            foreach (var outputs in new[] { 1, 16, 17, 40, 96 })
            {
                foreach (var inputs in new[] { 1, 4, 13, 32 })
                {
                    foreach (var tile in new[] { 1, 2, 4 }) data.Add(outputs, inputs, tile);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Dense_tiles_hold_every_weight_once(int outputs, int inputs, int tile)
    {
        var weight = model.Matrix(outputs, inputs);
        var groups = (outputs + 15) / 16;
        var floats = model.Floats("float-dot", ("weight", "w"), ("tile", $"{tile}"));
        var bytes = model.Bytes("int8-dot", ("weight", "w"), ("tile", $"{tile}"));
        var (f, b) = (0, 0);
        for (var first = 0; first < groups; first += tile)
        {
            var lanes = Math.Min(tile, groups - first) * 16;
            for (var k = 0; k < inputs; k++)
            {
                for (var lane = 0; lane < lanes; lane++) Assert.Equal(weight.At((first * 16) + lane, k), floats[f++]);
            }

            for (var k4 = 0; k4 < inputs; k4 += 4)
            {
                for (var lane = 0; lane < lanes; lane++)
                {
                    for (var k = k4; k < k4 + 4; k++) Assert.Equal(weight.Q((first * 16) + lane, k), (sbyte)bytes[b++]);
                }
            }
        }

        Assert.Equal(f, floats.Length);
        Assert.Equal(b, bytes.Length);
    }

    [Theory]
    [InlineData(16, 3, 3)]
    [InlineData(37, 5, 2)]
    [InlineData(1, 1, 4)]
    public void Depthwise_kernels_hold_four_rows_of_a_column_together(int channels, int rows, int columns)
    {
        var weight = model.Matrix(channels, rows * columns);
        var bytes = model.Bytes("int8-depthwise", ("weight", "w"), ("rows", $"{rows}"));
        var b = 0;
        for (var first = 0; first < channels; first += 16)
        {
            for (var column = 0; column < columns; column++)
            {
                for (var row4 = 0; row4 < rows; row4 += 4)
                {
                    for (var lane = 0; lane < 16; lane++)
                    {
                        for (var row = row4; row < row4 + 4; row++)
                            Assert.Equal(row < rows ? weight.Q(first + lane, (row * columns) + column) : (sbyte)0, (sbyte)bytes[b++]);
                    }
                }
            }
        }

        Assert.Equal(b, bytes.Length);
    }

    [Theory]
    [InlineData(8, 2)]
    [InlineData(3, 5)]
    public void Channels_of_several_pixels_stand_side_by_side(int channels, int pixels)
    {
        model.Matrix(channels, 9);
        (string, string) weight = ("weight", "w"), activation = ("activation", "a"), repeated = ("pixels", $"{pixels}");
        var once = (model.Bytes("int8-depthwise", weight, ("rows", "3")), PackingFixture.Ints(model.Bytes("dot-bias", weight, activation), 32), model.Floats("dot-scale", weight, activation));
        var several = (
            model.Bytes("int8-depthwise", weight, ("rows", "3"), repeated), PackingFixture.Ints(model.Bytes("dot-bias", weight, activation, repeated), 32),
            model.Floats("dot-scale", weight, activation, repeated));
        for (var n = 0; n < channels * pixels; n++)
        {
            for (var i = 0; i < 12; i++) Assert.Equal(once.Item1[(i / 4 * 64) + (n % channels * 4) + (i % 4)], several.Item1[(i / 4 * 64) + (n * 4) + (i % 4)]);
            Assert.Equal((once.Item2[n % channels], once.Item2[16 + (n % channels)]), (several.Item2[n], several.Item2[16 + n]));
            Assert.Equal(once.Item3[n % channels], several.Item3[n]);
        }
    }

    [Theory]
    [InlineData(16, 8)]
    [InlineData(37, 21)]
    [InlineData(1, 1)]
    public void Blocks_unpack_to_the_matrix(int outputs, int inputs)
    {
        var weight = model.Matrix(outputs, inputs, sparsity: 0.6);
        var bytes = model.Bytes("int8-blocks", ("weight", "w"));
        var groups = (outputs + 15) / 16;
        var starts = PackingFixture.Ints(bytes, groups + 1);
        var indexAt = PackingFixture.Align(4 * (groups + 1));
        var blocksAt = indexAt + PackingFixture.Align(2 * starts[groups]);
        Assert.Equal(blocksAt + (64 * starts[groups]), bytes.Length);
        Assert.Equal(0, starts[0]);
        var unpacked = new sbyte[groups * 16, (inputs + 3) / 4 * 4];
        for (var group = 0; group < groups; group++)
        {
            for (var block = starts[group]; block < starts[group + 1]; block++)
            {
                var k4 = BitConverter.ToUInt16(bytes, indexAt + (2 * block));
                var content = bytes.AsSpan(blocksAt + (64 * block), 64);
                Assert.True(content.IndexOfAnyExcept((byte)0) >= 0, "a block of zeros is stored");
                for (var i = 0; i < 64; i++) unpacked[(group * 16) + (i / 4), (4 * k4) + (i % 4)] = (sbyte)content[i];
            }
        }

        for (var n = 0; n < unpacked.GetLength(0); n++)
        {
            for (var k = 0; k < unpacked.GetLength(1); k++) Assert.Equal(weight.Q(n, k), unpacked[n, k]);
        }
    }

    [Fact]
    public void Dot_numbers_follow_the_formulas()
    {
        var weight = model.Matrix(21, 13);
        var grid = ActivationGrid.FromRange(PackingFixture.Min, PackingFixture.Max);
        var next = ActivationGrid.FromRange(0, PackingFixture.NextMax);
        var bias = PackingFixture.Ints(model.Bytes("dot-bias", ("weight", "w"), ("bias", "b"), ("activation", "a")), 64);
        var none = PackingFixture.Ints(model.Bytes("dot-bias", ("weight", "w"), ("activation", "a")), 64);
        var scale = model.Floats("dot-scale", ("weight", "w"), ("activation", "a"));
        var requantise = model.Floats("dot-scale", ("weight", "w"), ("activation", "a"), ("output", "next"));
        var scales = model.Floats("weight-scale", ("weight", "w"));
        var sums = PackingFixture.Ints(model.Bytes("weight-sums", ("weight", "w")), 32);
        Assert.Equal(32, scale.Length);
        for (var n = 0; n < 32; n++)
        {
            var sum = Enumerable.Range(0, 13).Sum(k => weight.Q(n, k));
            Assert.Equal(weight.Scale(n), scales[n]);
            Assert.Equal(sum, sums[n]);
            Assert.Equal((float)((double)grid.Scale * weight.Scale(n)), scale[n]);
            Assert.Equal((float)((double)grid.Scale * weight.Scale(n) / next.Scale), requantise[n]);
            var rounded = n < 21 ? (int)Math.Round(weight.Bias(n) / ((double)grid.Scale * weight.Scale(n))) : 0;
            Assert.Equal(rounded - (grid.ZeroPoint * sum), bias[n]);
            Assert.Equal(bias[n] + (128 * sum), bias[32 + n]);
            Assert.Equal(-grid.ZeroPoint * sum, none[n]);
        }
    }

    [Fact]
    public void The_integers_give_the_float_network()
    {
        var weight = model.Matrix(21, 13);
        var grid = ActivationGrid.FromRange(PackingFixture.Min, PackingFixture.Max);
        var bias = PackingFixture.Ints(model.Bytes("dot-bias", ("weight", "w"), ("bias", "b"), ("activation", "a")), 64);
        var scale = model.Floats("dot-scale", ("weight", "w"), ("activation", "a"));
        var input = Enumerable.Range(0, 13).Select(i => (i - 5) / 7f).ToArray();
        for (var n = 0; n < 21; n++)
        {
            var plain = bias[n] + Enumerable.Range(0, 13).Sum(k => grid.Quantize(input[k]) * weight.Q(n, k));
            var offset = bias[32 + n] + Enumerable.Range(0, 13).Sum(k => (grid.Quantize(input[k]) - 128) * weight.Q(n, k));
            var real = weight.Bias(n) + Enumerable.Range(0, 13).Sum(k => (double)grid.FakeQuantize(input[k]) * weight.At(n, k));
            Assert.Equal(plain, offset);
            Assert.InRange(plain * scale[n], real - scale[n], real + scale[n]);
        }
    }

    [Theory]
    [InlineData(4, 16)]
    [InlineData(9, 37)]
    public void Tables_unpack_to_the_rows(int tokens, int dimensions)
    {
        var table = model.Table(tokens, dimensions, sparsity: 0.5);
        var width = (dimensions + 15) / 16 * 16;
        var floats = model.Floats("table-float", ("weight", "w"));
        var bytes = model.Bytes("table-int8", ("weight", "w"));
        var blocks = model.Bytes("table-int8-blocks", ("weight", "w"));
        var index = PackingFixture.Ints(blocks, (tokens + 3) / 4 * (width / 16));
        var start = PackingFixture.Align(4 * index.Length);
        Assert.Equal(tokens * width, floats.Length);
        Assert.Equal(start + (64 * (index.Max() + 1)), blocks.Length);
        Assert.Contains(0, index.Append(tokens < 9 ? 0 : 1));
        for (var t = 0; t < tokens; t++)
        {
            for (var d = 0; d < width; d++)
            {
                var block = index[(t / 4 * (width / 16)) + (d / 16)];
                Assert.Equal(table.At(t, d), floats[(t * width) + d]);
                Assert.Equal(table.Q(t, d), (sbyte)bytes[(t * width) + d]);
                Assert.Equal(table.Q(t, d), (sbyte)blocks[start + (64 * block) + (16 * (t % 4)) + (d % 16)]);
            }
        }
    }

    [Fact]
    public void Grids_hold_clamps_as_places_on_the_grid()
    {
        model.Matrix(4, 4);
        var grid = ActivationGrid.FromRange(PackingFixture.Min, PackingFixture.Max);
        var plain = model.Bytes("grid", ("activation", "a"));
        Assert.Equal(64, plain.Length);
        Assert.Equal(grid.Scale, BitConverter.ToSingle(plain, 0));
        Assert.Equal(1 / grid.Scale, BitConverter.ToSingle(plain, 4));
        Assert.Equal([grid.ZeroPoint, 0, 255], new[] { 8, 12, 16 }.Select(i => BitConverter.ToInt32(plain, i)));
        var clamped = model.Bytes("grid", ("activation", "a"), ("low", "0"), ("high", "1.25"));
        Assert.Equal([grid.ZeroPoint, grid.ZeroPoint, grid.Quantize(1.25f)], new[] { 8, 12, 16 }.Select(i => BitConverter.ToInt32(clamped, i)));
    }

    [Fact]
    public void Norms_fold_or_stand_alone()
    {
        var weight = model.Matrix(5, 3, norm: "norm");
        var plain = model.Raw;
        var scale = model.Floats("norm-scale", ("norm", "norm"), ("epsilon", "0.001"));
        var shift = model.Floats("norm-shift", ("norm", "norm"), ("epsilon", "0.001"));
        var bias = model.Floats("bias-float", ("weight", "w"), ("bias", "b"));
        var vector = model.Floats("float-vector", ("key", "b"));
        Assert.Equal(16, scale.Length);
        for (var n = 0; n < 5; n++)
        {
            var s = plain("norm.weight")[n] / Math.Sqrt(plain("norm.running_var")[n] + 0.001);
            var t = plain("norm.bias")[n] - (plain("norm.running_mean")[n] * s);
            Assert.Equal((float)s, scale[n]);
            Assert.Equal((float)t, shift[n]);
            Assert.Equal(plain("b")[n], vector[n]);
            Assert.Equal((float)((plain("b")[n] * s) + t), bias[n]);
            var folded = Enumerable.Range(0, 3).Select(k => (float)(plain("w")[(n * 3) + k] * s)).ToArray();
            Assert.Equal(folded.Max(MathF.Abs) / 127, weight.Scale(n));
            for (var k = 0; k < 3; k++) Assert.Equal(MathF.Round(folded[k] / weight.Scale(n)), weight.Q(n, k));
        }

        Assert.All(scale[5..].Concat(shift[5..]).Concat(bias[5..]).Concat(vector[5..]), v => Assert.Equal(0, v));
    }

    [Fact]
    public void A_function_is_256_places_on_the_next_grid()
    {
        model.Matrix(1, 1);
        var table = model.Bytes("function-table", ("formula", "x0*sigmoid(x0)"), ("input", "a"), ("output", "next"), ("layer", "silu"));
        var (from, to) = (ActivationGrid.FromRange(PackingFixture.Min, PackingFixture.Max), ActivationGrid.FromRange(0, PackingFixture.NextMax));
        var expected = Enumerable.Range(0, 256).Select(q => (double)from.Dequantize(q)).Select(x => to.Quantize((float)(x / (1 + Math.Exp(-x)))));
        Assert.Equal(expected, table);
    }

    [Fact]
    public void Sums_beyond_32_bits_are_refused()
    {
        model.Matrix(1, 70_000, constant: 1);
        var problem = Assert.Throws<CheckpointException>(() => model.Bytes("int8-dot", ("weight", "w"), ("tile", "1")));
        Assert.Equal(CheckpointProblem.Overflow, problem.Problem);
    }

    [Fact]
    public void All_kinds_of_the_contract_are_there() => Assert.Equal(
        "bias-float chains dot-bias dot-scale float-dot float-vector function-table grid group-scale group-sums group-weights int8-blocks int8-columns int8-depthwise int8-dot norm-scale norm-shift table-float table-int8 "
        + "table-int8-blocks weight-offsets weight-scale weight-sums",
        string.Join(" ", SectionPacker.Kinds));
}
