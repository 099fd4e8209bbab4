namespace CompressDsl.Training;

/// <summary>A lookup table among the parameters. Its gradient has values only in rows that a sample looked up.</summary>
/// <param name="Start">First float among all parameters.</param>
/// <param name="Rows">Token ids are 0 to <paramref name="Rows"/> - 1.</param>
/// <param name="Columns">Floats of a row.</param>
public readonly record struct TableRange(int Start, int Rows, int Columns)
{
    /// <summary>Floats of the table.</summary>
    public int Length => Rows * Columns;
}
