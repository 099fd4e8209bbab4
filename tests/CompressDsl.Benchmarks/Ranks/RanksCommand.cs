using CompressDsl.Benchmarks.Models;
using CompressDsl.Benchmarks.Timing;
using CompressDsl.Training;

namespace CompressDsl.Benchmarks.Ranks;

/// <summary><c>mpirun -n 2 ... -- ranks</c>: the training step on one rank and on all, and what more machines would reach.</summary>
internal static class RanksCommand
{
    private static readonly (string Name, Func<TrainingNetwork> Network, int BatchSize)[] Networks =
    [
        ("784-300-100-10, batch 512", TrainedLenet300.CreateTrainingNetwork, 512),
        ("ResNet-8, batch 128", ResNet8.CreateTrainingNetwork, 128),
    ];

    private static readonly int[] Machines = [2, 8, 64];

    /// <summary>Prints <c>name, ranks, step_ns, samples_ns, sums_ns, parameters_ns</c>, the link, and the projection.</summary>
    public static int Run()
    {
        using var ranks = MpiCommunicator.Start();
        var write = ranks.IsFirst ? Console.Out : TextWriter.Null;
        write.WriteLine(Machine.Describe());
        write.WriteLine("name\tranks\tstep_ns\tsamples_ns\tsums_ns\tparameters_ns");
        var alone = Networks.Select(n => Measure(write, n, null, ranks)).ToArray();
        if (ranks.Size == 1)
        {
            write.WriteLine("# one rank: start it with mpirun -n 2 to measure the link and to have the projection");
            return 0;
        }

        foreach (var network in Networks) Measure(write, network, ranks, ranks);
        var link = Link.Measure(ranks);
        write.WriteLine(FormattableString.Invariant($"link\t{ranks.Size}\tlatency {link.Latency:0} ns\tbandwidth {link.Bandwidth:0.00} bytes/ns"));
        foreach (var between in new[] { link, Link.TenGigabit }) Project(write, between, alone);
        return 0;
    }

    private static StepTimes Measure(TextWriter write, (string Name, Func<TrainingNetwork> Network, int BatchSize) of, Communicator? among, Communicator all)
    {
        all.Barrier();
        var times = StepTimes.Measure(of.Network(), of.BatchSize, among);
        write.WriteLine(FormattableString.Invariant(
            $"{of.Name}\t{among?.Size ?? 1}\t{times.Total:0}\t{times.Samples:0}\t{times.Sums:0}\t{times.Parameters:0}"));
        return times;
    }

    private static void Project(TextWriter write, Link link, StepTimes[] alone)
    {
        write.WriteLine($"projection over {link.Name}\tmachines\tspeed-up, sums hidden\tspeed-up, sums not hidden");
        for (var i = 0; i < Networks.Length; i++)
        {
            var bytes = sizeof(float) * (double)Networks[i].Network().Plan.ParameterFloats;
            foreach (var machines in Machines)
            {
                var (work, sums) = (alone[i].Samples / machines, link.AllReduce(machines, bytes));
                var hidden = alone[i].Total / (Math.Max(work, sums) + alone[i].Parameters);
                var open = alone[i].Total / (work + sums + alone[i].Parameters);
                write.WriteLine(FormattableString.Invariant($"{Networks[i].Name}\t{machines}\t{hidden:0.0}\t{open:0.0}"));
            }
        }
    }
}
