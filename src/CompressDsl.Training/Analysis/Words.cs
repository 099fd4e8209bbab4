using System.Globalization;

namespace CompressDsl.Training;

/// <summary>Numbers of an analysis in words.</summary>
internal static class Words
{
    /// <summary>97.53 % accuracy, or a loss where there are no classes.</summary>
    public static string Score(AnalysisScore score) => score.HasAccuracy ? Text($"{100 * score.Accuracy:0.##} % accuracy") : Text($"a loss of {score.Loss:G4}");

    /// <summary>The number alone: percent, or the loss.</summary>
    public static string Number(AnalysisScore score) => score.HasAccuracy ? Text($"{100 * score.Accuracy:0.##} %") : Text($"{score.Loss:G4}");

    /// <summary>Bytes, in kB or MB (powers of ten) where there are many.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 10_000 => Text($"{bytes:N0} bytes"),
        < 10_000_000 => Text($"{bytes / 1e3:N1} kB"),
        _ => Text($"{bytes / 1e6:N1} MB"),
    };

    /// <summary>A number of samples.</summary>
    public static string Samples(int samples) => samples == 1 ? "1 sample" : Text($"{samples:N0} samples");

    /// <summary>Decibels; infinity is "no loss".</summary>
    public static string Decibels(double value) => double.IsNaN(value) ? "-" : double.IsInfinity(value) ? "no loss" : Text($"{value:0.0} dB");

    /// <summary>Microseconds of a layer, marked where they are an estimate.</summary>
    public static string Time(LayerAnalysis layer) =>
        layer.Microseconds >= 0 ? Text($"{(layer.IsTimeMeasured ? "" : "~")}{layer.Microseconds:0.00}") : "-";

    /// <summary>What a layer is given.</summary>
    public static string Setting(LayerSetting setting)
    {
        var bits = setting.Bits == 32 ? "float" : Text($"{setting.Bits} bits");
        return setting.Sparsity > 0 ? Text($"{setting.Layer} {bits} and {100 * setting.Sparsity:0.#} % zeros") : $"{setting.Layer} {bits}";
    }

    /// <summary>A number of at most four digits.</summary>
    public static string Short(double value) => Text($"{value:0.###}");

    /// <summary>In the invariant culture.</summary>
    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
