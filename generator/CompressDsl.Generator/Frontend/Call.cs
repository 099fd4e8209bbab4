using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Frontend;

/// <summary>A call that is about to be inlined.</summary>
/// <param name="Target">The method that runs, after dispatch.</param>
/// <param name="Self">The object it runs on.</param>
/// <param name="Arguments">Values by parameter.</param>
/// <param name="Place">The call in the source.</param>
internal sealed record Call(IMethodSymbol Target, BlockDatum? Self, IReadOnlyList<KeyValuePair<IParameterSymbol, Datum>> Arguments, SyntaxNode Place);
