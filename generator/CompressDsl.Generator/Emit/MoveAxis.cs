using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Emit;

/// <summary>One loop of a strided copy.</summary>
internal sealed record MoveAxis(Dimension Extent, int Input, int Output)
{
    /// <summary>This axis and the next inner one as a single axis, or null where a side does not step evenly over both.</summary>
    public MoveAxis? Join(MoveAxis inner)
    {
        if (inner.Extent.IsNamed || Input != inner.Input * inner.Extent.Size || Output != inner.Output * inner.Extent.Size) return null;
        return inner with { Extent = Extent with { Size = Extent.Size * inner.Extent.Size } };
    }
}
