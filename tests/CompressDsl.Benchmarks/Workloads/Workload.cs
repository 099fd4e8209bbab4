namespace CompressDsl.Benchmarks.Workloads;

/// <summary>A network to time.</summary>
/// <param name="Name">Name of its rows.</param>
/// <param name="Network">Its weights.</param>
/// <param name="Load">Loads the compiled model from a checkpoint.</param>
internal sealed record Workload(string Name, INetwork Network, Func<string, CompiledNetwork> Load)
{
    /// <summary>The compiled model on the network's weights.</summary>
    public CompiledNetwork Compile()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        Network.ToCheckpoint().Save(file);
        try
        {
            return Load(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Answers one sample again and again.</summary>
    public Action<int> Repeat(Infer infer)
    {
        var input = Network.RandomInput();
        var output = new float[Network.Outputs];
        return repetitions =>
        {
            for (var i = 0; i < repetitions; i++)
            {
                infer(input, output);
            }
        };
    }
}
