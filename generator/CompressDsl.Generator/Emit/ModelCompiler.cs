using CompressDsl.Core;
using CompressDsl.Generator.Compressing;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Lowering;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>From a declared model and its checkpoint to the inference sources: passes, lowering, packing, printing.</summary>
internal static class ModelCompiler
{
    /// <summary>Compiles a model.</summary>
    /// <param name="declaration">The class.</param>
    /// <param name="checkpoint">Its weights, or null: the full API is emitted all the same.</param>
    public static CompiledModel Compile(ModelDeclaration declaration, Checkpoint? checkpoint)
    {
        if (!declaration.Environment.AllowsUnsafe) return new CompiledModel(default, default);
        var problems = new List<Problem>();
        var model = declaration.Type.FullName;
        try
        {
            problems.AddRange(BinaryWeights.Pruned(declaration.Graph).Select(w => Problem.Of(ProblemId.BinaryPruned, w.Substring(0, w.LastIndexOf('.')), w)));
            if (problems.Count > 0) return new CompiledModel(default, new EquatableArray<Problem>(problems));
            var asked = Training.TrainingFiles.RecipeOf(model, Passes.Compress(declaration.Graph));
            var kept = KeptChannels.Of(declaration.Graph, asked, checkpoint);
            var graph = CountedBlocks.Apply(Passes.Compress(declaration.Graph, key => HasRange(checkpoint, key), kept), asked, checkpoint);
            var program = Lowerer.Lower(graph, model, declaration.Graph);
            var floats = Lowerer.Lower(Passes.InFloat(declaration.Graph, kept), model, declaration.Graph);
            AddCheckpointProblems(asked, program, checkpoint, problems);
            problems.AddRange(FloatOperators.Of(declaration.Graph, graph).Select(p => Problem.Of(ProblemId.RunsInFloat, p.Node.Name, p.Node.Name, p.Why)));
            problems.AddRange(ChannelRemoval.Refused(declaration.Graph).Select(w => OfWeight(ProblemId.ChannelsStay, w)));
            problems.AddRange(WeightGroups.Refused(declaration.Graph).Select(w => Problem.Of(ProblemId.OneScale, w.Weight.Substring(0, w.Weight.LastIndexOf('.')), w.Weight, Literal.Of(w.Size), w.Why)));
            problems.AddRange(AsymmetricWeights.Refused(declaration.Graph).Select(w => OfWeight(ProblemId.SymmetricGrid, w)));
            problems.AddRange(WideActivations.Of(declaration.Graph).Select(w => Problem.Of(ProblemId.FloatActivations, w.Substring(0, w.LastIndexOf('.')), w)));
            problems.AddRange(ComputedZeros.Of(graph, program, declaration.Storage).Select(w => OfWeight(ProblemId.ZerosComputed, w)));
            problems.AddRange(SlowGrids.Of(program.Recipe).Select(w => OfWeight(ProblemId.SlowGrid, w)));
            var weights = Pack(program.Recipe, checkpoint, declaration.Storage, problems);
            var quantizes = program.Recipe.Weights.Any(w => w.IsQuantized) || program.Recipe.Activations.Count > 0;
            var source = new ModelSource(declaration, program, quantizes ? floats : null, weights);
            var files = Files(source).Concat(TorchSharp.TorchFiles.Of(source, problems)).ToList();
            return new CompiledModel(new EquatableArray<GeneratedFile>(files), new EquatableArray<Problem>(problems))
            {
                PackedBytes = weights?.Bytes.Length ?? 0,
                Sidecar = new EquatableArray<GeneratedFile>(weights is null ? [] : SidecarFiles(source)),
            };
        }
        catch (NotSupportedException e)
        {
            problems.Add(Problem.Of(ProblemId.CannotCompile, null, model, declaration.Graph.Name, e.Message));
            return new CompiledModel(default, new EquatableArray<Problem>(problems));
        }
    }

    private static Problem OfWeight(string id, (string Weight, string Why) found) =>
        Problem.Of(id, found.Weight.Substring(0, found.Weight.LastIndexOf('.')), found.Weight, found.Why);

    private static IEnumerable<GeneratedFile> Files(ModelSource source)
    {
        GeneratedFile File(string kind, string text) => FileOf(source, kind, text);
        yield return File("Inference", InferenceFile.Print(source));
        yield return File("Kernels", new KernelsFile(source, source.Program, "Compiled").Print());
        if (source.FloatProgram is { } floats) yield return File("Float", new KernelsFile(source, floats, "Float").Print());
        if (source.Weights is { } packed && packed.Bytes.Length <= EmbeddedWeights.Limit) yield return File("Weights", WeightsFile.Print(source, sidecar: false));
        yield return File("Report", ReportFile.Print(source));
        if (!source.Declaration.Environment.HasTraining) yield break;
        foreach (var file in Training.TrainingFiles.Of(source)) yield return file;
    }

    /// <summary>What takes the place of the embedded weights where the assembly has no room for them.</summary>
    private static IEnumerable<GeneratedFile> SidecarFiles(ModelSource source) =>
    [
        FileOf(source, "Weights", WeightsFile.Print(source, sidecar: true)),
        FileOf(source, "Sidecar", ReportFile.PrintSidecar(source)),
    ];

    private static GeneratedFile FileOf(ModelSource source, string kind, string text) => new($"{source.Type.HintName}.{kind}.g.cs", text);

    private static bool HasRange(Checkpoint? checkpoint, string key) => checkpoint is null || checkpoint.Find(key + ".range") is not null;

    private static void AddCheckpointProblems(Recipe asked, KernelProgram program, Checkpoint? checkpoint, List<Problem> problems)
    {
        foreach (var point in program.Recipe.Activations.Where(a => a.Mode == QuantizationMode.Dynamic))
        {
            if (asked.Activations.Any(a => a.Key == point.Key && a.Mode == QuantizationMode.Static))
                problems.Add(Problem.Of(ProblemId.RangesMissing, point.Key, asked.Model, point.Key));
        }

        if (checkpoint?.RecipeText is not { } trained || asked.Differences(trained) is not { Count: > 0 } differences) return;
        var more = differences.Count == 1 ? "" : $" (and {Literal.Of(differences.Count - 1)} more)";
        problems.Add(Problem.Of(ProblemId.OtherRecipe, null, asked.Model, differences[0] + more));
    }

    private static CompressedModel? Pack(Recipe recipe, Checkpoint? checkpoint, StorageMode storage, List<Problem> problems)
    {
        if (checkpoint is null)
        {
            problems.Add(Problem.Of(ProblemId.NoCheckpoint, null, recipe.Model));
            return null;
        }

        try
        {
            problems.AddRange(MissingMasks.Of(recipe, checkpoint));
            return Compressor.Compress(recipe, checkpoint, storage);
        }
        catch (CheckpointException e)
        {
            problems.Add(CheckpointProblems.Of(e, recipe, checkpoint));
            return null;
        }
    }
}
