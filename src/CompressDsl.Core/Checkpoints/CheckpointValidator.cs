namespace CompressDsl.Core;

/// <summary>Whether a checkpoint fits a recipe.</summary>
public static class CheckpointValidator
{
    private const int ListedNames = 8;

    /// <summary>Tensors of common exports that no network reads.</summary>
    private static readonly string[] IgnoredEndings = [".num_batches_tracked"];

    /// <summary>What training adds beside a weight.</summary>
    private static readonly string[] WeightCompanions = [".mask", ".scale", ".codebook"];

    /// <summary>
    /// Checks schema, names, shapes, element types and values. Masks and scales beside the recipe's weights and ranges of any
    /// quantisation point are welcome; every other tensor that the recipe does not name is an error.
    /// </summary>
    /// <exception cref="CheckpointException">The first thing that does not fit, with the tensor's name.</exception>
    public static void Validate(Recipe recipe, Checkpoint checkpoint)
    {
        CheckSchema(checkpoint);
        var known = new HashSet<string>(recipe.Weights.Select(w => w.Key));
        foreach (var weight in recipe.Weights) CheckWeight(weight, checkpoint, known);
        foreach (var tensor in checkpoint.Tensors)
        {
            if (!IsWelcome(tensor.Name, known)) throw Unknown(tensor.Name, recipe);
        }
    }

    /// <summary>Refuses a checkpoint that was trained for another recipe, naming the differences.</summary>
    /// <remarks>A checkpoint that names no recipe (from elsewhere) is let through: it is compressed as the recipe says.</remarks>
    /// <exception cref="CheckpointException"><see cref="CheckpointProblem.OtherRecipe"/>.</exception>
    public static void RequireSameRecipe(Recipe recipe, Checkpoint checkpoint)
    {
        CheckSchema(checkpoint);
        if (checkpoint.RecipeText is not { } text) return;
        var differences = recipe.Differences(text);
        if (differences.Count == 0) return;
        throw new CheckpointException(
            CheckpointProblem.OtherRecipe,
            $"The checkpoint was trained for another recipe of {recipe.Model}: {string.Join("; ", differences)}. Train again, or rebuild with it beside the class.");
    }

    private static void CheckSchema(Checkpoint checkpoint)
    {
        if (!checkpoint.Metadata.TryGetValue(Checkpoint.SchemaKey, out var text)) return;
        var isNumber = InvariantText.TryParse(text, out int schema) && schema >= 1;
        if (isNumber && schema <= Checkpoint.Schema) return;
        throw new CheckpointException(
            CheckpointProblem.NewerSchema,
            $"The checkpoint has schema '{text}', this CompressDsl reads up to {Checkpoint.Schema}: update the package, or train again with this one.");
    }

    private static void CheckWeight(WeightRecipe weight, Checkpoint checkpoint, HashSet<string> known)
    {
        var shape = Text(weight.Shape);
        var tensor = checkpoint.Find(weight.Key) ?? throw new CheckpointException(
            CheckpointProblem.MissingTensor, $"Tensor '{weight.Key}' of shape {shape} is missing from the checkpoint{Others(checkpoint, known)}.", weight.Key);
        if (!tensor.Element.IsWeight())
        {
            throw new CheckpointException(
                CheckpointProblem.ElementType, $"Tensor '{weight.Key}' has the element type {tensor.Element}; weights are F32, F16 or BF16.", weight.Key);
        }

        if (tensor.Shape != weight.Shape)
        {
            throw new CheckpointException(
                CheckpointProblem.Shape, $"Tensor '{weight.Key}' has shape {Text(tensor.Shape)} in the checkpoint and {shape} in the network.", weight.Key);
        }

        FiniteCheck.Require(tensor);
    }

    private static bool IsWelcome(string name, HashSet<string> known) =>
        known.Contains(name)
        || name.EndsWith(".range", StringComparison.Ordinal)
        || IgnoredEndings.Any(e => name.EndsWith(e, StringComparison.Ordinal))
        || WeightCompanions.Any(e => name.EndsWith(e, StringComparison.Ordinal) && known.Contains(name.Substring(0, name.Length - e.Length)));

    private static CheckpointException Unknown(string name, Recipe recipe) => new(
        CheckpointProblem.UnknownTensor,
        $"Tensor '{name}' of the checkpoint belongs to no layer of {recipe.Model}; it has {List(recipe.Weights.Select(w => w.Key))}. "
        + "Rename the field, give it [Key], or remove the tensor.",
        name);

    /// <summary>What the checkpoint has instead of a missing tensor: the layer may only be called otherwise there.</summary>
    private static string Others(Checkpoint checkpoint, HashSet<string> known)
    {
        var others = checkpoint.Tensors.Select(t => t.Name).Where(n => !IsWelcome(n, known)).ToArray();
        return others.Length == 0 ? "" : $", which has {List(others)}: give the field its name there with [Key], or rename the tensor";
    }

    private static string List(IEnumerable<string> names)
    {
        var first = names.Take(ListedNames + 1).ToArray();
        return string.Join(", ", first.Take(ListedNames)) + (first.Length > ListedNames ? ", ..." : "");
    }

    private static string Text(EquatableArray<int> shape) => $"[{string.Join(", ", shape.Select(InvariantText.Of))}]";
}
