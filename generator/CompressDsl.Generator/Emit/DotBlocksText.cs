using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>Dot kernels that visit only the 16x4 blocks of weights that are not zero.</summary>
internal static class DotBlocksText
{
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
            w.Line($"var sum = {plan.Start(0)};");
            if (plan.Dot.Prepared is not null) w.Line("var missing = 0;");
            WriteLoops(w, plan);
            var count = plan.CutsTail ? $"Math.Min(16, {Literal.Of(plan.Dot.Outputs)} - (group * 16))" : "16";
            DotEpilogueText.WriteStore(w, plan, "sum", (0, 0), count);
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

    // Two blocks at a time: a longer loop leaves more branches behind it than it saves.
    private static void WriteLoops(SourceWriter w, DotPlan plan)
    {
        using (w.Block("for (; blocks > 1; blocks -= 2)")) WriteBlocks(w, plan, 2);
        using (w.Block("if (blocks > 0)")) WriteBlocks(w, plan, 1);
        if (plan.Dot.Prepared is not null) w.Line("sum = TDot.AddMissing(sum, missing);");
    }

    private static void WriteBlocks(SourceWriter w, DotPlan plan, int count)
    {
        if (plan.Dot.Prepared is null)
        {
            w.Line($"sum = {Plain(count)};");
        }
        else
        {
            for (var four = 0; four < count; four++) w.Line($"nuint four{four} = fours[{four}];");
            w.Line($"sum = {Prepared(count)};");
            for (var four = 0; four < count; four++) w.Line($"missing += TDot.Missing(prepared, four{four});");
        }

        w.Line($"fours += {Literal.Of(count)};");
        w.Line($"block += {Literal.Of(count * 64)};");
    }

    private static string Plain(int count)
    {
        static string Operands(int i) => $"TDot.Broadcast(input + (4 * fours[{i}])), {DotPlan.At("block", i * 64)}";
        return count == 1 ? $"TDot.DotAdd(sum, {Operands(0)})" : $"TDot.DotAddTwo(sum, {Operands(0)}, {Operands(1)})";
    }

    private static string Prepared(int count) => count == 1
        ? "TDot.DotAddPrepared(sum, prepared, four0, block)"
        : "TDot.DotAddPreparedTwo(sum, prepared, four0, four1, block)";
}
