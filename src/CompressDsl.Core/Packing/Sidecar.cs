using System.Text;

namespace CompressDsl.Core;

/// <summary>
/// An order to the build tool: pack the weights of a model by this recipe into a file. The generator writes it as comments of a source
/// file, because a generator may write nothing else.
/// </summary>
/// <param name="Output">Name of the packed file.</param>
/// <param name="Recipe">How to pack.</param>
/// <param name="Weights">
/// The checkpoint as safetensors or as <see cref="WeightText"/>, relative to the folder of the output; null for the text that the build
/// step wrote there for the model.
/// </param>
/// <param name="Storage">How the packed model is stored in the file.</param>
/// <example><code>
/// //! file Student.packed
/// //! model MyApp.Student
/// //! weight hidden.weight shape=...
/// </code></example>
public sealed record Sidecar(string Output, Recipe Recipe, string? Weights = null, StorageMode Storage = StorageMode.Fast)
{
    private const string Marker = "//! ";
    private const string WeightsWord = "weights ";
    private const string OutputWord = "file ";
    private const string StorageLine = "storage small";

    /// <summary>The files that may hold the weights, the likeliest first.</summary>
    public IEnumerable<string> Sources => Weights is not null
        ? [Weights]
        : [Recipe.Model + ".weights.txt", Recipe.Model.Substring(Recipe.Model.LastIndexOfAny(['.', '+']) + 1) + ".weights.txt"];

    /// <summary>The order as comment lines.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        text.Append(Marker).Append(OutputWord).Append(RecipeToken.EscapeLine(Output)).Append('\n');
        if (Weights is not null) text.Append(Marker).Append(WeightsWord).Append(RecipeToken.EscapeLine(Weights)).Append('\n');
        if (Storage == StorageMode.Small) text.Append(Marker).Append(StorageLine).Append('\n');
        foreach (var line in Recipe.ToText().TrimEnd('\n').Split('\n')) text.Append(Marker).Append(line).Append('\n');
        return text.ToString();
    }

    /// <summary>Whether <paramref name="text"/> holds an order.</summary>
    public static bool IsSidecar(string text) =>
        text.StartsWith(Marker, StringComparison.Ordinal) || text.IndexOf("\n" + Marker, StringComparison.Ordinal) >= 0;

    /// <summary>Reads an order; lines that do not start with <c>//! </c> are skipped.</summary>
    /// <exception cref="FormatException">The file is not named, or the recipe is not understood.</exception>
    public static Sidecar Parse(string text)
    {
        string? weights = null;
        string? output = null;
        var storage = StorageMode.Fast;
        var recipe = new StringBuilder();
        foreach (var raw in text.Split('\n'))
        {
            if (!raw.StartsWith(Marker, StringComparison.Ordinal)) continue;
            var line = raw.Substring(Marker.Length).TrimEnd('\r');
            if (line.StartsWith(WeightsWord, StringComparison.Ordinal)) weights = RecipeToken.Unescape(line.Substring(WeightsWord.Length));
            else if (line.StartsWith(OutputWord, StringComparison.Ordinal)) output = RecipeToken.Unescape(line.Substring(OutputWord.Length));
            else if (line == StorageLine) storage = StorageMode.Small;
            else recipe.Append(line).Append('\n');
        }

        return new Sidecar(
            output ?? throw new FormatException("The sidecar does not name its file."), Recipe.Parse(recipe.ToString()), weights, storage);
    }
}
