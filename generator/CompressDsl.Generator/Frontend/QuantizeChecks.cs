using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Frontend;

/// <summary>Checks the settings of a <c>[Quantize]</c>: one by one, and whether they go together.</summary>
internal static class QuantizeChecks
{
    /// <summary>What is wrong; nothing for other attributes, which have none of the settings.</summary>
    public static IEnumerable<Problem> Of(AttributeData attribute, SourceSpan place)
    {
        static string Text(int number) => AttributeChecks.Text(number);
        var (bits, grid) = (AttributeReader.Argument(attribute, "Bits", 8), AttributeReader.Grid(attribute));
        var (size, activations) = (grid.GroupSize, AttributeReader.Argument(attribute, "ActivationBits", 8));
        if (!AttributeReader.IsBits(bits)) yield return Problem.At(ProblemId.BitsOutOfRange, place, Text(bits));
        if (!AttributeReader.IsGroupSize(size)) yield return Problem.At(ProblemId.GroupSizeOutOfRange, place, Text(size));
        if (grid.HasCodebook && AttributeReader.IsBits(bits) && !AttributeReader.IsCodebook(bits, size))
            yield return Problem.At(ProblemId.CodebookOutOfRange, place, size == 0 ? $"Bits = {Text(bits)}" : $"GroupSize = {Text(size)}");
        else if (AttributeReader.IsGroupSize(size) && grid.Conflict(bits) is var (one, other, why))
            yield return Problem.At(ProblemId.GridConflict, place, one, other, why);
        if (!AttributeReader.IsActivationBits(activations)) yield return Problem.At(ProblemId.ActivationBitsOutOfRange, place, Text(activations));
        else if (activations != 8 && AttributeReader.Argument(attribute, "Mode", 0) == (int)QuantizationMode.WeightOnly)
            yield return Problem.At(ProblemId.GridConflict, place, $"ActivationBits = {Text(activations)}", "Mode = QuantizationMode.WeightOnly", "activations are floats there");
    }
}
