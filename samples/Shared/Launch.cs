using System.CommandLine;
using CompressDsl.Core;
using CompressDsl.Training;

namespace CompressDsl.Samples;

/// <summary>How commands run: alone or as one of several processes, with errors in words.</summary>
internal static class Launch
{
    /// <summary>Has every process train some of the networks.</summary>
    public static Option<bool> Spread() => new("--spread")
    {
        Description = "Started by mpirun: every process trains some of the networks, alone, and the first one prints the tables.",
    };

    /// <summary>Takes networks without notes.</summary>
    public static Option<bool> Adopt() => new("--adopt")
    {
        Description = "Takes networks of the folder without a note of what they were trained with, or with one of an earlier version (*.settings), as "
            + "trained with the present settings, and writes the notes.",
    };

    /// <summary>Runs with the processes that mpirun started, or alone. One that fails does not wait for the others: mpirun ends them.</summary>
    public static int Together(bool isParallel, Func<Communicator?, int> action)
    {
        using var ranks = isParallel ? MpiCommunicator.Start() : null;
        try
        {
            return action(ranks);
        }
        catch
        {
            ranks?.Leave();
            throw;
        }
    }

    /// <summary>Says in words what a user can mend, instead of how the program came there.</summary>
    public static int Try(Func<int> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is FileNotFoundException or InvalidDataException or InvalidOperationException or DllNotFoundException or CheckpointException)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }
}
