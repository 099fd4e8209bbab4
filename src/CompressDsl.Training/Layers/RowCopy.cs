namespace CompressDsl.Training;

/// <summary>Sizes of a copy of some columns of a wider matrix.</summary>
/// <param name="Rows">Number of rows.</param>
/// <param name="Stride">Columns of the wider matrix.</param>
/// <param name="Columns">Columns that are copied.</param>
public readonly record struct RowCopy(int Rows, int Stride, int Columns);
