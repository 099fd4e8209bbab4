using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>The recipes that Load hands to the compressor.</summary>
internal static class RecipeText
{
    public static void Write(SourceWriter w, ModelSource model)
    {
        WriteOne(w, model, model.Program, "");
        if (model.FloatProgram is { } floats) WriteOne(w.Line(), model, floats, "Float");
    }

    private static void WriteOne(SourceWriter w, ModelSource model, KernelProgram program, string kind)
    {
        var recipe = program.Recipe;
        w.Line($"private static {SourceFile.Runtime}PackedIdentity {kind}Identity => new({Literal.Of(model.Type.FullName)}, {Hex(recipe.PackedHash)}, {Literal.Of(recipe.Sections.Count)});");
        w.Line();
        w.Line($"{(kind.Length == 0 ? "internal" : "private")} static global::CompressDsl.Core.Recipe {kind}Recipe => global::CompressDsl.Core.Recipe.Parse({kind}RecipeText);");
        w.Line();
        w.Line($"private const string {kind}RecipeText = \"\"\"");
        foreach (var line in recipe.ToText().TrimEnd('\n').Split('\n')) w.Line("    " + line);
        w.Line("    \"\"\";");
    }

    public static string Hex(ulong value) => "0x" + value.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
}
