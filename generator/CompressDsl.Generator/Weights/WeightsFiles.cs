using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CompressDsl.Generator.Weights;

/// <summary>Finds the weight texts among the project's additional files.</summary>
internal static class WeightsFiles
{
    private const string ModelMetadata = "build_metadata.AdditionalFiles.CompressDslModel";
    private const string SourceMetadata = "build_metadata.AdditionalFiles.CompressDslSource";

    /// <summary>The weight text, or null when the file is something else.</summary>
    public static ModelWeights? Read(AdditionalText file, AnalyzerConfigOptionsProvider options, CancellationToken cancellation)
    {
        var metadata = options.GetOptions(file);
        if (!metadata.TryGetValue(ModelMetadata, out var model) || model.Length == 0 || file.GetText(cancellation) is not { } text) return null;
        metadata.TryGetValue(SourceMetadata, out var source);
        return new ModelWeights(model, string.IsNullOrEmpty(source) ? file.Path : source!, text);
    }
}
