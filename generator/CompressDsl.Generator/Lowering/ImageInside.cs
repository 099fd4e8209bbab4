using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Lowering;

/// <summary>An image whose rows move apart because it is put inside a larger one.</summary>
/// <param name="Buffer">The image.</param>
/// <param name="Image">Its shape <c>[height, width, channels]</c>.</param>
/// <param name="RowStep">New distance of its rows, in elements.</param>
internal sealed record ImageInside(int Buffer, Shape Image, int RowStep)
{
    private int Height => Image.Dimensions[0].Size;

    private int Row => Image.Elements / Height;

    /// <summary>A kernel that reads or writes the image, for the new distance; null where it needs the rows one behind the other.</summary>
    public Primitive? Rewrite(Primitive step) => step switch
    {
        DotPrimitive dot => Of(dot),
        MovePrimitive move => Of(move),
        PoolPrimitive pool when pool.Output == Buffer || pool.Image == Image => pool,
        PadPrimitive pad when pad.Input == Buffer && pad.Image == Image => pad,
        _ => null,
    };

    private Primitive? Of(DotPrimitive dot)
    {
        if (dot.Window is not { } window) return null;
        var isResult = dot.Output == Buffer || dot.Epilogue.Residual?.Buffer == Buffer;
        if (isResult && (window.Rows != Height || window.Columns * dot.Outputs != Row)) return null;
        if (dot.Input != Buffer) return dot;

        // A window that goes over the end of a row is one over a flattened image.
        var width = ((window.Columns - 1) * window.PixelStep) + ((window.TapColumns - 1) * window.TapColumnStep) + window.Run;
        if (width > Row || window.RowStep % Row != 0 || window.TapRowStep % Row != 0) return null;
        return dot with
        {
            Window = window with { RowStep = window.RowStep / Row * RowStep, TapRowStep = window.TapRowStep / Row * RowStep },
            Prepared = dot.Prepared is { } prepared ? prepared with { Count = DotPreparation.CountOf(((Height - 1) * RowStep) + Row) } : null,
        };
    }

    private MovePrimitive? Of(MovePrimitive move)
    {
        if (move.Input == Buffer && Strides(move.Extents, move.InputStrides, move.InputOffset) is { } reads)
            return move with { InputStrides = reads, InputOffset = Place(move.InputOffset) };
        if (move.Output == Buffer && Strides(move.Extents, move.OutputStrides, move.OutputOffset) is { } writes)
            return move with { OutputStrides = writes, OutputOffset = Place(move.OutputOffset) };
        return null;
    }

    private int Place(int offset) => (offset / Row * RowStep) + (offset % Row);

    /// <summary>Every axis goes from row to row or stays in one.</summary>
    private EquatableArray<int>? Strides(EquatableArray<Dimension> extents, EquatableArray<int> strides, int offset)
    {
        if (extents.Any(e => e.IsNamed)) return null;
        var reach = offset % Row;
        for (var i = 0; i < strides.Count; i++)
        {
            if (strides[i] % Row != 0) reach += (extents[i].Size - 1) * strides[i];
        }

        if (reach >= Row) return null;
        return new EquatableArray<int>(strides.Select(s => s % Row == 0 ? s / Row * RowStep : s));
    }
}
