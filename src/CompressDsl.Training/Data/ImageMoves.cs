namespace CompressDsl.Training;

/// <summary>What <see cref="AugmentedImages"/> does to images.</summary>
/// <param name="Rows">Largest number of rows that an image is moved up or down.</param>
/// <param name="Columns">Largest number of columns that an image is moved to the left or right.</param>
/// <param name="Mirror">Whether every second image, at random, is mirrored left to right.</param>
public sealed record ImageMoves(int Rows, int Columns, bool Mirror = false);
