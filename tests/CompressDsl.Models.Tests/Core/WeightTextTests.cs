using CompressDsl.Core;
using Xunit.Abstractions;

namespace CompressDsl.Models.Tests.Core;

public sealed class WeightTextTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(6143)]
    [InlineData(6144)]
    [InlineData(6145)]
    [InlineData(100_000)]
    public void Bytes_survive(int length)
    {
        var bytes = new byte[length];
        Seeded.Random(output).NextBytes(bytes);
        var text = Text(bytes);
        Assert.Equal(bytes, WeightText.Read(new StringReader(text)));
        Assert.Equal(bytes, WeightText.Read(new StringReader(text.Replace("\n", "\r\n"))));
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 8192));
        Assert.StartsWith($"compressdsl-weights 1 {length} ", text);
    }

    [Fact]
    public void Damage_is_a_checkpoint_exception()
    {
        var text = Text(new byte[20_000]);
        string[] damaged =
        [
            "", "hello", "compressdsl-weights 1", "compressdsl-weights 1 x y", text[..^100], text.Replace("AAAA", "AAAB"), text + "AAAA",
            text.Replace("AAAA", "A\u20acAA"), text.Replace(" 20000 ", " 2000000000 "), text.Replace(" 20000 ", " 10 "),
        ];
        Assert.All(damaged, d => Assert.Throws<CheckpointException>(() => WeightText.Read(new StringReader(d))));
        var newer = Assert.Throws<CheckpointException>(() => WeightText.Read(new StringReader(text.Replace("weights 1 ", "weights 2 "))));
        Assert.Equal(CheckpointProblem.NewerSchema, newer.Problem);
    }

    private static string Text(byte[] bytes)
    {
        var writer = new StringWriter();
        WeightText.Write(bytes, writer);
        return writer.ToString();
    }
}
