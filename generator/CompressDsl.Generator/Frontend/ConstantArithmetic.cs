using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CompressDsl.Generator.Frontend;

/// <summary>C# arithmetic on constants that only the reader knows (constructor parameters, loop variables).</summary>
internal static class ConstantArithmetic
{
    /// <summary>left op right after the usual promotions; null when there is no such operator on these.</summary>
    /// <exception cref="ArithmeticException">Overflow or division by zero.</exception>
    public static object? Binary(BinaryOperatorKind kind, object? left, object? right)
    {
        if (kind is BinaryOperatorKind.Equals) return AreEqual(left, right);
        if (kind is BinaryOperatorKind.NotEquals) return !AreEqual(left, right);
        return (left, right) switch
        {
            (bool l, bool r) => Logic(kind, l, r),
            (string or char, string) or (string, char) => kind is BinaryOperatorKind.Add ? string.Concat(left, right) : null,
            (double or float, _) or (_, double or float) when IsNumber(left) && IsNumber(right) => Narrow(Real(kind, ToDouble(left!), ToDouble(right!)), left, right),
            _ when IsNumber(left) && IsNumber(right) => NarrowInteger(Integer(kind, ToLong(left!), ToLong(right!)), left, right),
            _ => null,
        };
    }

    public static object? Unary(UnaryOperatorKind kind, object? operand) => (kind, operand) switch
    {
        (UnaryOperatorKind.Not, bool value) => !value,
        (UnaryOperatorKind.Minus, int value) => checked(-value),
        (UnaryOperatorKind.Minus, long value) => checked(-value),
        (UnaryOperatorKind.Minus, float value) => -value,
        (UnaryOperatorKind.Minus, double value) => -value,
        (UnaryOperatorKind.BitwiseNegation, int value) => ~value,
        (UnaryOperatorKind.Plus, int or long or float or double) => operand,
        _ => null,
    };

    /// <summary>An explicit or implicit numeric conversion; null where there is none.</summary>
    /// <exception cref="ArithmeticException">The number does not fit.</exception>
    public static object? Convert(object? value, SpecialType type) => value is null ? null : type switch
    {
        SpecialType.System_Int32 when IsNumber(value) => ToInt(value),
        SpecialType.System_Int64 when IsNumber(value) => value is double or float ? checked((long)ToDouble(value)) : ToLong(value),
        SpecialType.System_Single when IsNumber(value) => (float)ToDouble(value),
        SpecialType.System_Double when IsNumber(value) => value is float single ? (double)single : ToDouble(value),
        SpecialType.System_Byte when IsNumber(value) => checked((byte)ToInt(value)),
        SpecialType.System_Int16 when IsNumber(value) => checked((short)ToInt(value)),
        SpecialType.System_UInt32 when IsNumber(value) => checked((uint)ToLong(value)),
        _ => value,
    };

    /// <summary>The constant as a setting's type, or null.</summary>
    public static object? ChangeType(object value, Type type)
    {
        if (type == typeof(bool)) return value as bool?;
        if (!IsNumber(value)) return null;
        return type == typeof(int) && value is not (double or float) ? ToInt(value) : type == typeof(double) ? ToDouble(value) : null;
    }

    private static bool AreEqual(object? left, object? right) =>
        IsNumber(left) && IsNumber(right) ? ToDouble(left!) == ToDouble(right!) : Equals(left, right);

    private static object? Logic(BinaryOperatorKind kind, bool left, bool right) => kind switch
    {
        BinaryOperatorKind.And or BinaryOperatorKind.ConditionalAnd => left & right,
        BinaryOperatorKind.Or or BinaryOperatorKind.ConditionalOr => left | right,
        BinaryOperatorKind.ExclusiveOr => left ^ right,
        _ => null,
    };

    private static object? Real(BinaryOperatorKind kind, double left, double right) => kind switch
    {
        BinaryOperatorKind.Add => left + right,
        BinaryOperatorKind.Subtract => left - right,
        BinaryOperatorKind.Multiply => left * right,
        BinaryOperatorKind.Divide => left / right,
        BinaryOperatorKind.Remainder => left % right,
        _ => Compare(kind, left.CompareTo(right)),
    };

    private static object? Integer(BinaryOperatorKind kind, long left, long right) => kind switch
    {
        BinaryOperatorKind.Add => checked(left + right),
        BinaryOperatorKind.Subtract => checked(left - right),
        BinaryOperatorKind.Multiply => checked(left * right),
        BinaryOperatorKind.Divide => left / right,
        BinaryOperatorKind.Remainder => left % right,
        BinaryOperatorKind.And => left & right,
        BinaryOperatorKind.Or => left | right,
        BinaryOperatorKind.ExclusiveOr => left ^ right,
        BinaryOperatorKind.LeftShift => left << (int)right,
        BinaryOperatorKind.RightShift => left >> (int)right,
        _ => Compare(kind, left.CompareTo(right)),
    };

    private static object? Compare(BinaryOperatorKind kind, int order) => kind switch
    {
        BinaryOperatorKind.LessThan => order < 0,
        BinaryOperatorKind.LessThanOrEqual => order <= 0,
        BinaryOperatorKind.GreaterThan => order > 0,
        BinaryOperatorKind.GreaterThanOrEqual => order >= 0,
        _ => null,
    };

    private static object? Narrow(object? result, object? left, object? right) =>
        result is double number && left is not double && right is not double ? (float)number : result;

    private static object? NarrowInteger(object? result, object? left, object? right) =>
        result is long number && left is not (long or uint) && right is not (long or uint) ? checked((int)number) : result;

    private static bool IsNumber(object? value) => value is int or long or double or float or byte or sbyte or short or ushort or uint or char;

    private static double ToDouble(object value) => value is char c ? c : System.Convert.ToDouble(value, CultureInfo.InvariantCulture);

    private static long ToLong(object value) => value is char c ? c : System.Convert.ToInt64(value, CultureInfo.InvariantCulture);

    private static int ToInt(object value) => value is double or float ? checked((int)ToDouble(value)) : checked((int)ToLong(value));
}
