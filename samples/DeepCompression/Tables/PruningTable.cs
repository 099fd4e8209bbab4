using CompressDsl.Samples;
using CompressDsl.Training;
using DeepCompression.Runs;

namespace DeepCompression.Tables;

/// <summary>Error and speed of LeNet-300-100 for patterns, shares of zeros and schedules.</summary>
/// <param name="workshop">Trains the networks.</param>
internal sealed class PruningTable(Workshop workshop)
{
    private const int Epochs = 1;

    private static readonly (string Name, Func<DistillationOptions, DistillationOptions> Of)[] Schedules =
    [
        ("one-shot", o => o with { Pruning = PruneSchedule.OneShot }),
        ("cubic", o => o),
        ("regrowth", o => o with { Regrowth = Regrowth.Surgery, RegrowEnd = o.QuantizeStart }),
    ];

    /// <summary>Trains what is not there yet, and prints a line for every pattern and share.</summary>
    public void Run(int seeds, int? epochs)
    {
        var options = Families.Lenet300.Options with { Epochs = epochs ?? Epochs };
        var unpruned = workshop.InInt8(Families.Lenet300, options, seeds: 1);
        var rows = PrunedNetworks.All
            .SelectMany(p => PrunedNetworks.Shares.Zip(p.Variants, (share, v) => (p.Pattern, Share: share, Requests: Of(v, options, seeds)))).ToArray();
        if (!Request.Spread([unpruned, .. rows.SelectMany(r => r.Requests)], workshop.Folder)) return;
        var dense = workshop.Measure(unpruned).Microseconds;
        var table = new TextTable(["pattern", "zeros", .. Schedules.Select(s => "error, " + s.Name), "microseconds", $"times faster than dense ({dense:f1})"]);
        foreach (var (pattern, share, requests) in rows)
        {
            var cells = requests.Select(workshop.Measure).ToArray();
            table.Add([pattern, $"{share} %", .. cells.Select(c => c.ErrorText), $"{cells[1].Microseconds:f1}", $"{dense / cells[1].Microseconds:f1}"]);
        }

        table.Write(workshop.Folder.File("pruning.csv"));
    }

    private Request[] Of(Variant variant, DistillationOptions options, int seeds) =>
        [.. Schedules.Select(s => workshop.Trained(variant with { Name = $"{variant.Name}-{s.Name}" }, s.Of(options), seeds))];
}
