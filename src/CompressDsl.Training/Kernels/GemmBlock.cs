namespace CompressDsl.Training.Kernels;

/// <summary>A block of B that is packed at once.</summary>
/// <param name="Depth0">First row of B.</param>
/// <param name="Depth">Rows.</param>
/// <param name="Column0">First column of B.</param>
/// <param name="Columns">Columns; the last panel is padded with zeros.</param>
/// <param name="Panel">Columns of a panel.</param>
internal readonly record struct GemmBlock(int Depth0, int Depth, int Column0, int Columns, int Panel);
