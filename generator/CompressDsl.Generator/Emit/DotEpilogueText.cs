using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>What a dot kernel does before its loops and with a finished sum.</summary>
internal static class DotEpilogueText
{
    public static void WriteSetup(SourceWriter w, DotPlan plan)
    {
        if (plan.IsStatic && plan.ActivationOffset is { } offset)
        {
            w.Line("// Biases for processors that multiply (activation - 128) stand behind the others.");
            w.Line($"bias += {offset} == 0 ? 0 : {Literal.Of(plan.PaddedOutputs)};");
        }

        if (plan.IsDynamic)
        {
            w.Line("// sum of (a - zeroPoint) * w = sum of a * w - zeroPoint * (sum of w)");
            w.Line($"var offset = {plan.ActivationOffset} - measured->ZeroPoint;");
        }

        if (plan.HasOffsets) WriteOffsets(w, plan);
        if (plan.IsCorrected)
        {
            w.Line("// All outputs share the activations: what depends on these alone is computed once, and what the dot products below leave out.");
            w.Line("var activations = input;");
            w.Line($"input = TDot.PrepareShared(activations, {Literal.Of(plan.Dot.Prepared!.Count)}, room);");
            w.Line($"var correction = TDot.Correction(activations, {Literal.Of(plan.PaddedInputs)});");
        }

        if (plan.Requantizes) w.Line("var (zeroPoint, low, high) = (grid->ZeroPoint, grid->Low, grid->High);");
        if (plan.Residual is not null) WriteResidual(w, plan);
        if (plan.IsStatic || plan.IsDynamic || plan.Requantizes) w.Line();
    }

    // Of float activations over windows the weights themselves are moved.
    private static void WriteOffsets(SourceWriter w, DotPlan plan)
    {
        if (!plan.IsInteger && plan.Window is not null) return;
        w.Line("// Weights are stored less an offset of their output: what that leaves out is the offset times the sum of the activations.");
        w.Line((plan.Window, plan.IsInteger) switch
        {
            (null, true) => $"var moved = WeightOffsets.Sum(input, {Literal.Of(plan.Dot.Inputs)}) - {plan.ZeroOfInputs};",
            (null, false) => $"var moved = TFloat.Broadcast(WeightOffsets.Sum(input, {Literal.Of(plan.Dot.Inputs)}));",
            ({ } window, _) =>
                $"WeightOffsets.SumWindows(input, new(new({Literal.Of(window.Rows)}, {Literal.Of(window.Columns)}, {Literal.Of(window.RowStep)}, {Literal.Of(window.PixelStep)}), "
                + $"new({Literal.Of(window.TapRows)}, {Literal.Of(window.TapColumns)}, {Literal.Of(window.TapRowStep)}, {Literal.Of(window.TapColumnStep)}), "
                + $"new({Literal.Of(window.UnitRows)}, {Literal.Of(window.UnitColumns)}, {Literal.Of(window.UnitRowStep)}, {Literal.Of(window.Unit)}), "
                + $"{Literal.Of(window.Run)}), {plan.ZeroOfInputs}, (int*)windowSums);",
        });
    }

    // Scales that lead to a grid at once have its step in them.
    private static void WriteResidual(SourceWriter w, DotPlan plan)
    {
        if (plan.Residual!.Grid is null)
        {
            if (plan.Requantizes) w.Line("var residualScale = TFloat.Broadcast(grid->InverseScale);");
            return;
        }

        w.Line("var residualZero = TFloat.Broadcast(residualGrid->ZeroPoint);");
        w.Line($"var residualScale = TFloat.Broadcast(residualGrid->Scale{(plan.Requantizes ? " * grid->InverseScale" : "")});");
    }

    /// <summary>Stores <paramref name="count"/> outputs of a group, whose scale and bias stand at the first place and whose result at the second.</summary>
    public static void WriteStore(SourceWriter w, DotPlan plan, string sum, (int Channel, int Output) at, string count)
    {
        var output = DotPlan.At(plan.Window is null ? "output" : "to", at.Output);
        var scale = DotPlan.At("scale", at.Channel);
        if (plan.Requantizes && plan.Residual is null)
        {
            w.Line(plan.Window is null || count == "16"
                ? $"TInt.StoreRequantized({sum}, {scale}, zeroPoint, low, high, {output});"
                : $"KernelMath.StoreRequantizedPartial({sum}, {scale}, (zeroPoint, low, high), {output}, {count});");
            return;
        }

        if (plan.StoresDirectly)
        {
            w.Line(count == "16" ? $"TInt.StoreScaled({sum}, {scale}, {output});" : $"TInt.StoreScaledPartial({sum}, {scale}, {output}, {count});");
            return;
        }

        var value = Value(plan, sum, at.Channel);
        if (plan.Residual is not null) value = $"TFloat.Add({value}, {Residual(plan, at.Output)})";
        if (plan.Requantizes)
        {
            w.Line(plan.Window is null || count == "16"
                ? $"TFloat.StoreQuantized({value}, zeroPoint, low, high, {output});"
                : $"KernelMath.StoreQuantizedPartial({value}, (zeroPoint, low, high), {output}, {count});");
            return;
        }

        value = Clamped(value, plan.Dot.Epilogue);
        w.Line(count == "16" ? $"TFloat.Store({value}, {output});" : $"TFloat.StorePartial({value}, {output}, {count});");
    }

    private static string Value(DotPlan plan, string sum, int offset)
    {
        var scale = DotPlan.At("scale", offset);
        var bias = DotPlan.At("bias", offset);
        if (plan.Dot.Groups is not null) return sum;
        return plan.Dot.Format switch
        {
            DotFormat.Float => sum,
            DotFormat.WeightOnlyInt8 when plan.HasOffsets && plan.Window is null =>
                $"TFloat.MultiplyAdd(TFloat.MultiplyAdd(TFloat.LoadSBytes({DotPlan.At("offsets", offset)}), moved, {sum}), TFloat.Load({scale}), TFloat.Load({bias}))",
            DotFormat.WeightOnlyInt8 => $"TFloat.MultiplyAdd({sum}, TFloat.Load({scale}), TFloat.Load({bias}))",
            _ when plan.IsStatic => $"KernelMath.Dequantize<TInt, TFloat>({sum}, {scale})",
            _ => $"KernelMath.Dequantize<TInt, TFloat>({sum}, {scale}, measured->Scale, {bias})",
        };
    }

    private static string Residual(DotPlan plan, int offset)
    {
        var address = DotPlan.At(plan.Window is null ? "residual" : "other", offset);
        if (plan.Residual!.Grid is not null) return $"KernelMath.FromGrid({address}, residualZero, residualScale)";
        return plan.Requantizes ? $"TFloat.Multiply(TFloat.Load({address}), residualScale)" : $"TFloat.Load({address})";
    }

    private static string Clamped(string value, DotEpilogue epilogue)
    {
        if (epilogue.Low is { } low) value = $"TFloat.Max({value}, TFloat.Broadcast({Literal.Of((float)low)}))";
        if (epilogue.High is { } high) value = $"TFloat.Min({value}, TFloat.Broadcast({Literal.Of((float)high)}))";
        return value;
    }
}
