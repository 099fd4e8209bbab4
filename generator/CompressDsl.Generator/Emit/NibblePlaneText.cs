using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>The products of a group of inputs with nibbles: all of the weights, or the upper or lower halves of bytes.</summary>
/// <param name="Plan">The kernel.</param>
/// <param name="Tile">Its outputs.</param>
/// <param name="IsUpper">Whether these are nibbles of their own or upper halves, which are stored 8 too large.</param>
internal readonly record struct NibblePlaneText(DotPlan Plan, DotTile Tile, bool IsUpper)
{
    /// <summary>Inputs of one step.</summary>
    private const int Step = 8;

    private const int StepBytes = 64;

    // Upper nibbles are -8..7 less what starts undo, lower ones 0..15; activations are signed bytes.
    private const int Nibble = 16;
    private const int LargestActivation = 128;

    // IInt32Lanes.LargestExactSum of the library.
    private const int LargestExactSum = 1 << 16;

    private DotGroups Groups => Plan.Dot.Groups!;

    private int Pieces => Groups.Size / Groups.Piece;

    private bool HasOffsets => Plan.Dot.Sections.Offsets is not null && (Groups.IsNibble || !IsUpper);

    // Sums that are small enough take one operation less, for the same bits.
    private string AddScaled =>
        !HasOffsets && Groups.Size * (IsUpper ? Nibble / 2 : Nibble - 1) * LargestActivation <= LargestExactSum ? "AddScaledExactly" : "AddScaled";

    private string Advance => $"weights += {Literal.Of(Groups.Piece / Step * Tile.Groups * StepBytes)};";

    public void Write(SourceWriter w)
    {
        if (Pieces == 1) WriteWhole(w);
        else WritePieces(w);
        w.Line($"scale += {Literal.Of(GroupScales.Count(Tile))};");
        if (HasOffsets) w.Line($"offsets += {Literal.Of(Tile.Groups * DotTile.Lanes)};");
    }

    private void WriteWhole(SourceWriter w)
    {
        WritePiece(w, "group");
        for (var i = 0; i < Tile.Groups; i++) WriteTotal(w, i, Joined(i, "group"));
        w.Line(Advance);
    }

    private void WritePieces(SourceWriter w)
    {
        for (var i = 0; i < Tile.Groups; i++) w.Line($"var sum{Literal.Of(i)} = TInt.Zero;");
        using (w.Block($"for (var piece = 0; piece < {Literal.Of(Pieces)}; piece++)"))
        {
            var place = $"({Literal.Of(Pieces)} * group) + piece";
            WritePiece(w, $"({place})");
            for (var i = 0; i < Tile.Groups; i++)
            {
                var sum = $"sum{Literal.Of(i)}";
                w.Line($"{sum} = TInt.Add({sum}, {Joined(i, place)});");
            }

            w.Line($"at += {Literal.Of(Groups.Piece)};");
            w.Line(Advance);
        }

        for (var i = 0; i < Tile.Groups; i++) WriteTotal(w, i, $"sum{Literal.Of(i)}");
    }

    private void WritePiece(SourceWriter w, string place)
    {
        if (IsUpper) w.Line($"var start = TInt.StartNibbles(starts + {place});");
        for (var step = 0; step < Groups.Piece / Step; step++)
        {
            for (var i = 0; i < Tile.Groups; i++)
            {
                var part = $"part{Literal.Of(i)}";
                var (before, declare) = step == 0 ? (IsUpper ? "start" : "TInt.Zero", "var ") : (part, "");
                w.Line($"{declare}{part} = TInt.AddNibbles({before}, {DotPlan.At("at", step * Step)}, {DotPlan.At("weights", ((step * Tile.Groups) + i) * StepBytes)});");
            }
        }
    }

    private string Joined(int group, string place)
    {
        var joined = $"TInt.JoinNibbles(part{Literal.Of(group)})";
        return HasOffsets ? $"TInt.AddProducts({joined}, {DotPlan.At("offsets", group * DotTile.Lanes)}, starts[{place}].Whole / -8)" : joined;
    }

    private void WriteTotal(SourceWriter w, int group, string sum)
    {
        var total = $"total{Literal.Of(group)}";
        w.Line($"{total} = TInt.{AddScaled}({total}, {sum}, {GroupScales.At(group)});");
    }
}
