namespace CompressDsl.Core;

/// <summary>
/// <c>grid activation= [low=] [high=]</c>: { float scale; float inverseScale; int zeroPoint; int low; int high } padded to 64 bytes. The
/// settings low and high are clamps in real numbers (0 for a fused Relu, 6 for Relu6); packed are their places on the grid, its ends
/// where there is none.
/// </summary>
internal sealed class GridPacker : SectionPacker
{
    public override string Kind => "grid";

    public override PackedSection Pack(Section section, CompressionContext context)
    {
        var grid = context.Grid(section.Get("activation"));
        var packed = new byte[PackedHeader.Alignment];
        var floats = LittleEndian.Bytes([grid.Scale, grid.InverseScale]);
        Buffer.BlockCopy(floats, 0, packed, 0, floats.Length);
        LittleEndian.Put(packed, 8, grid.ZeroPoint);
        LittleEndian.Put(packed, 12, Clamp(section, "low", grid, 0));
        LittleEndian.Put(packed, 16, Clamp(section, "high", grid, grid.Highest));
        return packed;
    }

    private static int Clamp(Section section, string name, ActivationGrid grid, int none)
    {
        if (section.Find(name) is not { } text) return none;
        return InvariantText.TryParse(text, out double value) && !double.IsNaN(value)
            ? grid.Quantize((float)value)
            : throw new FormatException($"Section '{section.Name}': {name}={text} is not a number.");
    }
}
