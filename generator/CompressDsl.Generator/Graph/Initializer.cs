namespace CompressDsl.Generator.Graph;

/// <summary>How training starts a parameter; <paramref name="Scale"/> is the bound (Uniform), the deviation (Normal) or the value (Constant).</summary>
internal sealed record Initializer(InitializerKind Kind, double Scale)
{
    /// <summary>PyTorch's default for linear layers: uniform in +-1/sqrt(fanIn).</summary>
    public static Initializer FanIn(int fanIn) => new(InitializerKind.Uniform, 1 / Math.Sqrt(Math.Max(1, fanIn)));

    public static Initializer Normal(double deviation) => new(InitializerKind.Normal, deviation);

    public static Initializer Constant(double value) => new(InitializerKind.Constant, value);
}
