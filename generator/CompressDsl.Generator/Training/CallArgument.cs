namespace CompressDsl.Generator.Training;

/// <summary>One argument of a <see cref="LibraryCall"/>.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Slot">The value, for <see cref="CallArgumentKind.Value"/>.</param>
/// <param name="Text">
/// The parameter's key, or C# text in which <c>{rows}</c> stands for the number of rows of the call.
/// </param>
/// <param name="IsWritten">Whether the call writes the value.</param>
internal sealed record CallArgument(CallArgumentKind Kind, int Slot, string Text, bool IsWritten)
{
    public static CallArgument Read(int slot) => new(CallArgumentKind.Value, slot, "", false);

    public static CallArgument Write(int slot) => new(CallArgumentKind.Value, slot, "", true);

    public static CallArgument Parameter(string key) => new(CallArgumentKind.Parameter, -1, key, false);

    public static CallArgument Gradient(string key) => new(CallArgumentKind.Gradient, -1, key, false);

    public static CallArgument Code(string text) => new(CallArgumentKind.Text, -1, text, false);
}
