using System.CommandLine;
using System.Text;
using CompressDsl.Core;

namespace CompressDsl.Build;

/// <summary><c>weights &lt;checkpoint&gt; &lt;text&gt;</c>: a checkpoint as text, for the generator.</summary>
internal static class WeightsCommand
{
    public static Command Create()
    {
        var checkpoint = new Argument<string>("checkpoint") { Description = "The .safetensors file." };
        var text = new Argument<string>("text") { Description = "The text file to write; left alone when it would not change." };
        var command = new Command("weights", "Checks that a checkpoint is readable and writes it as text.") { checkpoint, text };
        command.SetAction(p => BuildStep.Run(p.GetValue(checkpoint)!, () => Run(p.GetValue(checkpoint)!, p.GetValue(text)!)));
        return command;
    }

    private static void Run(string checkpointPath, string textPath)
    {
        var bytes = CheckpointFile.ReadBytes(checkpointPath);
        Checkpoint.Read(bytes);
        using var text = new MemoryStream();
        using (var writer = new StreamWriter(text, new UTF8Encoding(false), 1 << 16, leaveOpen: true)) WeightText.Write(bytes, writer);
        OutputFile.Write(textPath, text.ToArray());
    }
}
