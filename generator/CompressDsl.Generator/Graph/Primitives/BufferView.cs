namespace CompressDsl.Generator.Graph;

/// <summary>Where an image <c>[height, width, channels]</c> lies inside a larger one. All sizes are in elements.</summary>
/// <param name="Buffer">The buffer that it lies in.</param>
/// <param name="Start">Its first element there.</param>
/// <param name="RowStep">From row to row.</param>
internal sealed record BufferView(int Buffer, int Start, int RowStep);
