namespace CompressDsl.Generator.Operators;

/// <summary>How an operator appears to the user.</summary>
internal enum SurfaceKind
{
    /// <summary>A layer type with parameters and a <c>Forward</c>: <c>new Linear(784, 300)</c>.</summary>
    Layer,

    /// <summary>A static method of <c>CompressDsl.Functional</c>: <c>Relu(x)</c>.</summary>
    Function,
}
