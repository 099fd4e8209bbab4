using System.Runtime.InteropServices;
using CompressDsl.Training;

namespace CompressDsl.Benchmarks;

/// <summary>Operands of the three products of a layer, 64-byte aligned, kept for the life of the process.</summary>
internal sealed unsafe class ProductArrays
{
    public ProductArrays(GemmShape shape)
    {
        Shape = shape;
        X = Make(shape.InputLength, 1);
        W = Make(shape.WeightLength, 2);
        Y = Make(shape.OutputLength, 3);
        DX = Make(shape.InputLength, 4);
        DW = Make(shape.WeightLength, 5);
        DY = Make(shape.OutputLength, 6);
    }

    public GemmShape Shape { get; }

    public float* X { get; }

    public float* W { get; }

    public float* Y { get; }

    public float* DX { get; }

    public float* DW { get; }

    public float* DY { get; }

    internal static float* Make(int length, ulong stream)
    {
        var values = (float*)NativeMemory.AlignedAlloc((nuint)length * sizeof(float), 64);
        var random = new CounterRandom(1, stream);
        for (var i = 0; i < length; i++) values[i] = random.NextFloat(-1, 1);
        return values;
    }
}
