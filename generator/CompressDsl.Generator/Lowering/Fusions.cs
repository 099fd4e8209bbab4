using CompressDsl.Core;
using CompressDsl.Generator.Compressing;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Lowering;

/// <summary>Joins kernels that follow each other; each rule answers null where it does not apply.</summary>
internal static class Fusions
{
    /// <summary>Longer formulas are not joined further: they would run out of registers.</summary>
    private const int LargestFormula = 32;

    private delegate Primitive? Rule(LoweredSteps steps, Primitive first, Primitive next);

    /// <summary>In order: what a dot product takes along is no map any more.</summary>
    private static readonly Rule[] Rules = [Residual, Clamp, Requantize, Maps, Quantize];

    public static LoweredSteps Apply(LoweredSteps steps)
    {
        foreach (var rule in Rules)
        {
            while (FindOne(steps, rule)) { }
        }

        return steps;
    }

    private static bool FindOne(LoweredSteps steps, Rule rule)
    {
        foreach (var first in steps.Steps)
        {
            if (steps.OnlyReader(first.Output) is not { } next || rule(steps, first, next) is not { } fused) continue;
            steps.Fuse(first, next, fused);
            return true;
        }

        return false;
    }

    /// <summary>A sum of a dot product and another value of the same shape.</summary>
    private static Primitive? Residual(LoweredSteps steps, Primitive first, Primitive next)
    {
        if (first is not DotPrimitive { Epilogue: { Kind: EpilogueKind.Float, Low: null, High: null, Residual: null } } dot) return null;
        if (next is not MapPrimitive { Operands: { Count: 2 } operands, Grid: null } map) return null;
        if (map.Formula != Expr.Input(0) + Expr.Input(1)) return null;
        var other = operands[operands[0].Buffer == dot.Output ? 1 : 0];
        if (operands.Any(o => o.Addressing != Addressing.Full) || other.Buffer is not { } buffer || buffer == dot.Output) return null;

        // The kernel reads whole vectors of it.
        if (steps.Buffers[buffer].Role != BufferRole.Scratch) return null;
        return dot with
        {
            Comment = $"{dot.Comment}, + {steps.Buffers[buffer].Name}",
            Output = map.Output,
            Epilogue = dot.Epilogue with { Residual = new DotResidual(buffer, other.Grid) },
        };
    }

    /// <summary>Relu or Relu6 behind a dot product.</summary>
    private static Primitive? Clamp(LoweredSteps steps, Primitive first, Primitive next)
    {
        if (first is not DotPrimitive { Epilogue: { Kind: EpilogueKind.Float, Low: null, High: null } } dot) return null;
        if (next is not MapPrimitive { Operands: { Count: 1 } operands, Grid: null } map) return null;
        if (operands[0].Addressing != Addressing.Full) return null;
        if (ClampFormula.Find(map.Formula) is not { } clamp) return null;
        return dot with
        {
            Comment = $"{dot.Comment}, {map.Comment}",
            Output = map.Output,
            Epilogue = dot.Epilogue with { Low = clamp.Low, High = clamp.High },
        };
    }

    /// <summary>A static grid behind an 8-bit dot product: sums go to the next layer's grid at once.</summary>
    private static Primitive? Requantize(LoweredSteps steps, Primitive first, Primitive next)
    {
        if (first is not DotPrimitive { Format: DotFormat.Int8 or DotFormat.Int8Blocks, Epilogue.Kind: EpilogueKind.Float, Groups: null } dot) return null;
        if (next is not QuantizePrimitive { Grid: { } grid }) return null;
        var settings = new List<Setting>(steps.Sections[grid].Settings);
        if (dot.Epilogue.Low is { } low) settings.Add(new Setting("low", Number(low)));
        if (dot.Epilogue.High is { } high) settings.Add(new Setting("high", Number(high)));
        var scale = steps.Sections[dot.Sections.Scale!];
        var output = new Setting("output", steps.Sections[grid].Get("activation"));
        return dot with
        {
            Comment = dot.Comment + ", 8-bit result",
            Output = next.Output,
            Sections = dot.Sections with { Scale = steps.Sections.Add(dot.Name + "OutputScale", scale.Kind, [.. scale.Settings, output]) },
            Epilogue = dot.Epilogue with { Kind = EpilogueKind.Requantize, OutputSection = steps.Sections.Add(dot.Name + "OutputGrid", "grid", [.. settings]) },
        };
    }

    /// <summary>Two elementwise kernels: the first one's formula goes into the second one's.</summary>
    private static Primitive? Maps(LoweredSteps steps, Primitive first, Primitive next)
    {
        if (first is not MapPrimitive inner || next is not MapPrimitive outer) return null;
        if (inner.Grid is not null || outer.Operands.Any(o => o.Buffer == inner.Output && o.Addressing != Addressing.Full)) return null;
        return MapFusion.Join(inner, outer) is { } joined && joined.Formula.ToString().Length <= LargestFormula * 8 ? joined : null;
    }

    /// <summary>A static grid behind an elementwise kernel.</summary>
    private static Primitive? Quantize(LoweredSteps steps, Primitive first, Primitive next) =>
        first is MapPrimitive { Grid: null } map && next is QuantizePrimitive { Grid: { } grid }
            ? map with { Comment = map.Comment + ", 8-bit result", Output = next.Output, Grid = grid }
            : null;

    private static string Number(double value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}
