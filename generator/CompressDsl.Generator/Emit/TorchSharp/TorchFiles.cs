using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit.TorchSharp;

/// <summary>The files that a model gets when TorchSharp is referenced.</summary>
internal static class TorchFiles
{
    /// <summary>The module, and the loops that train on TorchSharp.</summary>
    /// <param name="model">The model.</param>
    /// <param name="problems">Gets an entry where the model has no counterpart in TorchSharp; there are no files then.</param>
    public static IReadOnlyList<GeneratedFile> Of(ModelSource model, List<Problem> problems)
    {
        if (!model.Declaration.Environment.HasTorchSharp) return [];
        try
        {
            var module = new GeneratedFile(model.Type.HintName + ".Torch.g.cs", TorchModuleFile.Print(model));
            if (!model.Declaration.Environment.HasTraining) return [module];
            if (Untrained(model.Declaration.Graph) is not var (edge, why))
                return [module, new GeneratedFile(model.Type.HintName + ".Torch.Training.g.cs", TorchTrainingFile.Print(model))];
            problems.Add(Problem.Of(ProblemId.NoTorchTraining, edge, model.Type.FullName, why));
            return [module];
        }
        catch (NotSupportedException e)
        {
            problems.Add(Problem.Of(ProblemId.NoTorchModule, null, model.Type.FullName, e.Message));
            return [];
        }
    }

    /// <summary>What the modules of a compilation share, once.</summary>
    /// <param name="models">What is known of every model that was read.</param>
    public static IReadOnlyList<GeneratedFile> Shared(IEnumerable<ModelEnvironment> models)
    {
        var torch = models.Where(m => m.HasTorchSharp).ToList();
        if (torch.Count == 0) return [];
        var shared = new GeneratedFile("CompressDsl.TorchSharp.g.cs", TorchSharedFile.Text);
        return torch.Any(m => m.HasTraining) ? [shared, new GeneratedFile("CompressDsl.TorchSharp.Training.g.cs", TorchTrainingSharedFile.Text)] : [shared];
    }

    /// <summary>The edge that has no rows in a batch of the training library, and why; null where every one has.</summary>
    private static (string Edge, string Why)? Untrained(ModelGraph graph)
    {
        var ids = 0;
        foreach (var input in graph.Inputs.Select(i => graph[i]))
        {
            if (input.Type.Element == ElementType.Int32 && ++ids > 1)
                return (input.Name, $"its input '{input.Name}' is a second one of token ids, and samples have one");
            if (input.Type.Element != ElementType.Int32 && input.Type.Shape.Named is not null)
                return (input.Name, $"its input '{input.Name}' has floats of varying number, and all samples of a batch have as many");
        }

        var output = graph.Outputs.Select(o => graph[o]).FirstOrDefault(o => o.Type.Shape.Named is not null);
        return output is null ? null : (output.Name, $"the length of its output '{output.Name}' varies, and the rows of a batch have one length");
    }
}
