namespace Detector.Boxes;

/// <summary>Keeps one detection of each shape.</summary>
internal static class NonMaximumSuppression
{
    /// <summary>From the surest on, drops all detections of the same kind that overlap a kept one.</summary>
    /// <param name="found">In any order.</param>
    /// <param name="overlap">Intersection over union from which on two detections are of one shape.</param>
    /// <returns>The kept ones, the surest first.</returns>
    public static IReadOnlyList<Detection> Keep(IEnumerable<Detection> found, float overlap)
    {
        var kept = new List<Detection>();
        foreach (var candidate in found.OrderByDescending(d => d.Score))
        {
            if (!kept.Any(k => k.Kind == candidate.Kind && k.Box.Overlap(candidate.Box) >= overlap)) kept.Add(candidate);
        }

        return kept;
    }
}
