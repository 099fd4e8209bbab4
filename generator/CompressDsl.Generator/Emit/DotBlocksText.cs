using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>Dot kernels that visit only the 16x4 blocks of weights that are not zero.</summary>
internal static class DotBlocksText
{
    private const int Split = 2;

    public static void Write(SourceWriter w, DotPlan plan)
    {
        var groups = plan.PaddedOutputs / DotTile.Lanes;
        DotEpilogueText.WriteSetup(w, plan);
        WriteSections(w, plan);
        if (plan.Dot.Prepared is { } prepared) WritePrepare(w, prepared);
        w.Line();
        using (w.Block($"for (var group = 0; group < {Literal.Of(groups)}; group++)"))
        {
            w.Line("var blocks = first[group + 1] - first[group];");
            w.Line($"var sum0 = {plan.Start(0)};");
            for (var split = 1; split < Split; split++) w.Line($"var sum{Literal.Of(split)} = TInt.Zero;");
            if (plan.Dot.Prepared is not null) w.Line("var missing = 0;");
            WriteLoops(w, plan);
            var count = plan.CutsTail ? $"Math.Min(16, {Literal.Of(plan.Dot.Outputs)} - (group * 16))" : "16";
            DotEpilogueText.WriteStore(w, plan, "sum0", (0, 0), count);
            foreach (var pointer in plan.OutputPointers) w.Line($"{pointer} += 16;");
        }
    }

    /// <summary>The parts of the weights: <c>first</c>, <c>fours</c>, <c>block</c>.</summary>
    public static void WriteSections(SourceWriter w, DotPlan plan)
    {
        var groups = plan.PaddedOutputs / DotTile.Lanes;
        w.Line("// First block of every group of 16 outputs | inputs of every block, in fours | 16x4 blocks.");
        w.Line("var first = (int*)weights;");
        w.Line($"var fours = (ushort*)(weights + {Literal.Of((((groups + 1) * 4) + 63) / 64 * 64)});");
        w.Line($"var block = (sbyte*)(fours + ((first[{Literal.Of(groups)}] + 31) / 32 * 32));");
    }

    private static void WritePrepare(SourceWriter w, DotPreparation prepared)
    {
        w.Line("// Many blocks share the activations: what can be computed once is.");
        w.Line($"var prepared = TDot.Prepare(input, {Literal.Of(prepared.Count)}, room);");
    }

    // Fours in a loop, then two and one: every branch but the loop's is taken at most once.
    private static void WriteLoops(SourceWriter w, DotPlan plan)
    {
        using (w.Block($"for (; blocks >= {Literal.Of(2 * Split)}; blocks -= {Literal.Of(2 * Split)})")) WriteBlocks(w, plan, 2 * Split);
        using (w.Block("if ((blocks & 2) != 0)")) WriteBlocks(w, plan, 2);
        using (w.Block("if ((blocks & 1) != 0)")) WriteBlocks(w, plan, 1);
        w.Line("sum0 = TInt.Add(sum0, sum1);");
        if (plan.Dot.Prepared is not null) w.Line("sum0 = TDot.AddMissing(sum0, missing);");
    }

    // Two blocks go to a sum.
    private static void WriteBlocks(SourceWriter w, DotPlan plan, int count)
    {
        for (var i = 0; i < count; i += 2)
        {
            var sum = $"sum{Literal.Of(i / 2)}";
            if (plan.Dot.Prepared is null)
            {
                w.Line($"{sum} = {Plain(sum, i, count)};");
                continue;
            }

            var last = Math.Min(i + 1, count - 1);
            for (var four = i; four <= last; four++) w.Line($"nuint four{four} = fours[{four}];");
            w.Line($"{sum} = {Prepared(sum, i, count)};");
            for (var four = i; four <= last; four++) w.Line($"missing += TDot.Missing(prepared, four{four});");
        }

        w.Line($"fours += {Literal.Of(count)};");
        w.Line($"block += {Literal.Of(count * 64)};");
    }

    private static string Plain(string sum, int i, int count)
    {
        static string Operands(int i) => $"TDot.Broadcast(input + (4 * fours[{i}])), {DotPlan.At("block", i * 64)}";
        return count == 1 ? $"TDot.DotAdd({sum}, {Operands(i)})" : $"TDot.DotAddTwo({sum}, {Operands(i)}, {Operands(i + 1)})";
    }

    private static string Prepared(string sum, int i, int count) => count == 1
        ? $"TDot.DotAddPrepared({sum}, prepared, four{i}, block)"
        : $"TDot.DotAddPreparedTwo({sum}, prepared, four{i}, four{i + 1}, {DotPlan.At("block", i * 64)})";
}
