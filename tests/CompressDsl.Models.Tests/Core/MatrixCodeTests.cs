using CompressDsl.Core;
using Xunit.Abstractions;

namespace CompressDsl.Models.Tests.Core;

/// <summary>The code of sparse matrices: bit for bit, never far above the entropy, below it where weights lie together.</summary>
public sealed class MatrixCodeTests(ITestOutputHelper output)
{
    [Fact]
    public void Random_matrices_in_every_layout_are_decoded_bit_for_bit()
    {
        var random = Seeded.Random(output);
        for (var round = 0; round < 200; round++)
        {
            var inner = random.Next(2) == 0 ? 1 : 4;
            var layout = new MatrixLayout(16 * random.Next(1, 6), inner * random.Next(1, 60), random.Next(1, 5), inner);
            var lines = Matrix(layout.Outputs, layout.Inputs, (_, _) => random.NextDouble() < 0.1 ? random.Next(-127, 128) : 0);
            var packed = new byte[layout.Length + random.Next(64)];
            layout.Pack(lines, transposed: false, packed);
            Assert.Equal(lines, layout.Lines(packed, transposed: false));
            var (writer, biases) = (new CodeWriter(), Biases(layout.Sums(packed), random, zeroPoint: random.Next(256)));
            var encoder = new SegmentCode();
            encoder.Write(writer, packed, layout);
            encoder.Write(writer, biases);
            var reader = new CodeReader(writer.ToArray(), 0, writer.Length);
            var decoder = new SegmentCode();
            Assert.Equal(packed, decoder.Read(reader, packed.Length));
            Assert.Equal(biases, decoder.Read(reader, biases.Length));
            Assert.True(reader.IsAtEnd);
        }
    }

    [Fact]
    public void Independent_weights_cost_their_entropy()
    {
        var random = Seeded.Random(output);
        var lines = Matrix(304, 784, (_, _) => random.NextDouble() < 0.04 ? random.Next(1, 8) * (random.Next(2) == 0 ? 1 : -1) : 0);
        var bits = Entropy(lines);
        Assert.InRange(Coded(lines, 304, 784), bits / 8, 1.04 * bits / 8);
    }

    [Fact]
    public void Columns_of_zeros_cost_next_to_nothing()
    {
        var random = Seeded.Random(output);
        var used = Enumerable.Range(0, 784).Select(_ => random.Next(4) == 0).ToArray();
        var lines = Matrix(304, 784, (_, column) => used[column] && random.NextDouble() < 0.16 ? random.Next(1, 8) : 0);
        var inUsed = Matrix(304, used.Count(u => u), (line, column) => (sbyte)lines[(line * 784) + Array.FindAll([.. Enumerable.Range(0, 784)], c => used[c])[column]]);
        Assert.InRange(Coded(lines, 304, 784), 0, (1.05 * Entropy(inUsed) / 8) + 120);
    }

    [Fact]
    public void Pictures_in_the_lines_cost_less_than_the_entropy_of_their_columns()
    {
        var random = Seeded.Random(output);
        var centres = Enumerable.Range(0, 304).Select(_ => (Row: random.Next(28), Column: random.Next(28))).ToArray();
        var lines = Matrix(304, 784, (line, pixel) =>
        {
            var (row, column) = ((pixel / 28) - centres[line].Row, (pixel % 28) - centres[line].Column);
            return (row * row) + (column * column) < 12 && random.NextDouble() < 0.8 ? 1 : 0;
        });
        var coded = Coded(lines, 304, 784);
        Assert.True(coded < 0.6 * Entropy(lines) / 8, $"{coded} bytes, {Entropy(lines) / 8:f0} by entropy");
    }

    [Fact]
    public void The_second_half_of_the_biases_follows_from_the_weights()
    {
        var random = Seeded.Random(output);
        var layout = new MatrixLayout(304, 784, 4, 4);
        var packed = new byte[layout.Length];
        layout.Pack(Matrix(304, 784, (_, _) => random.NextDouble() < 0.04 ? random.Next(-7, 8) : 0), transposed: false, packed);
        var (writer, segments) = (new CodeWriter(), new SegmentCode());
        segments.Write(writer, packed, layout);
        var before = writer.Length;
        segments.Write(writer, Biases(layout.Sums(packed), random, zeroPoint: 77));
        output.WriteLine($"{writer.Length - before} bytes for 304 biases of 11 bits");
        Assert.InRange(writer.Length - before, 304 * 11 / 8, (304 * 12 / 8) + 40);
    }

    private int Coded(byte[] lines, int outputs, int inputs)
    {
        var layout = new MatrixLayout(outputs, inputs, 4, 4);
        var packed = new byte[layout.Length];
        layout.Pack(lines, transposed: false, packed);
        var writer = new CodeWriter();
        new SegmentCode().Write(writer, packed, layout);
        output.WriteLine($"{lines.Count(b => b != 0)} of {lines.Length}: {writer.Length} bytes, {Entropy(lines) / 8:f0} by entropy");
        Assert.Equal(packed, new SegmentCode().Read(new CodeReader(writer.ToArray(), 0, writer.Length), packed.Length));
        return writer.Length;
    }

    private static byte[] Biases(int[] sums, Random random, int zeroPoint)
    {
        var plain = sums.Select(s => random.Next(-1024, 1024) - (zeroPoint * s)).ToArray();
        return [.. plain.Concat(plain.Zip(sums, (p, s) => p + (128 * s))).SelectMany(BitConverter.GetBytes)];
    }

    private static byte[] Matrix(int lines, int width, Func<int, int, int> value) =>
        [.. Enumerable.Range(0, lines * width).Select(i => (byte)value(i / width, i % width))];

    private static double Entropy(byte[] bytes) => bytes.GroupBy(b => b).Sum(g => g.Count() * Math.Log2((double)bytes.Length / g.Count()));
}
