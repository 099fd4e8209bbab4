using System.Globalization;
using CompressDsl.Models.Tests.Killed;
using CompressDsl.Samples;
using CompressDsl.Training;

namespace CompressDsl.Models.Tests.Kept;

/// <summary>What every process of <see cref="SpreadTests"/> does: <c>mpirun -n 2 dotnet CompressDsl.Models.Tests.dll folder dieAfter</c>.</summary>
internal static class SpreadProgram
{
    /// <summary>Takes its part of the networks; the last rank is killed after so many samples, unless that is 0.</summary>
    public static int Run(string[] args)
    {
        using var ranks = MpiCommunicator.Start();
        var dieAfter = ranks.Rank == ranks.Size - 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 0;
        var samples = new SlowSamples(KilledProgram.Data, dieAfter);
        var networks = new SpreadNetworks(
            new NetworkFolder(args[0], ranks: ranks), samples,
            name => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"rank {ranks.Rank} trains {name}.")));
        foreach (var name in networks.Run().Keys) Console.WriteLine($"{name} is read.");
        return 0;
    }
}
