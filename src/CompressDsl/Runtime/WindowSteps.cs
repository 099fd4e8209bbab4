namespace CompressDsl.Runtime.V1;

/// <summary>Places in rows and columns of an image. Used by generated code.</summary>
/// <param name="Rows">Rows.</param>
/// <param name="Columns">Places of a row.</param>
/// <param name="RowStep">Elements from row to row.</param>
/// <param name="ColumnStep">Elements from place to place.</param>
public readonly record struct WindowSteps(int Rows, int Columns, int RowStep, int ColumnStep);
