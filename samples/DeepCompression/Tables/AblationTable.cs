using CompressDsl.Samples;
using DeepCompression.Runs;

namespace DeepCompression.Tables;

/// <summary>What zeros, levels and the teacher do to LeNet-300-100, alone and together.</summary>
/// <param name="workshop">Trains the networks.</param>
internal sealed class AblationTable(Workshop workshop)
{
    private const int Epochs = 3;

    /// <summary>Trains what is not there yet, and prints a line for every compression.</summary>
    public void Run(int seeds, int? epochs)
    {
        var options = Families.Lenet300.Options with { Epochs = epochs ?? Epochs };
        var table = new TextTable("compression", "bytes stored", "error alone", "error with teacher");
        foreach (var (compression, variant) in Ablations.All)
        {
            var alone = workshop.Measure(variant with { Name = variant.Name + "-alone", Distil = null }, options, seeds);
            var taught = workshop.Measure(variant with { Name = variant.Name + "-taught" }, options, seeds);
            table.Add(compression, $"{taught.Bytes:N0}", alone.ErrorText, taught.ErrorText);
        }

        table.Write(workshop.Folder.File("ablation.csv"));
    }
}
