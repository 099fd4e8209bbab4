using System.Diagnostics;
using CompressDsl.Training;

namespace CompressDsl.Samples;

/// <summary>A folder of trained networks: what is there is not trained again, and an interrupted training goes on.</summary>
/// <param name="path">The folder.</param>
internal sealed class NetworkFolder(string path)
{
    /// <summary>A file of the folder.</summary>
    public string File(string name) => Path.Combine(path, name);

    /// <summary>The checkpoint <paramref name="name"/>, trained now where it is not there.</summary>
    /// <typeparam name="TOptions">Of a training, or of a distillation.</typeparam>
    /// <param name="name">Of the network and all that it was trained with.</param>
    /// <param name="options">How it is trained; where it is written is added.</param>
    /// <param name="train">Trains it.</param>
    public string Take<TOptions>(string name, TOptions options, Action<TOptions, IProgress<TrainingProgress>> train)
        where TOptions : TrainingOptions
    {
        var checkpoint = File(name + ".safetensors");
        if (System.IO.File.Exists(checkpoint)) return checkpoint;
        Directory.CreateDirectory(path);
        using var progress = new ConsoleProgress(name);
        var clock = Stopwatch.StartNew();
        train((TOptions)(options with { Output = checkpoint, WorkingCheckpoint = File(name + ".training") }), progress);
        Console.Error.WriteLine($"{name}: {clock.Elapsed.TotalMinutes:f1} minutes");
        return checkpoint;
    }
}
