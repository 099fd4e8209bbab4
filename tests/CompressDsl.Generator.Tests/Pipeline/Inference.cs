using System.Runtime.Loader;
using CompressDsl.Core;
using CompressDsl.Generator.Tests.Frontend;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Tests.Pipeline;

/// <summary>Compiles sources with everything that is generated for them, loads the assembly and runs the model <c>Net</c>.</summary>
internal static class Inference
{
    /// <summary>The outputs of <c>Net</c> for a fixed sample.</summary>
    public static float[] Run(Checkpoint checkpoint, params string[] sources) => Run(checkpoint, Dsl.Compile(sources));

    /// <inheritdoc cref="Run(Checkpoint, string[])"/>
    public static float[] Run(Checkpoint checkpoint, Compilation compilation, params byte[][] libraries)
    {
        var context = new AssemblyLoadContext("Inference", isCollectible: true);
        foreach (var library in libraries) context.LoadFromStream(new MemoryStream(library));
        var assembly = context.LoadFromStream(new MemoryStream(Image(compilation)));
        var model = (IModel)assembly.GetType("Net", throwOnError: true)!.GetMethod("Load", [typeof(Checkpoint)])!.Invoke(null, [checkpoint])!;
        var input = Enumerable.Range(0, model.Signature.FloatLength).Select(i => MathF.Sin(i + 1)).ToArray();
        var output = new float[model.Signature.OutputLength];
        model.Infer((ReadOnlySpan<float>)input, output);
        return output;
    }

    /// <summary>The image of a compilation with everything that is generated for it; any error fails the test.</summary>
    public static byte[] Image(Compilation compilation)
    {
        Dsl.Driver().RunGeneratorsAndUpdateCompilation(compilation, out var output, out var diagnostics);
        Assert.Empty(diagnostics.Where(d => d.Id is not ("CDSL0400" or "CDSL0532")));
        using var image = new MemoryStream();
        var result = output.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return image.ToArray();
    }
}
