using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Lowering;

/// <summary>Substitution of one elementwise kernel into another.</summary>
internal static class MapFusion
{
    /// <summary>Both as one kernel, or null where they run over different rows and columns.</summary>
    public static MapPrimitive? Join(MapPrimitive inner, MapPrimitive outer)
    {
        if (Aligned(inner, outer) is not { } pair) return null;
        (inner, outer) = pair;
        var operands = new List<MapOperand>();
        int Number(MapOperand operand)
        {
            if (!operands.Contains(operand)) operands.Add(operand);
            return operands.IndexOf(operand);
        }

        Expr Inner() => inner.Formula.Substitute(i => Expr.Input(Number(inner.Operands[i])));
        var formula = outer.Formula.Substitute(i =>
            outer.Operands[i].Buffer == inner.Output ? Inner() : Expr.Input(Number(outer.Operands[i])));
        return outer with
        {
            Comment = $"{inner.Comment}, {outer.Comment}",
            Operands = new EquatableArray<MapOperand>(operands),
            Formula = formula,
        };
    }

    private static (MapPrimitive Inner, MapPrimitive Outer)? Aligned(MapPrimitive inner, MapPrimitive outer)
    {
        if (inner.Rows == outer.Rows && inner.Columns == outer.Columns) return (inner, outer);
        if (inner.Rows.Size * inner.Columns != outer.Rows.Size * outer.Columns || inner.Rows.Name != outer.Rows.Name) return null;
        if (IsFlat(inner)) return (inner with { Rows = outer.Rows, Columns = outer.Columns }, outer);
        return IsFlat(outer) ? (inner, outer with { Rows = inner.Rows, Columns = inner.Columns }) : null;
    }

    private static bool IsFlat(MapPrimitive map) => map.Operands.All(o => o.Addressing is Addressing.Full or Addressing.Single);
}
