using CompressDsl.Samples;
using DeepCompression.Runs;

namespace DeepCompression.Tables;

/// <summary>What zeros, levels and the teacher do to LeNet-300-100, alone and together.</summary>
/// <param name="workshop">Trains the networks.</param>
internal sealed class AblationTable(Workshop workshop)
{
    private const int Epochs = 5;

    /// <summary>Trains what is not there yet, and prints a line for every compression.</summary>
    public void Run(int seeds, int? epochs)
    {
        var options = Families.Lenet300.Options with { Epochs = epochs ?? Epochs };
        var rows = Ablations.All.Select(a => (
            a.Compression,
            Alone: workshop.Trained(a.Variant with { Name = a.Variant.Name + "-alone", Distil = null }, options, seeds),
            Taught: workshop.Trained(a.Variant with { Name = a.Variant.Name + "-taught" }, options, seeds))).ToArray();
        if (!Request.Spread([.. rows.Select(r => r.Alone), .. rows.Select(r => r.Taught)], workshop.Folder)) return;
        var table = new TextTable("compression", "bytes stored", "error alone", "error with teacher");
        foreach (var row in rows)
        {
            var (alone, taught) = (workshop.Measure(row.Alone), workshop.Measure(row.Taught));
            table.Add(row.Compression, $"{taught.Bytes:N0}", alone.ErrorText, taught.ErrorText);
        }

        table.Write(workshop.Folder.File("ablation.csv"));
    }
}
