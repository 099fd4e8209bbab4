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
            return [new GeneratedFile(model.Type.HintName + ".Torch.g.cs", TorchModuleFile.Print(model))];
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
        return torch.Count == 0 ? [] : [new GeneratedFile("CompressDsl.TorchSharp.g.cs", TorchSharedFile.Text)];
    }
}
