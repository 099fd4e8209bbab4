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

    /// <summary>Text of the new sum from the sum and two operands, each with its weight address; null where a sum takes one at a time.</summary>
    public Func<string, (string X, string At), (string X, string At), string>? UpdateTwo { get; init; }

    /// <summary>Updates of sums over all steps.</summary>
    public int Units => (Steps + Together - 1) / Together;

    /// <summary>Steps of one update.</summary>
    public int Together => UpdateTwo is null ? 1 : 2;

    /// <summary>Writes the loop for sums that are declared already; <c>weights</c> is moved behind the tile.</summary>
    public void Write(SourceWriter w, DotTile tile)
    {
        if (tile.IsStraight(Steps))
        {
            WriteSteps(w, tile, Steps, step => Literal.Of(step * InputStep));
            w.Line($"weights += {Literal.Of(Steps * tile.Groups * WeightStep)};");
            return;
        }

        var round = tile.Split * Together;
        var whole = Steps / round * round;
        var advance = round * InputStep == 1 ? "k++" : $"k += {Literal.Of(round * InputStep)}";
        using (w.Block($"for (nint k = 0; k < {Literal.Of(whole * InputStep)}; {advance})"))
        {
            WriteSteps(w, tile, round, step => step == 0 ? "k" : $"k + {Literal.Of(step * InputStep)}");
            w.Line($"weights += {Literal.Of(round * tile.Groups * WeightStep)};");
        }

        w.Line();

        // Names of their own: the loop's are taken.
        WriteSteps(w, tile, Steps - whole, step => Literal.Of((whole + step) * InputStep), "rest");
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

    private void WriteSteps(SourceWriter w, DotTile tile, int count, Func<int, string> offset, string prefix = "x")
    {
        for (var step = 0; step < count; step += Together)
        {
            var second = Together == 2 && step + 1 < count ? offset(step + 1) : null;
            WriteStep(w, tile, new DotStep(step / Together % tile.Split, offset(step), step, prefix) { Second = second });
        }
    }

    private void WriteStep(SourceWriter w, DotTile tile, DotStep step)
    {
        var operand = NamedOperand(w, tile, step, step.Offset);
        var second = step.Second is { } offset ? NamedOperand(w, tile, step with { Weights = step.Weights + 1 }, offset) : null;
        for (var group = 0; group < tile.Groups; group++)
        {
            var sum = $"sum{Literal.Of((step.Split * tile.Groups) + group)}";
            var weight = ((step.Weights * tile.Groups) + group) * WeightStep;
            var at = DotPlan.At("weights", weight);
            w.Line(second is null
                ? $"{sum} = {Update(sum, operand, at)};"
                : $"{sum} = {UpdateTwo!(sum, (operand, at), (second, DotPlan.At("weights", weight + (tile.Groups * WeightStep))))};");
        }
    }

    // Several groups share an operand.
    private string NamedOperand(SourceWriter w, DotTile tile, DotStep step, string offset)
    {
        var operand = Shared is { } count
            ? $"TDot.BroadcastShared(input, {offset}, {Literal.Of(count)})"
            : Operand(offset == "0" ? "input" : $"input + {offset}");
        if (tile.Groups == 1) return operand;
        var name = step.Prefix + Literal.Of(step.Weights);
        w.Line($"var {name} = {operand};");
        return name;
    }
}
