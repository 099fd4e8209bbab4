using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Emit;

/// <summary>Primitives as C# methods over one sample; every SIMD line of generated code is printed behind this door.</summary>
internal static class KernelText
{
    /// <param name="primitive">What is computed.</param>
    /// <param name="buffers">
    /// The program's buffers. Buffers of role Scratch are read and written in whole vectors: they end on a multiple of 64 bytes and have 64
    /// more behind them; the others are not touched past their length.
    /// </param>
    /// <exception cref="NotSupportedException">No kernel is written for the primitive.</exception>
    public static KernelMethod Of(Primitive primitive, BufferTable buffers) => primitive switch
    {
        DotPrimitive dot => DotText.Create(dot, buffers),
        MapPrimitive map => MapText.Create(map, buffers),
        ReducePrimitive reduce => ReduceText.Create(reduce, buffers),
        MovePrimitive move => MoveText.Create(move, buffers),
        LookupPrimitive lookup => LookupText.Create(lookup, buffers),
        TablePrimitive table => TableText.Create(table, buffers),
        PoolPrimitive pool => PoolText.Create(pool, buffers),
        PadPrimitive pad => PadText.Create(pad, buffers),
        QuantizePrimitive quantize => QuantizeText.Create(quantize, buffers),
        _ => throw new NotSupportedException($"no kernel is written for {primitive.GetType().Name}"),
    };
}
