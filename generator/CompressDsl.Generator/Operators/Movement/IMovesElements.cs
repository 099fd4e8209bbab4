namespace CompressDsl.Generator.Operators;

/// <summary>
/// An operator whose result consists of elements of its operands and zeros: it commutes with putting them on a grid that has a zero, and
/// its kernels work on bytes as they do on floats.
/// </summary>
internal interface IMovesElements;
