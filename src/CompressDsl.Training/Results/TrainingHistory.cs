using System.Globalization;

namespace CompressDsl.Training;

/// <summary>The epochs of a run.</summary>
public sealed class TrainingHistory
{
    private static readonly string[] OutputColumns = ["loss", "train_accuracy", "validation_loss", "validation_accuracy"];
    private static readonly string[] Columns = ["epoch", .. OutputColumns, "learning_rate", "sparsity", "quantized", "seconds"];

    private readonly List<EpochMetrics> epochs = [];

    /// <summary>All epochs, first to last.</summary>
    public IReadOnlyList<EpochMetrics> Epochs => epochs;

    /// <summary>Adds an epoch.</summary>
    public void Add(EpochMetrics epoch)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        epochs.Add(epoch);
    }

    /// <summary>
    /// Writes a table with a header line, numbers in invariant notation; NaN becomes an empty field. Of several outputs each has four
    /// further columns: its name, a point, and <c>loss</c>, <c>train_accuracy</c>, <c>validation_loss</c>, <c>validation_accuracy</c>.
    /// </summary>
    /// <param name="path">The file, overwritten.</param>
    public void WriteCsv(string path)
    {
        using var writer = new StreamWriter(path) { NewLine = "\n" };
        var outputs = epochs.Count > 0 ? epochs[0].Outputs.Select(o => o.Output) : [];
        writer.WriteLine(string.Join(',', [.. Columns, .. outputs.SelectMany(o => OutputColumns.Select(column => $"{o}.{column}"))]));
        foreach (var e in epochs) writer.WriteLine(string.Join(',', [.. Fields(e), .. e.Outputs.SelectMany(Fields)]));
    }

    /// <summary>Draws loss and accuracies over the epochs as an SVG picture.</summary>
    /// <param name="path">The file, overwritten.</param>
    public void WriteSvg(string path) => File.WriteAllText(path, HistoryPlot.Draw(epochs));

    private static string[] Fields(EpochMetrics e) =>
    [
        e.Epoch.ToString(CultureInfo.InvariantCulture), Field(e.Loss), Field(e.TrainAccuracy), Field(e.ValidationLoss), Field(e.ValidationAccuracy),
        Field(e.LearningRate), Field(e.Sparsity), e.IsQuantized ? "1" : "0", Field(e.Seconds),
    ];

    private static string[] Fields(OutputMetrics o) => [Field(o.Loss), Field(o.TrainAccuracy), Field(o.ValidationLoss), Field(o.ValidationAccuracy)];

    private static string Field(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);
}
