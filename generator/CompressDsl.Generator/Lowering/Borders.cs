using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Lowering;

/// <summary>
/// Lets kernels write an image into the middle of the bordered one that a convolution reads, so that it is not copied there: what is left
/// of the padding is the border. Other readers take the image from the middle; where a kernel cannot, the image is copied.
/// </summary>
internal static class Borders
{
    public static LoweredSteps Apply(LoweredSteps steps)
    {
        foreach (var pad in steps.Steps.OfType<PadPrimitive>().ToList())
        {
            if (!pad.Window.IsSpread && steps.Steps.Contains(pad) && pad.Input is { } image) Lay(steps, pad, image);
        }

        return steps;
    }

    private static void Lay(LoweredSteps steps, PadPrimitive pad, int image)
    {
        var buffer = steps.Buffers[image];
        if (buffer.Role != BufferRole.Scratch || buffer.View is not null || buffer.Shape != pad.Image) return;
        var (bordered, channels) = (steps.Buffers[pad.Output], pad.Image.Columns);
        var start = (pad.Window.PadTop * bordered.RowLength) + (pad.Window.PadLeft * channels);
        var view = new ImageInside(image, pad.Image, bordered.RowLength);
        var touching = steps.Steps.Where(s => s != pad && (s.Output == image || s.Reads.Contains(image))).ToList();
        var moved = touching.Select(view.Rewrite).ToList();
        if (moved.Contains(null)) return;
        steps.Buffers[image] = buffer with { View = new BufferView(pad.Output, start, bordered.RowLength) };
        for (var i = 0; i < moved.Count; i++) steps.Steps[steps.Steps.IndexOf(touching[i])] = moved[i]!;
        foreach (var prepared in moved.OfType<DotPrimitive>().Where(d => d.Input == image).Select(d => d.Prepared).OfType<DotPreparation>())
        {
            var room = steps.Buffers[prepared.Buffer];
            steps.Buffers[prepared.Buffer] = room with { Shape = Shape.Of(DotPreparation.ImageBytes * prepared.Count) };
        }

        steps.Steps[steps.Steps.IndexOf(pad)] = pad with { Input = null, Comment = $"The border of {buffer.Name}, which lies in its place" };
        foreach (var same in moved.OfType<PadPrimitive>().Where(p => p.Input == image && p.Window.HasBorderOf(pad.Window)))
        {
            steps.Steps.Remove(same);
            for (var i = 0; i < steps.Steps.Count; i++) steps.Steps[i] = WithInput(steps.Steps[i], same.Output, pad.Output);
        }
    }

    // What reads a bordered image is the convolution that asked for the border.
    private static Primitive WithInput(Primitive step, int from, int to) =>
        step is DotPrimitive dot && dot.Input == from ? dot with { Input = to } : step;
}
