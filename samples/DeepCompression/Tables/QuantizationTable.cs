using CompressDsl.Samples;
using CompressDsl.Training;
using DeepCompression.Runs;

namespace DeepCompression.Tables;

/// <summary>Error of LeNet-5 with weights of fewer and fewer bits, as they come from the float network and after training with them.</summary>
/// <param name="workshop">Trains the networks.</param>
internal sealed class QuantizationTable(Workshop workshop)
{
    private const int Epochs = 1;

    /// <summary>Trains what is not there yet, and prints a line for every number of bits.</summary>
    public void Run(int seeds, int? epochs)
    {
        var options = Families.Lenet5.Options with { Epochs = epochs ?? Epochs, QuantizeStart = 0.3 };
        var family = Families.Lenet5;
        var table = new TextTable("weights", "activations", "bytes stored", "error, post-training", "error, trained");
        var whole = workshop.Measure(family.Float, options, seeds);
        table.Add("float", "float", $"{whole.Bytes:N0}", whole.ErrorText, whole.ErrorText);
        foreach (var (bits, variant) in QuantizedNetworks.All)
        {
            var converted = workshop.MeasureInt8(family with { Int8 = variant }, options, seeds);
            table.Add($"{bits} bits", "8 bits", $"{converted.Bytes:N0}", converted.ErrorText, workshop.Measure(variant, options, seeds).ErrorText);
        }

        table.Write(workshop.Folder.File("quantization.csv"));
    }
}
