using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>The inner loop of a dense dot kernel: sums <c>sum0</c>.. of one tile over all steps.</summary>
/// <param name="Steps">Steps of the inner dimension.</param>
/// <param name="InputStep">How far the input pointer moves per step.</param>
/// <param name="WeightStep">How far the weight pointer moves per group and step.</param>
/// <param name="Lanes">Lane type, <c>TInt</c> or <c>TFloat</c>.</param>
/// <param name="Operand">Text of the broadcast operand for an input address.</param>
/// <param name="Update">Text of the new sum from the sum, the operand and a weight address.</param>
internal sealed record DotInner(
    int Steps, int InputStep, int WeightStep, string Lanes, Func<string, string> Operand, Func<string, string, string, string> Update)
{
    /// <summary>Number of the activations that <c>input</c> holds as <c>PrepareShared</c> leaves them; null where it holds them as they are.</summary>
    public int? Shared { get; init; }

    /// <summary>Writes the loop for sums that are declared already; <c>weights</c> is moved behind the tile.</summary>
    public void Write(SourceWriter w, DotTile tile)
    {
        if (tile.IsStraight(Steps))
        {
            for (var step = 0; step < Steps; step++) WriteStep(w, tile, new DotStep(step % tile.Split, Literal.Of(step * InputStep), step));
            w.Line($"weights += {Literal.Of(Steps * tile.Groups * WeightStep)};");
            return;
        }

        var whole = Steps / tile.Split * tile.Split;
        var advance = tile.Split * InputStep == 1 ? "k++" : $"k += {Literal.Of(tile.Split * InputStep)}";
        using (w.Block($"for (var k = 0; k < {Literal.Of(whole * InputStep)}; {advance})"))
        {
            for (var split = 0; split < tile.Split; split++)
            {
                WriteStep(w, tile, new DotStep(split, split == 0 ? "k" : $"k + {Literal.Of(split * InputStep)}", split));
            }

            w.Line($"weights += {Literal.Of(tile.Split * tile.Groups * WeightStep)};");
        }

        w.Line();
        for (var step = whole; step < Steps; step++)
        {
            // Names of their own: the loop's are taken.
            WriteStep(w, tile, new DotStep(step % tile.Split, Literal.Of(step * InputStep), step - whole, "rest"));
        }

        if (whole < Steps) w.Line($"weights += {Literal.Of((Steps - whole) * tile.Groups * WeightStep)};");
    }

    /// <summary>Writes the sum over the accumulators of each group into its first one.</summary>
    public void WriteJoin(SourceWriter w, DotTile tile)
    {
        for (var half = tile.Split / 2; half > 0; half /= 2)
        {
            // A split of 3 leaves one accumulator over in the first round.
            if ((half * 2) + 1 == tile.Split) WriteAdd(w, tile, 0, half * 2);
            for (var split = 0; split < half; split++) WriteAdd(w, tile, split, split + half);
        }
    }

    private void WriteAdd(SourceWriter w, DotTile tile, int into, int from)
    {
        for (var group = 0; group < tile.Groups; group++)
        {
            var target = (into * tile.Groups) + group;
            w.Line($"sum{target} = {Lanes}.Add(sum{target}, sum{(from * tile.Groups) + group});");
        }
    }

    private void WriteStep(SourceWriter w, DotTile tile, DotStep step)
    {
        var operand = Shared is { } count
            ? $"TInt.BroadcastShared(input, {step.Offset}, {Literal.Of(count)})"
            : Operand(step.Offset == "0" ? "input" : $"input + {step.Offset}");
        if (tile.Groups > 1)
        {
            var name = step.Prefix + Literal.Of(step.Weights);
            w.Line($"var {name} = {operand};");
            operand = name;
        }

        for (var group = 0; group < tile.Groups; group++)
        {
            var sum = $"sum{Literal.Of((step.Split * tile.Groups) + group)}";
            var weight = ((step.Weights * tile.Groups) + group) * WeightStep;
            w.Line($"{sum} = {Update(sum, operand, weight == 0 ? "weights" : $"weights + {Literal.Of(weight)}")};");
        }
    }
}
