using CompressDsl.Training.Kernels;

namespace CompressDsl.Training.Tests;

public sealed unsafe class GemmStepsTests
{
    [Fact]
    public void Rows_of_zeros_are_listed_and_the_others_move_together()
    {
        // Two panels of 40 rows and 8 columns: in the first every third row is not zeros, in the second none is.
        var block = new GemmBlock(0, 40, 0, 16, 8);
        float[] panels = new float[2 * 40 * 8], source = Random(panels.Length, 1);
        int[] kept = [.. Enumerable.Range(0, 40).Where(k => k % 3 == 1)];
        foreach (var k in kept) source.AsSpan(k * 8, 8).CopyTo(panels.AsSpan(k * 8));
        panels[(kept[2] * 8) + 5] = float.NaN;
        var lists = new int[2 * GemmSteps.ListLength(40)];
        fixed (float* p = panels)
        {
            fixed (int* l = lists) Assert.True(GemmSteps.List(p, block, l) == l);
        }

        Assert.Equal(kept.Length, lists[0]);
        Assert.Equal(kept, Enumerable.Range(0, kept.Length).Select(i => lists.Skip(1).Take(i + 1).Sum()));
        for (var i = 0; i < kept.Length; i++)
        {
            for (var c = i == 2 ? 6 : 0; c < 8; c++) Assert.Equal(source[(kept[i] * 8) + c], panels[(i * 8) + c]);
        }

        Assert.True(float.IsNaN(panels[(2 * 8) + 5]));
        Assert.Equal([0, 0], lists.Skip(GemmSteps.ListLength(40)).Take(2));
    }

    [Fact]
    public void Panels_without_zeros_are_left_alone()
    {
        var panels = Random(64 * 16, 2);
        panels.AsSpan(4, 12).Clear();
        float[] before = [.. panels];
        fixed (float* p = panels)
        {
            int list;
            Assert.True(GemmSteps.List(p, new GemmBlock(0, 64, 0, 16, 16), &list) == null);
        }

        Assert.Equal(before, panels);
    }

    /// <summary>Rows, inputs, outputs and how many of ten stretches of inputs are zeros for all rows.</summary>
    public static TheoryData<int, int, int, int> ZeroShapes() => new()
    {
        { 128, 784, 100, 4 }, { 128, 784, 100, 10 }, { 31, 70, 33, 5 }, { 64, 900, 41, 1 }, { 30, 300, 26, 9 }, { 127, 401, 139, 8 }, { 10, 96, 50, 6 },
    };

    [Theory]
    [MemberData(nameof(ZeroShapes))]
    public void Zeros_are_left_out_without_changing_a_bit(int rows, int inputs, int outputs, int zeros)
    {
        ZerosChangeNothing<GemmScalar>(rows, inputs, outputs, zeros);
        ZerosChangeNothing<GemmVector128>(rows, inputs, outputs, zeros);
        ZerosChangeNothing<GemmVector256>(rows, inputs, outputs, zeros);
        ZerosChangeNothing<GemmVector512>(rows, inputs, outputs, zeros);
    }

    // A product of fewer than GemmSteps.LeastRows rows looks for no zeros: piece by piece it is what the whole has to be.
    private static void ZerosChangeNothing<TV>(int rows, int inputs, int outputs, int zeros)
        where TV : unmanaged, IGemmVector<TV>
    {
        const int Piece = 12;
        var shape = new GemmShape(rows, inputs, outputs);
        float[] x = Random(shape.InputLength, 1), w = Random(shape.WeightLength, 2), dy = Random(shape.OutputLength, 3), start = Random(shape.WeightLength, 4);
        for (var i = 0; i < x.Length; i++)
        {
            if (i % inputs * 10 / inputs < zeros) x[i] = 0;
        }

        float[] y = new float[shape.OutputLength], packed = new float[shape.OutputLength], expected = new float[shape.OutputLength];
        float[] dw = [.. start], pieces = [.. start];
        fixed (float* px = x, pw = w, pdy = dy, py = y, pp = packed, pe = expected, pdw = dw, ps = pieces)
        {
            var forward = new GemmOperands { Rows = rows, Depth = inputs, A = px, ARow = inputs, ADepth = 1, BStride = inputs, BTransposed = true, CStride = outputs };
            var gradient = new GemmOperands { Columns = inputs, Depth = rows, ARow = 1, ADepth = outputs, B = px, BStride = inputs, CStride = inputs, Accumulate = true };
            GemmSwapped<TV>.Run(forward with { Columns = outputs, B = pw, C = py });
            GemmDriver<TV>.RunPacked(forward with { Columns = outputs, B = pw, C = pp });
            GemmDriver<TV>.RunPacked(gradient with { Rows = outputs, A = pdy, C = pdw });
            for (var o = 0; o < outputs; o += Piece)
            {
                var some = Math.Min(Piece, outputs - o);
                GemmSwapped<TV>.Run(forward with { Columns = some, B = pw + (o * inputs), C = pe + o });
                GemmDriver<TV>.RunPacked(gradient with { Rows = some, A = pdy + o, C = ps + (o * inputs) });
            }
        }

        Assert.Equal(expected, y);
        Assert.Equal(expected, packed);
        Assert.Equal(pieces, dw);
    }

    private static float[] Random(int length, ulong stream)
    {
        var random = new CounterRandom(9, stream);
        return [.. Enumerable.Range(0, length).Select(_ => random.NextFloat(0.1f, 1))];
    }
}
