using CompressDsl;

namespace Detector.Boxes;

/// <summary>From pixels to detections.</summary>
internal static class ShapeFinder
{
    /// <summary>Intersection over union from which on two detections are of one shape.</summary>
    private const float SameShape = 0.45f;

    private static readonly CellGrid[] Grids = [CellGrid.Small, CellGrid.Large];

    /// <summary>Runs a network whose outputs are kinds and boxes of the small and of the large cells, decodes and suppresses.</summary>
    /// <param name="model">The network.</param>
    /// <param name="pixels">As <see cref="Data.SceneData"/> packs them.</param>
    /// <param name="least">Smallest score of a detection, 0 to 1.</param>
    public static IReadOnlyList<Detection> Find(IModel model, ReadOnlySpan<float> pixels, float least)
    {
        var outputs = new float[model.Signature.OutputLength];
        model.Infer(pixels, outputs);
        var found = new List<Detection>();
        var rest = outputs.AsSpan();
        foreach (var grid in Grids)
        {
            var (kinds, boxes) = (grid.Count * CellGrid.Kinds, grid.Count * CellGrid.BoxLength);
            grid.Decode(rest[..kinds], rest.Slice(kinds, boxes), least, found);
            rest = rest[(kinds + boxes)..];
        }

        return NonMaximumSuppression.Keep(found, SameShape);
    }
}
