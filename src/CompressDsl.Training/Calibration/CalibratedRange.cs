namespace CompressDsl.Training;

/// <summary>The range chosen for one activation.</summary>
/// <param name="Key">The quantisation point, e.g. <c>hidden.input</c>.</param>
/// <param name="Seen">Smallest and largest value that came.</param>
/// <param name="Chosen">The range of the grid, before it is widened to contain 0.</param>
/// <param name="Clipped">Share of the values outside the chosen range, 0 to 1; to the width of a bin of the histogram.</param>
public sealed record CalibratedRange(string Key, ValueRange Seen, ValueRange Chosen, double Clipped);
