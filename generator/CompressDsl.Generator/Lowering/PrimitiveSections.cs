using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Lowering;

/// <summary>Which packed sections a kernel reads.</summary>
internal static class PrimitiveSections
{
    public static IEnumerable<string> Of(Primitive primitive) => (primitive switch
    {
        DotPrimitive dot =>
        [
            dot.Sections.Weights, dot.Sections.Bias, dot.Sections.Scale, dot.Sections.Sums, dot.Sections.Offsets,
            dot.Epilogue.OutputSection, dot.Epilogue.Residual?.Grid, dot.Groups?.InputGrid,
        ],
        MapPrimitive map => [.. map.Operands.Select(o => o.Section ?? o.Grid), map.Grid],
        LookupPrimitive lookup => [lookup.Table, lookup.Scale],
        TablePrimitive table => [table.Table],
        ReducePrimitive reduce => [reduce.Grid],
        PadPrimitive pad => [pad.Grid],
        PoolPrimitive pool => [pool.Grid],
        QuantizePrimitive quantize => [quantize.Grid],
        _ => Enumerable.Empty<string?>(),
    }).OfType<string>();
}
