using CompressDsl.Core;
using CompressDsl.Generator.Diagnostics;
using CompressDsl.Generator.Emit;
using CompressDsl.Generator.Frontend;
using CompressDsl.Generator.Weights;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator;

/// <summary>The table of contents: every step from the user's class to the generated files.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ModelGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // Read: from here on there are records only, no symbols.
        var read = context.Readings().WithTrackingName(Steps.Read);
        var models = read.Select(static (reading, _) => reading.Declaration).WhereNotNull().Showing().WithTrackingName(Steps.Models);
        var spans = read.Select(static (reading, _) => reading.Spans).Collect().WithTrackingName(Steps.Spans);

        // Weights: the checkpoints of the project, each to its model.
        var weights = context.AdditionalTextsProvider.Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (file, cancellation) => WeightsFiles.Read(file.Left, file.Right, cancellation))
            .WhereNotNull().WithTrackingName(Steps.Weights);
        var inputs = models.Combine(weights.Collect())
            .Select(static (pair, _) => ModelInput.Match(pair.Left, pair.Right)).WithTrackingName(Steps.Inputs);

        // Compile and write.
        var compiled = inputs.Select(static (input, _) => ModelBuild.Compile(input)).WithTrackingName(Steps.Compile);
        var sidecars = compiled.Select(static (model, _) => (model.Model, model.Compiled.PackedBytes)).WithTrackingName(Steps.Sizes)
            .Collect().Select(static (sizes, _) => new EquatableArray<string>(EmbeddedWeights.Sidecars(sizes))).WithTrackingName(Steps.Sidecars);
        var placed = compiled.Combine(sidecars).Select(static (pair, _) => pair.Left.Place(pair.Right)).WithTrackingName(Steps.Place);
        context.RegisterSourceOutput(placed, static (output, model) => output.AddFiles(model.Compiled.Files));
        context.RegisterSourceOutput(models.Environments().WithTrackingName(Steps.Environments), static (output, all) => output.AddFiles(SharedFiles.Of(all)));

        // A model with errors keeps its members: the one mistake is not followed by a hundred missing names.
        var outlines = read.Select(static (reading, _) => reading.Outline).WhereNotNull().WithTrackingName(Steps.Outlines);
        context.RegisterSourceOutput(outlines, static (output, outline) => output.AddFile(OutlineFile.Of(outline)));

        // Report.
        context.ReportProblems(read.Select(static (reading, _) => reading.Problems).WithTrackingName(Steps.Problems));
        var behind = compiled.Select(static (model, _) => new ModelProblems(model.Model, model.Compiled.Problems)).Combine(spans);
        context.ReportProblems(behind.Select(static (pair, _) => ProblemReporting.Locate(pair.Left, pair.Right)));
        context.RegisterSourceOutput(weights.Combine(spans), static (output, pair) => output.ReportUnused(pair.Left, pair.Right));
        foreach (var attribute in KnownTypes.Checked) context.ReportProblems(context.CheckAttributes(attribute).WithTrackingName(Steps.Attributes));

        Export(context);
    }

    /// <summary>Blocks for the models of other projects: their source goes into the assembly.</summary>
    private static void Export(IncrementalGeneratorInitializationContext context)
    {
        var blocks = context.Blocks().WithTrackingName(Steps.Blocks);
        context.RegisterSourceOutput(
            blocks.SelectMany(static (block, _) => block.Sources).Collect(),
            static (output, sources) => output.AddFiles(sources.IsEmpty ? [] : [BlocksFile.Of(sources)]));
        context.ReportProblems(blocks.Select(static (block, _) => block.Problems));
    }
}
