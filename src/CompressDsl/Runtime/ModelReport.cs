using CompressDsl.Core;
using CompressDsl.Runtime.V1;

namespace CompressDsl;

/// <summary>
/// What the compiler made of a model, layer by layer. <see cref="ToString"/> is a table for people, <see cref="Summary"/> one line.
/// </summary>
/// <example><code>
/// Console.WriteLine(Student.Report);
/// Console.WriteLine($"{Student.Report.Ratio:f1} times smaller");
/// </code></example>
public sealed partial record ModelReport
{
    /// <summary>A report.</summary>
    /// <param name="model">Full type name of the model.</param>
    /// <param name="layers">Its layers, in order.</param>
    /// <param name="packedBytes">Size of the deployed weights, header and padding included.</param>
    public ModelReport(string model, IEnumerable<LayerReport> layers, long packedBytes)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(layers);
        Model = model;
        Layers = new EquatableArray<LayerReport>(layers);
        (BytesAfter, BytesLoaded) = (packedBytes, packedBytes);
    }

    /// <summary>A report on what the compressor found out.</summary>
    /// <param name="model">Full type name of the model.</param>
    /// <param name="layers">Its layers, in order.</param>
    /// <param name="packedBytes">Size of the deployed weights, header and padding included.</param>
    public ModelReport(string model, IEnumerable<LayerFacts> layers, long packedBytes)
        : this(model, layers?.Select(LayerReport.From)!, packedBytes)
    {
    }

    /// <summary>Full type name of the model.</summary>
    public string Model { get; }

    /// <summary>The layers, in order.</summary>
    public EquatableArray<LayerReport> Layers { get; }

    /// <summary>Number of parameters.</summary>
    public long Parameters => Layers.Sum(l => l.Parameters);

    /// <summary>Size of the parameters in float32, bytes.</summary>
    public long BytesBefore => Layers.Sum(l => l.BytesBefore);

    /// <summary>Size of the deployed weights as they are stored, in the assembly or in the file beside it, header and padding included, bytes.</summary>
    public long BytesAfter { get; }

    /// <summary>Size of the deployed weights in memory, bytes: more than <see cref="BytesAfter"/> where the first use unpacks them.</summary>
    public long BytesLoaded { get; init; }

    /// <summary>Memory that a call works in, bytes: the values between the layers, those that are never needed together in the same place.</summary>
    public int ArenaBytes { get; init; }

    /// <summary>How many times smaller: <see cref="BytesBefore"/> / <see cref="BytesAfter"/>.</summary>
    public double Ratio => BytesAfter == 0 ? 1 : (double)BytesBefore / BytesAfter;

    /// <summary>Share of zeros among all deployed weights, 0 to 1.</summary>
    public double Sparsity => Parameters == 0 ? 0 : Layers.Sum(l => l.Sparsity * l.Parameters) / Parameters;

    /// <summary>Multiply-accumulate operations per inference, zeros included.</summary>
    public long Macs => Layers.Sum(l => l.Macs);

    /// <summary>The instruction set of the kernels that work on integers.</summary>
    public LaneTier Tier => Layers.Any(l => l.Bits < 32) ? LaneTiers.Best : LaneTiers.BestFloat;
}
