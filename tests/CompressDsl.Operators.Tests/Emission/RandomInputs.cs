using CompressDsl.Generator.Graph;

namespace CompressDsl.Operators.Tests.Emission;

/// <summary>Values for inputs of any type.</summary>
internal static class RandomInputs
{
    /// <summary>Values in [low, high); named axes have <paramref name="length"/> elements, at most their maximum.</summary>
    public static NumericArray Of(TensorType type, Random random, int length, double low = -4, double high = 4)
    {
        var sizes = type.Shape.Dimensions.Select(d => d.IsNamed ? Math.Min(d.Size, length) : d.Size).ToArray();
        return NumericArray.Fill(sizes, _ => type.Element == ElementType.Int32
            ? random.Next((int)Math.Max(0, low), (int)high)
            : (float)(low + ((high - low) * random.NextDouble())));
    }

    /// <summary>The inputs of one sample as a model takes them.</summary>
    public static void Infer(IModel model, IReadOnlyList<NumericArray> inputs, ModelGraph graph, float[] output)
    {
        bool IsTokens(int i) => graph[graph.Inputs[i]].Type.Element == ElementType.Int32;
        var floats = inputs.Where((_, i) => !IsTokens(i)).SelectMany(a => a.Data).Select(v => (float)v).ToArray();
        var tokens = inputs.Where((_, i) => IsTokens(i)).SelectMany(a => a.Data).Select(v => (int)v).ToArray();
        model.Infer(new ModelInput(floats, tokens), output);
    }
}
