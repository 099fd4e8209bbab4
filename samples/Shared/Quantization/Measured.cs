using CompressDsl.Training;
namespace CompressDsl.Samples;

/// <summary>A variant, trained with several seeds.</summary>
/// <param name="Variant">The variant.</param>
/// <param name="Errors">Test error of each seed.</param>
/// <param name="Reports">What the compiler made of each.</param>
/// <param name="Microseconds">Time of a call of the first one.</param>
internal sealed record Measured(Variant Variant, double[] Errors, ModelReport[] Reports, double Microseconds)
{
    /// <summary>Makes the networks, where that was not done yet, and judges them as they are compiled.</summary>
    /// <param name="request">The networks.</param>
    /// <param name="test">What they are judged by.</param>
    public static Measured Of(Request request, IDataset test)
    {
        var networks = request.Checkpoints.Select(c => request.Variant.Load(c())).ToArray();
        return new Measured(
            request.Variant,
            [.. networks.Select(n => 1 - Evaluator.Accuracy(n.Model, test, threads: 0))],
            [.. networks.Select(n => n.Report)],
            InferenceClock.Microseconds(networks[0].Model, test));
    }

    /// <summary>Mean error, and how far the seeds lie apart.</summary>
    public string ErrorText => Errors.Length == 1 ? $"{Errors[0]:P2}" : $"{Errors.Average():P2} ({Errors.Min():P2} to {Errors.Max():P2})";

    /// <summary>Mean bytes as stored.</summary>
    public double Bytes => Reports.Average(r => (double)r.BytesAfter);

    /// <summary>The line of the table.</summary>
    public string[] Cells =>
    [
        Variant.Name, ErrorText, $"{Bytes:N0}", $"{Reports[0].BytesBefore / Bytes:f1}", $"{Reports[0].Sparsity:P1}", $"{Microseconds:f1}",
    ];
}
