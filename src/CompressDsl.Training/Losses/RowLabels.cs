namespace CompressDsl.Training;

/// <summary>The classes of some rows: one each, or two with their shares where samples were blended (<see cref="BlendedDataset"/>).</summary>
/// <param name="classes">One per row, or <see cref="Answer.NotLearned"/>.</param>
public readonly ref struct RowLabels(ReadOnlySpan<int> classes)
{
    /// <summary>One per row, or <see cref="Answer.NotLearned"/>.</summary>
    public ReadOnlySpan<int> Classes { get; } = classes;

    /// <summary>The class that is blended in, one per row; empty where rows are single samples.</summary>
    public ReadOnlySpan<int> Others { get; init; }

    /// <summary>Share of <see cref="Classes"/>, 0 to 1, one per row; empty where rows are single samples.</summary>
    public ReadOnlySpan<float> Shares { get; init; }

    /// <summary>Number of rows.</summary>
    public int Count => Classes.Length;

    /// <summary>The two classes of a row that has one, and the share of the first; share 1 where there is no other.</summary>
    /// <exception cref="ArgumentException">A class is not in 0 to <paramref name="width"/> - 1.</exception>
    internal (int Label, int Other, float Share) Of(int row, int width)
    {
        var share = Shares.IsEmpty ? 1 : Shares[row];
        var label = Checked(Classes[row], row, width);
        return share < 1 ? (label, Checked(Others[row], row, width), share) : (label, label, 1);
    }

    private static int Checked(int label, int row, int width) =>
        (uint)label < (uint)width ? label : throw new ArgumentException($"Label {label} of row {row} is not in 0 to {width - 1}.");
}
