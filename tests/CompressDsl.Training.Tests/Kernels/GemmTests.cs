using CompressDsl.Training.Kernels;
using Xunit.Abstractions;

namespace CompressDsl.Training.Tests;

public sealed unsafe class GemmTests(ITestOutputHelper output)
{
    public static TheoryData<int, int, int> Shapes()
    {
        var data = new TheoryData<int, int, int>
        {
            { 1, 1, 1 }, { 64, 784, 300 }, { 64, 300, 100 }, { 64, 100, 10 }, { 7, 801, 17 }, { 13, 5, 33 }, { 2, 1030, 3 }, { 6, 16, 16 }, { 8, 400, 31 }, { 9, 401, 48 },
            // More rows than are packed at once.
            { 967, 37, 50 }, { 5, 60, 1923 },
        };
        var random = new CounterRandom(20, 0);
        for (var i = 0; i < 40; i++) data.Add(1 + random.Next(40), 1 + random.Next(90), 1 + random.Next(90));
        return data;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Products_agree_with_the_definition(int rows, int inputs, int outputs)
    {
        var shape = new GemmShape(rows, inputs, outputs);
        float[] x = Random(shape.InputLength, 1), w = Random(shape.WeightLength, 2), bias = Random(outputs, 3), dy = Random(shape.OutputLength, 4);
        float[] y = new float[shape.OutputLength], dx = new float[shape.InputLength], dw = Random(shape.WeightLength, 5), start = [.. dw];
        Gemm.Forward(x, w, bias, y, shape);
        Gemm.InputGradient(dy, w, dx, shape);
        Gemm.WeightGradient(dy, x, dw, shape);
        for (var r = 0; r < rows; r++)
        {
            for (var o = 0; o < outputs; o++) Near(bias[o] + Sum(inputs, i => (double)x[(r * inputs) + i] * w[(o * inputs) + i]), y[(r * outputs) + o], inputs);
        }

        for (var i = 0; i < inputs; i++)
        {
            for (var r = 0; r < rows; r++) Near(Sum(outputs, o => (double)dy[(r * outputs) + o] * w[(o * inputs) + i]), dx[(r * inputs) + i], outputs);
            for (var o = 0; o < outputs; o++) Near(start[(o * inputs) + i] + Sum(rows, r => (double)dy[(r * outputs) + o] * x[(r * inputs) + i]), dw[(o * inputs) + i], rows);
        }
    }

    [Fact]
    public void Every_register_width_gives_the_product()
    {
        var shape = new GemmShape(11, 37, 41);
        float[] x = Random(shape.InputLength, 1), w = Random(shape.WeightLength, 2), expected = new float[shape.OutputLength];
        Gemm.Forward(x, w, [], expected, shape);
        foreach (var run in new RunProduct[] { GemmDriver<GemmScalar>.Run, GemmDriver<GemmVector128>.Run, GemmDriver<GemmVector256>.Run, GemmDriver<GemmVector512>.Run })
        {
            var y = new float[shape.OutputLength];
            fixed (float* px = x, pw = w, py = y)
            {
                run(new GemmOperands
                {
                    Rows = 11, Columns = 41, Depth = 37, A = px, ARow = 37, ADepth = 1, B = pw, BStride = 37, BTransposed = true, C = py, CStride = 41,
                });
            }

            for (var i = 0; i < y.Length; i++) Near(expected[i], y[i], 37);
        }
    }

    [Fact]
    public void Rows_do_not_depend_on_how_they_are_divided()
    {
        var whole = new GemmShape(64, 784, 300);
        float[] x = Random(whole.InputLength, 1), w = Random(whole.WeightLength, 2), y = new float[whole.OutputLength], parts = new float[whole.OutputLength];
        Gemm.Forward(x, w, [], y, whole);
        for (int row = 0, rows = 1; row < 64; row += rows, rows = Math.Min(rows + 2, 64 - row))
        {
            Gemm.Forward(x.AsSpan(row * 784, rows * 784), w, [], parts.AsSpan(row * 300, rows * 300), whole with { Rows = rows });
        }

        Assert.Equal(y, parts);
    }

    /// <summary>Rows, inputs, outputs: strips of 6, 4 and single columns, several blocks of rows and of the sums, rows that do not fill a vector.</summary>
    public static TheoryData<int, int, int> SwappedShapes() => new()
    {
        { 128, 784, 800 }, { 128, 800, 801 }, { 64, 784, 300 }, { 64, 300, 100 }, { 31, 70, 33 }, { 63, 1100, 64 }, { 127, 401, 139 }, { 16, 2048, 22 },
    };

    [Theory]
    [MemberData(nameof(SwappedShapes))]
    public void Products_read_where_the_weights_are_have_the_bits_of_packed_ones(int rows, int inputs, int outputs)
    {
        foreach (var hasBias in new[] { false, true })
        {
            SameBits<GemmScalar>(rows, inputs, outputs, hasBias);
            SameBits<GemmVector128>(rows, inputs, outputs, hasBias);
            SameBits<GemmVector256>(rows, inputs, outputs, hasBias);
            SameBits<GemmVector512>(rows, inputs, outputs, hasBias);
        }
    }

    [Fact]
    public void Calls_allocate_nothing_after_the_first()
    {
        var shape = new GemmShape(64, 300, 100);
        float[] x = Random(shape.InputLength, 1), w = Random(shape.WeightLength, 2), y = new float[shape.OutputLength];
        Gemm.Forward(x, w, [], y, shape);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20; i++) Gemm.Forward(x, w, [], y, shape);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Lengths_are_checked()
    {
        var error = Assert.Throws<ArgumentException>(() => Gemm.Forward(new float[5], new float[6], [], new float[4], new GemmShape(2, 3, 2)));
        output.WriteLine(error.Message);
        Assert.Contains("Expected 6 floats, but there are 5", error.Message, StringComparison.Ordinal);
    }

    private delegate void RunProduct(in GemmOperands operands);

    private static void SameBits<TV>(int rows, int inputs, int outputs, bool hasBias)
        where TV : unmanaged, IGemmVector<TV>
    {
        var shape = new GemmShape(rows, inputs, outputs);
        float[] x = Random(shape.InputLength, 1), w = Random(shape.WeightLength, 2), bias = Random(outputs, 3);
        float[] packed = new float[shape.OutputLength], swapped = new float[shape.OutputLength];
        fixed (float* px = x, pw = w, pb = bias, pp = packed, ps = swapped)
        {
            var product = new GemmOperands
            {
                Rows = rows, Columns = outputs, Depth = inputs, A = px, ARow = inputs, ADepth = 1, B = pw, BStride = inputs, BTransposed = true,
                CStride = outputs, Bias = hasBias ? pb : null,
            };
            product.C = pp;
            GemmDriver<TV>.RunPacked(product);
            product.C = ps;
            GemmSwapped<TV>.Run(product);
        }

        Assert.Equal(packed, swapped);
    }

    private static float[] Random(int length, ulong stream)
    {
        var random = new CounterRandom(7, stream);
        return [.. Enumerable.Range(0, length).Select(_ => random.NextFloat(-1, 1))];
    }

    private static double Sum(int count, Func<int, double> term)
    {
        double sum = 0;
        for (var i = 0; i < count; i++) sum += term(i);
        return sum;
    }

    private static void Near(double expected, float actual, int terms) =>
        Assert.True(Math.Abs(expected - actual) <= 1e-6 * (4 + terms), $"{actual} instead of {expected}");
}
