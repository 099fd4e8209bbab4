using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>Sums, means and maxima along one axis, in one fixed order on every processor.</summary>
internal static class ReduceText
{
    public static KernelMethod Create(ReducePrimitive reduce, BufferTable buffers)
    {
        var arguments = new List<KernelArgument> { buffers.Pointer(reduce.Input, "input"), buffers.Pointer(reduce.Output, "output") };
        if (reduce.Grid is { } grid) arguments.Add(KernelArgument.OfSection("GridSection*", "grid", grid));
        arguments.AddRange(BufferTable.LengthsOf(reduce.Outer, reduce.Axis));
        Action<SourceWriter> body = reduce switch
        {
            { Inner: > 1 } => w => WriteDown(w, reduce, buffers),
            { Grid: not null } => w => WriteBytesAcross(w, reduce, buffers),
            _ => w => WriteAcross(w, reduce, buffers),
        };
        return new KernelMethod(reduce, new EquatableArray<KernelArgument>(arguments), body)
        {
            UsesFloats = reduce is { Inner: > 1 } or { Grid: null },
        };
    }

    // The axis is the last one, in bytes: whole numbers until the end.
    private static void WriteBytesAcross(SourceWriter w, ReducePrimitive reduce, BufferTable buffers)
    {
        var axis = buffers.Count(reduce.Axis);
        using (Rows(w, reduce, buffers))
        {
            var isMax = reduce.Kind == ReduceKind.Max;
            w.Line("var result = 0;");
            w.Line($"for (var i = 0; i < {axis}; i++) result {(isMax ? "= Math.Max(result, input[i])" : "+= input[i]")};");
            var value = isMax ? "KernelMath.FromGrid((byte)result, grid)" : $"(result - ({axis} * grid->ZeroPoint)) * grid->Scale";
            if (reduce.Kind == ReduceKind.Mean) value += $" / {axis}";
            w.Line($"{(IsSingle(reduce) ? "*output" : "output[row]")} = {Guarded(reduce, axis, value)};");
            if (!IsSingle(reduce)) w.Line($"input += {axis};");
        }
    }

    // The axis is the last one: lanes run along it and are combined at the end.
    private static void WriteAcross(SourceWriter w, ReducePrimitive reduce, BufferTable buffers)
    {
        var axis = buffers.Count(reduce.Axis);
        using (Rows(w, reduce, buffers))
        {
            w.Line($"var result = TFloat.Broadcast({Start(reduce)});");
            VectorLoop.Write(w, axis, padded: false, (at, count) => w.Line($"result = {Combine(reduce, VectorLoop.Load("input", at, count, Start(reduce)))};"));
            var result = reduce.Kind == ReduceKind.Max ? "TFloat.MaxAcross(result)" : "TFloat.SumAcross(result)";
            w.Line($"{(IsSingle(reduce) ? "*output" : "output[row]")} = {Guarded(reduce, axis, reduce.Kind == ReduceKind.Mean ? $"{result} / {axis}" : result)};");
            if (!IsSingle(reduce)) w.Line($"input += {axis};");
        }
    }

    // Other axes lie behind it: every lane adds its own column from top to bottom.
    private static void WriteDown(SourceWriter w, ReducePrimitive reduce, BufferTable buffers)
    {
        var axis = buffers.Count(reduce.Axis);
        var inner = Literal.Of(reduce.Inner);
        using (Rows(w, reduce, buffers))
        {
            VectorLoop.Write(w, inner, padded: false, (at, count) =>
            {
                using (w.Block())
                {
                    w.Line($"var result = TFloat.Broadcast({Start(reduce)});");
                    w.Line($"var column = {VectorLoop.At("input", at)};");
                    using (w.Block($"for (var a = 0; a < {axis}; a++, column += {inner})"))
                    {
                        var floats = VectorLoop.Load("column", "0", count, Start(reduce));
                        var operand = reduce.Grid is null ? floats : "TFloat.LoadBytes(column)";
                        w.Line($"result = {Combine(reduce, operand)};");
                    }

                    if (reduce.Grid is not null) WriteFromGrid(w, reduce, axis);

                    if (reduce.Kind == ReduceKind.Mean) w.Line($"result = TFloat.Divide(result, TFloat.Broadcast({Divisor(reduce, axis)}));");
                    if (reduce.Kind == ReduceKind.Max && reduce.Axis.IsNamed) w.Line($"if ({axis} == 0) result = TFloat.Broadcast(0);");
                    w.Line(VectorLoop.Store("result", "output", at, count));
                }
            });
            if (IsSingle(reduce)) return;
            w.Line($"input += {Literal.Of(reduce.Axis.Size * reduce.Inner)};");
            w.Line($"output += {inner};");
        }
    }

    private static void WriteFromGrid(SourceWriter w, ReducePrimitive reduce, string axis)
    {
        var zeros = reduce.Kind == ReduceKind.Max ? "grid->ZeroPoint" : $"{axis} * grid->ZeroPoint";
        w.Line($"result = TFloat.Multiply(TFloat.Subtract(result, TFloat.Broadcast({zeros})), TFloat.Broadcast(grid->Scale));");
    }

    private static bool IsSingle(ReducePrimitive reduce) => reduce.Outer == new Dimension(1);

    private static IDisposable? Rows(SourceWriter w, ReducePrimitive reduce, BufferTable buffers) =>
        IsSingle(reduce) ? null : w.Block($"for (var row = 0; row < {buffers.Count(reduce.Outer)}; row++)");

    private static string Start(ReducePrimitive reduce) => reduce.Kind == ReduceKind.Max ? "float.NegativeInfinity" : "0";

    private static string Combine(ReducePrimitive reduce, string value) =>
        $"TFloat.{(reduce.Kind == ReduceKind.Max ? "Max" : "Add")}(result, {value})";

    // Nothing to reduce gives 0.
    private static string Guarded(ReducePrimitive reduce, string axis, string value) =>
        reduce.Axis.IsNamed && reduce.Kind != ReduceKind.Sum ? $"{axis} == 0 ? 0 : {value}" : value;

    private static string Divisor(ReducePrimitive reduce, string axis) => reduce.Axis.IsNamed ? $"Math.Max(1, {axis})" : axis;
}
