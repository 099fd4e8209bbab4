namespace CompressDsl.Core;

/// <summary>
/// <c>function-table formula= input= output= layer=</c>: 256 bytes, for every place on the input's grid the place of the formula's value
/// on the output's grid. The formula is computed in double and rounded to float once, as a value is that is quantised.
/// </summary>
internal sealed class FunctionTablePacker : SectionPacker
{
    public const string Name = "function-table";

    public override string Kind => Name;

    public override PackedSection Pack(Section section, CompressionContext context)
    {
        var formula = Expr.Parse(section.Get("formula"));
        var input = context.Grid(section.Get("input"));
        var output = context.Grid(section.Get("output"));
        var table = new byte[ActivationGrid.Max + 1];
        for (var q = 0; q < table.Length; q++) table[q] = output.Quantize((float)formula.Evaluate(input.Dequantize(q)));
        return table;
    }
}
