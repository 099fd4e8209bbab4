using System.CommandLine;
using CompressDsl.Core;

namespace CompressDsl.Build;

/// <summary>
/// <c>sidecar &lt;order&gt; &lt;folder&gt;</c> as the generator orders it (see <see cref="Sidecar"/>), or
/// <c>sidecar &lt;recipe&gt; &lt;checkpoint&gt; &lt;output&gt;</c>: the packed model as a file of its own.
/// </summary>
internal static class SidecarCommand
{
    public static Command Create()
    {
        var recipe = new Argument<string>("recipe") { Description = "The .Sidecar.g.cs that the generator wrote, or the text of a recipe." };
        var source = new Argument<string>("source") { Description = "The folder for the packed file, or the checkpoint." };
        var output = new Argument<string?>("output") { Description = "The packed file to write.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("sidecar", "Writes the packed weights of a model that is too large for its assembly.") { recipe, source, output };
        command.SetAction(p => BuildStep.Run(p.GetValue(recipe)!, () => Run(p.GetValue(recipe)!, p.GetValue(source)!, p.GetValue(output))));
        return command;
    }

    private static void Run(string recipePath, string source, string? output)
    {
        var text = File.ReadAllText(recipePath);
        if (output is not null)
        {
            Pack(Recipe.Parse(text), StorageMode.Fast, source, output);
            return;
        }

        if (!Sidecar.IsSidecar(text)) throw new FormatException("The file orders no sidecar; for a plain recipe, name the packed file too");
        var order = Sidecar.Parse(text);
        var weights = order.Sources.Select(s => Path.Combine(source, s)).ToList();
        Pack(order.Recipe, order.Storage, weights.FirstOrDefault(File.Exists) ?? weights[^1], Path.Combine(source, order.Output));
    }

    private static void Pack(Recipe recipe, StorageMode storage, string checkpoint, string output) =>
        OutputFile.Write(output, Compressor.Compress(recipe, CheckpointFile.Read(checkpoint), storage).Bytes);
}
