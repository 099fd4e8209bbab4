using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Lowering;

/// <summary>Finds convolutions of few channels or few outputs that are faster with pixels in the lanes.</summary>
internal static class PixelLanes
{
    public static LoweredSteps Apply(LoweredSteps steps)
    {
        for (var i = 0; i < steps.Steps.Count; i++)
        {
            if (steps.Steps[i] is not DotPrimitive { Prepared: { } prepared } dot) continue;
            if (DotPixels.Of(dot, follow: steps.Buffers[dot.Output].View is null) is not { } pixels) continue;

            // Each processor needs one of the two rooms.
            var room = steps.Buffers[prepared.Buffer];
            steps.Buffers[room.Id] = room with { Shape = Shape.Of(Math.Max(room.Length, pixels.Bytes)) };
            steps.Steps[i] = dot with { Pixels = pixels };
        }

        return steps;
    }
}
