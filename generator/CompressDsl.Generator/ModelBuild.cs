using CompressDsl.Core;
using CompressDsl.Generator.Emit;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;
using CompressDsl.Generator.Weights;

namespace CompressDsl.Generator;

/// <summary>Everything behind the front end for one model. Never throws: a failure is a problem of this model only.</summary>
internal static class ModelBuild
{
    public static ModelOutput Compile(ModelInput input)
    {
        var model = input.Declaration.Type.FullName;
        try
        {
            var compiled = Compile(input, model);
            return new ModelOutput(model, compiled.Files.Count > 0 ? compiled : WithoutCode(input, compiled.Problems));
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            var problem = Problem.Of(ProblemId.InternalError, null, model, $"{error.GetType().Name}: {error.Message}");
            return new ModelOutput(model, WithoutCode(input, new EquatableArray<Problem>(problem)));
        }
    }

    private static CompiledModel Compile(ModelInput input, string model)
    {
        if (input.Checkpoints.Count == 0) return ModelCompiler.Compile(input.Declaration, null);
        if (input.Checkpoints.Count > 1)
        {
            var files = string.Join(", ", input.Checkpoints.Select(c => c.Source));
            return WithoutWeights(input, Problem.Of(ProblemId.SeveralCheckpoints, null, model, files));
        }

        var weights = input.Checkpoints[0];
        try
        {
            return ModelCompiler.Compile(input.Declaration, WeightsDecoder.Decode(weights));
        }
        catch (CheckpointException error)
        {
            return WithoutWeights(input, Problem.Of(ProblemId.CheckpointUnreadable, null, model, weights.Source, error.Message));
        }
    }

    /// <summary>The full API all the same, so that the one problem is not followed by a hundred missing members.</summary>
    private static CompiledModel WithoutWeights(ModelInput input, Problem problem)
    {
        var compiled = ModelCompiler.Compile(input.Declaration, null);
        return compiled with { Problems = new EquatableArray<Problem>(compiled.Problems.Where(p => p.Id != ProblemId.NoCheckpoint).Append(problem)) };
    }

    private static CompiledModel WithoutCode(ModelInput input, EquatableArray<Problem> problems) =>
        new(new EquatableArray<GeneratedFile>(OutlineFile.Of(ModelOutline.Of(input.Declaration))), problems);
}
