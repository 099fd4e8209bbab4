namespace Detector.Boxes;

/// <summary>
/// How good a detector is: per kind, the area under precision over recall as the score's bar falls (Everingham et al. 2010, with all recall
/// levels), and the mean over the kinds.
/// </summary>
internal static class AveragePrecision
{
    /// <summary>The mean over all kinds that occur.</summary>
    /// <param name="pictures">What is there and what was found, per picture.</param>
    /// <param name="overlap">Intersection over union from which on a detection is right; every shape is found once.</param>
    public static double Mean(IReadOnlyList<(IReadOnlyList<Shape> There, IReadOnlyList<Detection> Found)> pictures, float overlap) =>
        Enum.GetValues<ShapeKind>().Where(k => pictures.Any(p => p.There.Any(s => s.Kind == k))).Average(k => OfKind(pictures, k, overlap));

    /// <summary>Of one kind.</summary>
    public static double OfKind(IReadOnlyList<(IReadOnlyList<Shape> There, IReadOnlyList<Detection> Found)> pictures, ShapeKind kind, float overlap)
    {
        var total = pictures.Sum(p => p.There.Count(s => s.Kind == kind));
        var judged = pictures.SelectMany(p => Judge(p.There, p.Found, kind, overlap)).OrderByDescending(j => j.Score).ToList();
        var points = new List<(double Recall, double Precision)>();
        var right = 0;
        for (var i = 0; i < judged.Count; i++)
        {
            right += judged[i].IsRight ? 1 : 0;
            points.Add(((double)right / total, (double)right / (i + 1)));
        }

        // The precision at a recall is the best at that or any higher one.
        var (area, best) = (0.0, 0.0);
        for (var i = points.Count - 1; i >= 0; i--)
        {
            best = Math.Max(best, points[i].Precision);
            area += best * (points[i].Recall - (i > 0 ? points[i - 1].Recall : 0));
        }

        return area;
    }

    private static IEnumerable<(float Score, bool IsRight)> Judge(IReadOnlyList<Shape> there, IReadOnlyList<Detection> found, ShapeKind kind, float overlap)
    {
        var open = there.Where(s => s.Kind == kind).ToList();
        foreach (var detection in found.Where(d => d.Kind == kind).OrderByDescending(d => d.Score))
        {
            var match = open.MaxBy(s => s.Box.Overlap(detection.Box));
            var isRight = match is not null && match.Box.Overlap(detection.Box) >= overlap;
            if (isRight) open.Remove(match!);
            yield return (detection.Score, isRight);
        }
    }
}
