using System.CommandLine;
using Detector.Boxes;
using Detector.Data;
using Detector.Drawing;

namespace Detector;

/// <summary><c>-- draw</c>: what the compiled student finds, as a picture.</summary>
internal static class DrawCommand
{
    private const int Columns = 4;
    private const int Rows = 3;
    private const float LeastScore = 0.5f;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var path = new Option<string>("--output") { Description = "The PNG to write.", DefaultValueFactory = _ => "detections.png" };
        var command = new Command("draw", "Writes test scenes with frames around what the compiled student finds.") { path };
        command.SetAction(arguments => Run(arguments.GetValue(path)!));
        return command;
    }

    private static int Run(string path)
    {
        var scenes = SceneData.Draw(DetectorSample.TestSeed, Columns * Rows);
        var sheet = new DetectionSheet(Columns, Rows);
        for (var i = 0; i < scenes.Scenes.Count; i++)
        {
            var found = ShapeFinder.Find(DetectorStudent.Default, scenes.PixelsOf(i), LeastScore);
            sheet.Draw(i, scenes.Scenes[i], found);
            foreach (var detection in found) Console.WriteLine($"scene {i}: {detection.Kind} {detection.Score:P0} at {detection.Box.X:F1}, {detection.Box.Y:F1}");
        }

        sheet.Save(path);
        Console.WriteLine(Path.GetFullPath(path));
        return 0;
    }
}
