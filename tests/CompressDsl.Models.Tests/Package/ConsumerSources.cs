using System.Text;
using CompressDsl.Core;

namespace CompressDsl.Models.Tests.Package;

/// <summary>What a user outside the repository writes: a model class, a program, a checkpoint.</summary>
internal static class ConsumerSources
{
    public const int Inputs = 64;
    public const int Outputs = 10;

    /// <summary>A program that prints ten logits of a fixed input in round-trip form, one a line, and then the report.</summary>
    public static (string, byte[]) Program { get; } = ("Program.cs", Encoding.UTF8.GetBytes("""
        using System.Globalization;
        using Consumer;

        var input = new float[64];
        for (var i = 0; i < input.Length; i++) input[i] = MathF.Sin(i);
        var output = new float[10];
        try
        {
            Student.Infer(input, output);
            foreach (var logit in output) Console.WriteLine("logit " + logit.ToString("R", CultureInfo.InvariantCulture));
            Console.WriteLine(Student.Report);
        }
        catch (InvalidOperationException e)
        {
            Console.WriteLine("refused: " + e.Message);
        }
        """));

    /// <summary>The model class with <paramref name="attributes"/>.</summary>
    public static (string, byte[]) Model(string attributes, int hidden = 32) => ("Student.cs", Encoding.UTF8.GetBytes($$"""
        using CompressDsl;
        using static CompressDsl.Functional;

        namespace Consumer;

        {{attributes}}
        public sealed partial class Student
        {
            private readonly Linear hidden = new(64, {{hidden}});
            private readonly Linear head = new({{hidden}}, 10);

            private Value Forward([Input(64)] Value pixels) => head.Forward(Relu(hidden.Forward(pixels)));
        }
        """));

    /// <summary>Random weights for <see cref="Model"/>, as PyTorch would save them.</summary>
    public static Checkpoint Weights(int hidden = 32)
    {
        var random = new Random(7);
        CheckpointTensor Tensor(string name, int fanIn, params int[] shape) => CheckpointTensor.Of(
            name, shape, Enumerable.Range(0, shape.Aggregate((a, b) => a * b)).Select(_ => (float)((random.NextDouble() - 0.5) * 2 / Math.Sqrt(fanIn))).ToArray());
        return new Checkpoint(
        [
            Tensor("hidden.weight", Inputs, hidden, Inputs), Tensor("hidden.bias", Inputs, hidden),
            Tensor("head.weight", hidden, Outputs, hidden), Tensor("head.bias", hidden, Outputs),
        ]);
    }

    /// <summary>The logits that the float network gives for the program's input.</summary>
    public static double[] Expected(Checkpoint weights)
    {
        var input = Enumerable.Range(0, Inputs).Select(i => (double)MathF.Sin(i)).ToArray();
        var hidden = Linear(weights, "hidden", input).Select(v => Math.Max(v, 0)).ToArray();
        return Linear(weights, "head", hidden);
    }

    private static double[] Linear(Checkpoint weights, string name, double[] input)
    {
        var weight = weights[name + ".weight"].ToFloats();
        return weights[name + ".bias"].ToFloats()
            .Select((bias, n) => bias + Enumerable.Range(0, input.Length).Sum(k => input[k] * weight[(n * input.Length) + k]))
            .ToArray();
    }
}
