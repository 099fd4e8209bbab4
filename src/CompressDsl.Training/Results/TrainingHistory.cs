using System.Globalization;

namespace CompressDsl.Training;

/// <summary>The epochs of a run.</summary>
public sealed class TrainingHistory
{
    private readonly List<EpochMetrics> epochs = [];

    /// <summary>All epochs, first to last.</summary>
    public IReadOnlyList<EpochMetrics> Epochs => epochs;

    /// <summary>Adds an epoch.</summary>
    public void Add(EpochMetrics epoch)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        epochs.Add(epoch);
    }

    /// <summary>Writes a table with a header line, numbers in invariant notation; NaN becomes an empty field.</summary>
    /// <param name="path">The file, overwritten.</param>
    public void WriteCsv(string path)
    {
        using var writer = new StreamWriter(path) { NewLine = "\n" };
        writer.WriteLine("epoch,loss,train_accuracy,validation_loss,validation_accuracy,learning_rate,sparsity,quantized,seconds");
        foreach (var e in epochs)
        {
            writer.WriteLine(string.Join(
                ',',
                e.Epoch.ToString(CultureInfo.InvariantCulture), Field(e.Loss), Field(e.TrainAccuracy), Field(e.ValidationLoss), Field(e.ValidationAccuracy),
                Field(e.LearningRate), Field(e.Sparsity), e.IsQuantized ? "1" : "0", Field(e.Seconds)));
        }
    }

    /// <summary>Draws loss and accuracies over the epochs as an SVG picture.</summary>
    /// <param name="path">The file, overwritten.</param>
    public void WriteSvg(string path) => File.WriteAllText(path, HistoryPlot.Draw(epochs));

    private static string Field(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);
}
