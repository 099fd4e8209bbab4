namespace CompressDsl.Training;

/// <summary>Refuses options out of range.</summary>
internal static class OptionCheck
{
    /// <summary>Throws unless <paramref name="holds"/>; NaN never holds.</summary>
    public static void That(bool holds, string option, object value, string range)
    {
        if (!holds) throw new ArgumentException(FormattableString.Invariant($"{option} is {value}; it must be {range}."));
    }
}
