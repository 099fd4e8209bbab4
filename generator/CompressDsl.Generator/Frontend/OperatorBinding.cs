using System.Globalization;
using CompressDsl.Core;
using CompressDsl.Generator.Operators;
using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Frontend;

/// <summary>Sorts the arguments of a call into an operator's operands and settings, by parameter name.</summary>
internal sealed class OperatorBinding(OperatorDefinition definition, IReadOnlyList<KeyValuePair<IParameterSymbol, Datum>> arguments)
{
    /// <summary>Node ids of the operands; null when <paramref name="node"/> has none for one of them.</summary>
    public EquatableArray<int>? Operands(Func<Datum, int?> node)
    {
        var result = new List<int>();
        foreach (var argument in OperandArguments())
        {
            foreach (var value in argument.Value is SequenceDatum sequence ? sequence.Items : [argument.Value])
            {
                if (node(value) is not { } id) return null;
                result.Add(id);
            }
        }

        return new EquatableArray<int>(result);
    }

    /// <summary>Constants by setting name, defaults filled in; null when one is not a constant, which <paramref name="report"/> hears of.</summary>
    public IReadOnlyDictionary<string, object>? Settings(Action<string, string[]> report)
    {
        var result = new Dictionary<string, object>();
        foreach (var setting in definition.Settings)
        {
            var argument = arguments.FirstOrDefault(a => a.Key.Name == setting.Name);
            if (argument.Value is UnknownDatum) return null;
            if (argument.Value is not null)
            {
                if (Convert(argument.Value, setting.Type) is { } value)
                {
                    result[setting.Name] = value;
                    continue;
                }

                report(ProblemId.NotConstant, [setting.Name, $"setting of {definition.Name}"]);
                return null;
            }

            if (!setting.IsInferable && setting.Default is { } text) result[setting.Name] = Parse(text, setting.Type);
        }

        return result;
    }

    private IEnumerable<KeyValuePair<IParameterSymbol, Datum>> OperandArguments()
    {
        var operands = arguments.Where(a => definition.Settings.All(s => s.Name != a.Key.Name)).ToList();
        return operands.OrderBy(a => Position(a.Key));
    }

    private int Position(IParameterSymbol parameter)
    {
        var named = definition.Operands.TakeWhile(o => o.Name != parameter.Name).Count();
        return named < definition.Operands.Count ? named : parameter.Ordinal;
    }

    private static object? Convert(Datum value, Type type) => value switch
    {
        SequenceDatum sequence when type == typeof(int[]) =>
            sequence.Items.All(i => i is ConstantDatum { Value: int }) ? sequence.Items.Select(i => (int)((ConstantDatum)i).Value!).ToArray() : null,
        ConstantDatum { Value: IConvertible constant } when type != typeof(int[]) && constant is not string =>
            ConstantArithmetic.ChangeType(constant, type.IsEnum ? typeof(int) : type),
        _ => null,
    };

    /// <summary>A default as it is written in C#: <c>true</c>, <c>-1</c>, <c>1e-5</c>, <c>BagMode.Sum</c>.</summary>
    private static object Parse(string text, Type type)
    {
        if (type == typeof(int[])) return System.Array.Empty<int>();
        if (type == typeof(bool)) return bool.Parse(text);
        if (type.IsEnum) return System.Convert.ToInt32(Enum.Parse(type, text.Substring(text.LastIndexOf('.') + 1)), CultureInfo.InvariantCulture);
        var number = double.Parse(text.TrimEnd('f', 'd', 'F', 'D'), NumberStyles.Float, CultureInfo.InvariantCulture);
        return System.Convert.ChangeType(number, type, CultureInfo.InvariantCulture);
    }
}
