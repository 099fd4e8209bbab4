using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Frontend;

/// <summary>A method group or lambda: what a delegate holds.</summary>
/// <param name="method">The method or lambda.</param>
/// <param name="body">A lambda's body; null for methods.</param>
/// <param name="receiver">The object of an instance method.</param>
/// <param name="captured">Where a lambda was written.</param>
internal sealed class FunctionDatum(IMethodSymbol method, IOperation? body, BlockDatum? receiver, Frame captured) : Datum
{
    public IMethodSymbol Method { get; } = method;

    public IOperation? Body { get; } = body;

    public BlockDatum? Receiver { get; } = receiver;

    public Frame Captured { get; } = captured;
}
