using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>Elementwise kernels.</summary>
internal static class MapText
{
    /// <summary>Formulas with more operations become a method of their own.</summary>
    private const int InlineOperations = 2;

    public static KernelMethod Create(MapPrimitive map, BufferTable buffers)
    {
        map = Normalized(map);
        var arguments = new List<KernelArgument> { buffers.Pointer(map.Output, "output") };
        for (var i = 0; i < map.Operands.Count; i++) arguments.Add(Argument(map, i, buffers));
        if (map.Grid is { } grid) arguments.Add(KernelArgument.OfSection("GridSection*", "grid", grid));
        for (var i = 0; i < map.Operands.Count; i++)
        {
            if (map.Operands[i].Grid is { } lies) arguments.Add(KernelArgument.OfSection("GridSection*", GridName(i), lies));
        }

        arguments.AddRange(BufferTable.LengthsOf(map.Rows));
        return new KernelMethod(map, new EquatableArray<KernelArgument>(arguments), w => WriteBody(w, map, buffers))
        {
            WriteHelpers = HasFormulaMethod(map) ? (w => WriteFormula(w, map)) : null,
        };
    }

    // A single column or row makes some ways of addressing the same.
    private static MapPrimitive Normalized(MapPrimitive map)
    {
        if (map.Columns == 1) return map with { Operands = Readdress(map, Addressing.Row, Addressing.Full, Addressing.Column, Addressing.Single) };
        return map.Rows == new Dimension(1)
            ? map with { Operands = Readdress(map, Addressing.Column, Addressing.Full, Addressing.Row, Addressing.Single) }
            : map;
    }

    private static EquatableArray<MapOperand> Readdress(MapPrimitive map, Addressing a, Addressing becomes, Addressing b, Addressing turns) =>
        new(map.Operands.Select(o => o.Addressing == a ? o with { Addressing = becomes } : o.Addressing == b ? o with { Addressing = turns } : o));

    private static KernelArgument Argument(MapPrimitive map, int i, BufferTable buffers) => map.Operands[i].Buffer is { } buffer
        ? buffers.Pointer(buffer, Pointer(i))
        : KernelArgument.OfSection("float*", Pointer(i), map.Operands[i].Section!);

    private static string GridName(int operand) => $"grid{Literal.Of(operand)}";

    private static string Pointer(int operand) => $"input{Literal.Of(operand)}";

    private static bool HasFormulaMethod(MapPrimitive map) => ExprText.Operations(map.Formula) > InlineOperations;

    private static void WriteFormula(SourceWriter w, MapPrimitive map)
    {
        var used = Enumerable.Range(0, map.Operands.Count).Where(map.Formula.Uses);
        w.Line($"// {map.Formula}");
        w.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        w.Line($"private static TFloat {map.Name}Formula<TFloat>({string.Join(", ", used.Select(i => $"TFloat x{Literal.Of(i)}"))})");
        w.Line("    where TFloat : unmanaged, IFloatLanes<TFloat>");
        using (w.Block()) ExprText.WriteBody(w, map.Formula, i => $"x{Literal.Of(i)}");
    }

    private static void WriteBody(SourceWriter w, MapPrimitive map, BufferTable buffers)
    {
        var padded = buffers.IsPadded(map.Output) && map.Operands.All(o => o.Buffer is not { } buffer || buffers.IsPadded(buffer));
        WriteGrids(w, map);
        for (var i = 0; i < map.Operands.Count; i++)
        {
            if (map.Operands[i].Addressing == Addressing.Single) WriteBroadcast(w, map, i, "0");
        }

        if (map.Operands.All(o => o.Addressing is Addressing.Full or Addressing.Single))
        {
            VectorLoop.Write(w, buffers.Count(map.Rows, map.Columns), padded, (at, count) => WriteVector(w, map, at, count));
            return;
        }

        using (w.Block($"for (var row = 0; row < {buffers.Count(map.Rows)}; row++)"))
        {
            for (var i = 0; i < map.Operands.Count; i++)
            {
                if (map.Operands[i].Addressing == Addressing.Row) WriteBroadcast(w, map, i, "row");
            }

            VectorLoop.Write(w, Literal.Of(map.Columns), padded, (at, count) => WriteVector(w, map, at, count));
            for (var i = 0; i < map.Operands.Count; i++)
            {
                if (map.Operands[i].Addressing == Addressing.Full) w.Line($"{Pointer(i)} += {Literal.Of(map.Columns)};");
            }

            w.Line($"output += {Literal.Of(map.Columns)};");
        }
    }

    private static void WriteVector(SourceWriter w, MapPrimitive map, string at, string? count)
    {
        string Read(int i) => map.Operands[i].Addressing is Addressing.Row or Addressing.Single
            ? $"x{Literal.Of(i)}"
            : map.Operands[i].Grid is null
                ? VectorLoop.Load(Pointer(i), at, count)
                : $"KernelMath.FromGrid({VectorLoop.At(Pointer(i), at)}, zero{Literal.Of(i)}, scale{Literal.Of(i)})";
        var used = Enumerable.Range(0, map.Operands.Count).Where(map.Formula.Uses);
        var value = HasFormulaMethod(map)
            ? $"{map.Name}Formula({string.Join(", ", used.Select(Read))})"
            : ExprText.Inline(map.Formula, Read);
        w.Line(map.Grid is null
            ? VectorLoop.Store(value, "output", at, count)
            : $"TFloat.StoreQuantized(TFloat.Multiply({value}, inverseScale), zeroPoint, low, high, {VectorLoop.At("output", at)});");
    }

    private static void WriteGrids(SourceWriter w, MapPrimitive map)
    {
        if (map.Grid is not null)
        {
            w.Line("var inverseScale = TFloat.Broadcast(grid->InverseScale);");
            w.Line("var (zeroPoint, low, high) = (grid->ZeroPoint, grid->Low, grid->High);");
        }

        for (var i = 0; i < map.Operands.Count; i++)
        {
            if (map.Operands[i] is not { Grid: not null, Addressing: Addressing.Full or Addressing.Column }) continue;
            w.Line($"var zero{Literal.Of(i)} = TFloat.Broadcast({GridName(i)}->ZeroPoint);");
            w.Line($"var scale{Literal.Of(i)} = TFloat.Broadcast({GridName(i)}->Scale);");
        }
    }

    private static void WriteBroadcast(SourceWriter w, MapPrimitive map, int i, string at)
    {
        var element = at == "0" ? $"*{Pointer(i)}" : $"{Pointer(i)}[{at}]";
        var value = map.Operands[i].Grid is null ? element : $"KernelMath.FromGrid({element}, {GridName(i)})";
        w.Line($"var x{Literal.Of(i)} = TFloat.Broadcast({value});");
    }
}
