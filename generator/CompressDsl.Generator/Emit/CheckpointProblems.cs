using CompressDsl.Core;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>A checkpoint that does not fit, as a diagnostic that names the tensor.</summary>
internal static class CheckpointProblems
{
    public static Problem Of(CheckpointException e, Recipe recipe, Checkpoint checkpoint)
    {
        var tensor = e.Tensor ?? "?";
        Problem Make(string id, params string[] rest) => Problem.Of(id, e.Tensor, [recipe.Model, .. rest]);
        return e.Problem switch
        {
            CheckpointProblem.MissingTensor => Make(ProblemId.TensorMissing, tensor, Wanted(recipe, tensor)),
            CheckpointProblem.UnknownTensor => Make(ProblemId.TensorUnknown, tensor),
            CheckpointProblem.Shape => Make(ProblemId.TensorShape, tensor, Found(checkpoint, tensor), Wanted(recipe, tensor)),
            CheckpointProblem.ElementType => Make(ProblemId.TensorType, tensor, checkpoint.Find(tensor)?.Element.ToString() ?? e.Message),
            CheckpointProblem.Value => Make(ProblemId.TensorNotFinite, tensor, e.Message),
            CheckpointProblem.NewerSchema => Make(ProblemId.CheckpointNewer, checkpoint.Metadata[Checkpoint.SchemaKey]),
            CheckpointProblem.Overflow => Make(ProblemId.CannotCompile, e.Tensor ?? "the network", e.Message),
            CheckpointProblem.MissingRange => Make(ProblemId.RangesMissing, tensor),
            _ => Make(ProblemId.CheckpointUnreadable, "checkpoint", e.Message),
        };
    }

    private static string Wanted(Recipe recipe, string tensor) =>
        recipe.Weights.FirstOrDefault(w => w.Key == tensor) is { } weight ? Shape(weight.Shape) : "[]";

    private static string Found(Checkpoint checkpoint, string tensor) => checkpoint.Find(tensor) is { } found ? Shape(found.Shape) : "[]";

    private static string Shape(IEnumerable<int> sizes) => $"[{string.Join(", ", sizes.Select(Literal.Of))}]";
}
