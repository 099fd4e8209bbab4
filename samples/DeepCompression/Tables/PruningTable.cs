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
        var dense = workshop.MeasureInt8(Families.Lenet300, options, seeds: 1).Microseconds;
        var table = new TextTable(["pattern", "zeros", .. Schedules.Select(s => "error, " + s.Name), "microseconds", $"times faster than dense ({dense:f1})"]);
        foreach (var (pattern, variants) in PrunedNetworks.All)
        {
            foreach (var (share, variant) in PrunedNetworks.Shares.Zip(variants))
            {
                var rows = Schedules.Select(s => workshop.Measure(variant with { Name = $"{variant.Name}-{s.Name}" }, s.Of(options), seeds)).ToArray();
                table.Add([pattern, $"{share} %", .. rows.Select(r => r.ErrorText), $"{rows[1].Microseconds:f1}", $"{dense / rows[1].Microseconds:f1}"]);
            }
        }

        table.Write(workshop.Folder.File("pruning.csv"));
    }
}
