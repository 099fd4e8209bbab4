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
            return model.Declaration.Environment.HasTraining && IsTrained(model.Declaration)
                ? [module, new GeneratedFile(model.Type.HintName + ".Torch.Training.g.cs", TorchTrainingFile.Print(model))]
                : [module];
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

    /// <summary>Floats of varying number, and several token inputs, have no rows in a batch of the training library.</summary>
    private static bool IsTrained(ModelDeclaration model) =>
        model.Graph.Inputs.Select(i => model.Graph[i].Type).All(t => t.Element == ElementType.Int32 || t.Shape.Named is null)
        && model.Graph.Inputs.Count(i => model.Graph[i].Type.Element == ElementType.Int32) <= 1
        && model.Graph.Outputs.All(o => model.Graph[o].Type.Shape.Named is null);
}
