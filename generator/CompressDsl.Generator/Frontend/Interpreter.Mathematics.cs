using Microsoft.CodeAnalysis.Operations;

namespace CompressDsl.Generator.Frontend;

/// <content>Methods of <c>System.Math</c> and <c>MathF</c> on constants.</content>
internal sealed partial class Interpreter
{
    private Datum MathCall(IInvocationOperation call, Frame frame)
    {
        var values = new List<object>();
        foreach (var argument in call.Arguments)
        {
            if (Constant(argument.Value, frame, $"argument of {call.TargetMethod.Name}") is not { } value) return UnknownDatum.Instance;
            values.Add(value);
        }

        return Compute(call, () => Mathematics(call.TargetMethod.Name, values) is { } result
            ? ConstantArithmetic.Convert(result, call.Type!.SpecialType)
            : null);
    }

    private static object? Mathematics(string name, IReadOnlyList<object> values)
    {
        var x = values.Select(v => Convert.ToDouble(v, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        return (name, x.Length) switch
        {
            ("Sqrt", 1) => Math.Sqrt(x[0]),
            ("Exp", 1) => Math.Exp(x[0]),
            ("Log", 1) => Math.Log(x[0]),
            ("Log2", 1) => Math.Log(x[0], 2),
            ("Abs", 1) => Math.Abs(x[0]),
            ("Floor", 1) => Math.Floor(x[0]),
            ("Ceiling", 1) => Math.Ceiling(x[0]),
            ("Round", 1) => Math.Round(x[0]),
            ("Min", 2) => Math.Min(x[0], x[1]),
            ("Max", 2) => Math.Max(x[0], x[1]),
            ("Pow", 2) => Math.Pow(x[0], x[1]),
            ("Clamp", 3) => Math.Max(x[1], Math.Min(x[0], x[2])),
            _ => null,
        };
    }
}
