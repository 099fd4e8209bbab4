using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace CompressDsl.Generator.Tests.Pipeline;

/// <summary>A weight text as the build step hands it to the compiler: an additional file with metadata.</summary>
internal sealed class WeightsFile(string model, string text) : AdditionalText
{
    public override string Path => $"obj/CompressDsl/{model}.weights.txt";

    /// <summary>Metadata for any weight text: the model is in the file's name.</summary>
    public AnalyzerConfigOptionsProvider Options { get; } = new Provider();

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);

    private sealed class Provider : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values([]);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile)
        {
            var model = System.IO.Path.GetFileName(textFile.Path).Replace(".weights.txt", "");
            return new Values(new()
            {
                ["build_metadata.AdditionalFiles.CompressDslModel"] = model,
                ["build_metadata.AdditionalFiles.CompressDslSource"] = model + ".safetensors",
            });
        }
    }

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
