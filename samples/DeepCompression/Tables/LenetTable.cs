using CompressDsl;
using CompressDsl.Samples;
using CompressDsl.Training;
using DeepCompression.Runs;

namespace DeepCompression.Tables;

/// <summary>Error, bytes and time of a network: in float, in 8 bits, and of its students.</summary>
/// <param name="workshop">Trains the networks.</param>
/// <param name="family">The network.</param>
internal sealed class LenetTable(Workshop workshop, Family family)
{
    /// <summary>Trains what is not there yet, for this many seeds, and prints the table and a further one with a line for every layer.</summary>
    public void Run(int seeds, int? epochs)
    {
        var options = family.Options with { Epochs = epochs ?? family.Options.Epochs };
        Request[] requests =
        [
            workshop.Trained(family.Float, options, seeds), workshop.InInt8(family, options, seeds),
            .. family.Students.Select(s => workshop.Trained(s, options, seeds)),
        ];
        if (!Request.Spread(requests, workshop.Folder)) return;
        var rows = requests.Select(workshop.Measure).ToArray();
        var table = new TextTable("network", "test error", "bytes stored", "times smaller", "zeros", "microseconds");
        foreach (var row in rows) table.Add(row.Cells);
        table.Write(workshop.Folder.File(family.Name + ".csv"));
        WriteLayers(rows);
    }

    private void WriteLayers(IReadOnlyList<Measured> rows)
    {
        var table = new TextTable("network", "layer", "parameters", "zeros", "bits", "bytes stored", "bits for a weight that is not zero");
        foreach (var row in rows)
        {
            foreach (var layer in row.Reports[0].Layers) table.Add(row.Variant.Name, layer.Name, $"{layer.Parameters:N0}", $"{layer.Sparsity:P1}", $"{layer.Bits}", $"{layer.BytesAfter:N0}", $"{BitsOf(layer):f1}");
        }

        table.Write(workshop.Folder.File(family.Name + "-layers.csv"));
    }

    private static double BitsOf(LayerReport layer) => 8 * layer.BytesAfter / Math.Max(1, layer.Parameters * (1 - layer.Sparsity));
}
