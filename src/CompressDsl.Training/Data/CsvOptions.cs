namespace CompressDsl.Training;

/// <summary>How a CSV file is read.</summary>
public sealed record CsvOptions
{
    /// <summary>Name of the column with the class: numbers from 0, or any words (classes are then numbered in ordinal order of the words).</summary>
    public string? LabelColumn { get; init; }

    /// <summary>Names of the columns with the target vector; instead of <see cref="LabelColumn"/>.</summary>
    public string[] TargetColumns { get; init; } = [];

    /// <summary>Names of the feature columns; all that are neither label nor target when empty.</summary>
    public string[] FeatureColumns { get; init; } = [];

    /// <summary>What stands between the fields.</summary>
    public string Delimiter { get; init; } = ",";

    /// <summary>Without a header the columns are called <c>0</c>, <c>1</c>, ...</summary>
    public bool HasHeader { get; init; } = true;
}
