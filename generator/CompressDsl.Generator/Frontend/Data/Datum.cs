namespace CompressDsl.Generator.Frontend;

/// <summary>What an expression of the DSL is worth while it is read.</summary>
internal abstract class Datum
{
}
