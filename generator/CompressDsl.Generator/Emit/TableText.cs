using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>Functions between 8-bit grids: one load per element.</summary>
internal static class TableText
{
    /// <summary>Elements per turn of the loop; buffers may be read and written that far behind their end.</summary>
    private const int Unroll = 8;

    public static KernelMethod Create(TablePrimitive table, BufferTable buffers)
    {
        var arguments = new List<KernelArgument>
        {
            buffers.Pointer(table.Input, "input"), buffers.Pointer(table.Output, "output"), KernelArgument.OfSection("byte*", "table", table.Table),
        };
        arguments.AddRange(BufferTable.LengthsOf(table.Rows));
        return new KernelMethod(table, new EquatableArray<KernelArgument>(arguments), w => WriteBody(w, buffers.Count(table.Rows, table.Columns)))
        {
            UsesFloats = false,
        };
    }

    private static void WriteBody(SourceWriter w, string count)
    {
        using (w.Block($"for (var i = 0; i < {count}; i += {Literal.Of(Unroll)})"))
        {
            w.Line("output[i] = table[input[i]];");
            for (var n = 1; n < Unroll; n++) w.Line($"output[i + {Literal.Of(n)}] = table[input[i + {Literal.Of(n)}]];");
        }
    }
}
