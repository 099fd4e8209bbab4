namespace CompressDsl.Generator.Graph;

/// <summary>Operands do not fit an operator. The message is a clause in the user's words; the front end adds names and the place.</summary>
internal sealed class ShapeException(string message) : Exception(message)
{
}
