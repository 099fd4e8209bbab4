using CompressDsl.Core;

namespace CompressDsl.Training.Tests.Teachers;

/// <summary>A function as a model.</summary>
internal sealed class FunctionModel(int inputs, int outputs, Func<float[], float[]> function, string name = "Function") : IModel
{
    private int calls;

    public int Calls => calls;

    public ModelSignature Signature { get; } = new(
        name, new EquatableArray<Port>(new Port("x", new[] { inputs }, false, false)), new EquatableArray<Port>(new Port("output", new[] { outputs }, false, false)));

    public void Infer(ModelInput input, Span<float> output)
    {
        Interlocked.Increment(ref calls);
        function(input.Floats.ToArray()).CopyTo(output);
    }
}
