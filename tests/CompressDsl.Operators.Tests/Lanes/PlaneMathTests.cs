using CompressDsl.Runtime.V1;

namespace CompressDsl.Operators.Tests.Lanes;

public sealed unsafe class PlaneMathTests
{
    private const int Gap = 5;
    private const byte Untouched = 0xA5;

    public static TheoryData<int> Counts => [.. Enumerable.Range(0, 40), 96];

    [Theory]
    [MemberData(nameof(Counts))]
    public void Bytes_of_three_planes_come_to_lie_side_by_side(int count)
    {
        var input = Enumerable.Range(0, 3 * (count + Gap)).Select(i => (byte)(i * 7)).ToArray();
        var output = Enumerable.Repeat(Untouched, (3 * count) + 16).ToArray();
        fixed (byte* from = input, to = output) PlaneMath.Interleave(from, count + Gap, to, count);
        Assert.Equal(Expected(input, count), output[..(3 * count)]);
        Assert.All(output[(3 * count)..], b => Assert.Equal(Untouched, b));
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Floats_of_three_planes_come_to_lie_side_by_side(int count)
    {
        var input = Enumerable.Range(0, 3 * (count + Gap)).Select(i => i - 0.5f).ToArray();
        var output = Enumerable.Repeat((float)Untouched, (3 * count) + 4).ToArray();
        fixed (float* from = input, to = output) PlaneMath.Interleave(from, count + Gap, to, count);
        Assert.Equal(Expected(input, count), output[..(3 * count)]);
        Assert.All(output[(3 * count)..], f => Assert.Equal(Untouched, f));
    }

    private static T[] Expected<T>(T[] input, int count) =>
        [.. Enumerable.Range(0, count).SelectMany(i => Enumerable.Range(0, 3).Select(row => input[(row * (count + Gap)) + i]))];
}
