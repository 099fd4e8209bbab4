namespace CompressDsl.Core;

/// <summary>A weight as it is deployed: pruned, folded and, if asked, on its grid.</summary>
/// <param name="Recipe">What was asked.</param>
/// <param name="Values">Deployed values, row-major in the order of computation; exactly <c>q * scale</c> when quantised.</param>
/// <param name="Grid">The grid; null for float.</param>
/// <param name="Scales">The grid's scales; null for float.</param>
/// <param name="Quantized">The integers, row-major; null for float.</param>
internal sealed record PreparedWeight(WeightRecipe Recipe, float[] Values, WeightGrid? Grid, float[]? Scales, sbyte[]? Quantized)
{
    /// <summary>Outputs of a matrix, tokens of a table.</summary>
    public int Rows => Recipe.Rows;

    /// <summary>Inputs of a matrix, dimensions of a table.</summary>
    public int Columns => Recipe.Columns;

    /// <summary>The batch norm that is folded into it, or null.</summary>
    public BatchNormFold? Fold { get; init; }

    /// <summary>What was taken off the integers of each channel of the grid; null for nothing.</summary>
    public sbyte[]? Offsets { get; init; }

    public long Zeros => Values.LongCount(v => v == 0);

    /// <summary>
    /// A grouped convolution's weight as a matrix over all channels, with zeros where an output does not see a channel: the columns of a
    /// tap are <paramref name="groups"/> times as many.
    /// </summary>
    /// <exception cref="FormatException">The weight is not that of a convolution with such groups.</exception>
    public PreparedWeight OverAllChannels(int groups)
    {
        if (Recipe.Order is not { View.Count: >= 4 } order || Rows % groups != 0)
            throw new FormatException($"Weight '{Recipe.Key}' is not that of a convolution in {groups} groups.");
        var (part, columns) = (order.View[order.Axes[order.Axes.Count - 1]], Columns);
        T[] Widen<T>(T[] values)
        {
            var wide = new T[checked(values.Length * groups)];
            for (var i = 0; i < values.Length; i++)
            {
                var (row, column) = (i / columns, i % columns);
                var channel = (row / (Rows / groups) * part) + (column % part);
                wide[(row * columns * groups) + (column / part * part * groups) + channel] = values[i];
            }

            return wide;
        }

        return this with
        {
            Recipe = (Recipe with { Shape = new EquatableArray<int>(Rows, columns * groups) }).In(null),
            Values = Widen(Values),
            Quantized = Quantized is null ? null : Widen(NeedQuantized()),
        };
    }

    /// <summary>The weight of the channels that are kept along its rows and columns; null for all of them.</summary>
    public PreparedWeight Of((int[]? Channels, int Count) rows, (int[]? Channels, int Count) columns)
    {
        if (rows.Channels is null && columns.Channels is null) return this;
        var values = ChannelPruning.Gather(Values, Columns, rows, columns);
        T[]? OfChannels<T>(T[]? each) => each is null || Grid!.IsPerTensor ? each : ChannelPruning.Gather(each, 1, rows, default);
        return this with
        {
            Recipe = (Recipe with { Shape = new EquatableArray<int>(rows.Channels?.Length ?? Rows, values.Length / (rows.Channels?.Length ?? Rows)) }).In(null),
            Values = values,
            Grid = Grid is null ? null : Grid with { Rows = rows.Channels?.Length ?? Rows, Columns = values.Length / (rows.Channels?.Length ?? Rows) },
            Scales = OfChannels(Scales),
            Offsets = OfChannels(Offsets),
            Quantized = Quantized is null ? null : ChannelPruning.Gather(Quantized, Columns, rows, columns),
        };
    }

    /// <summary>The integers, for kernels that know of no offsets.</summary>
    /// <exception cref="FormatException">The recipe keeps this weight in float, or its integers have offsets.</exception>
    public sbyte[] NeedQuantized() => Offsets is null ? NeedStored() : throw new FormatException($"The integers of weight '{Recipe.Key}' have offsets, for which it has no kernel.");

    /// <summary>The integers without their offsets.</summary>
    /// <exception cref="FormatException">The recipe keeps this weight in float.</exception>
    public sbyte[] NeedStored() => Quantized ?? throw new FormatException($"Weight '{Recipe.Key}' is not quantised in the recipe.");

    /// <summary>The scale of each channel, also where all have the same one.</summary>
    /// <exception cref="FormatException">The recipe keeps this weight in float, or gives it a scale per group of inputs.</exception>
    public float[] NeedScales() => NeedGrid().GroupSize == 0
        ? [.. Enumerable.Range(0, Recipe.Kind == WeightKind.Table ? Columns : Rows).Select(c => Scales![Grid!.IsPerTensor ? 0 : c])]
        : throw new FormatException($"Weight '{Recipe.Key}' has a scale for every {InvariantText.Of(NeedGrid().GroupSize)} inputs, not one per output.");

    /// <summary>One scale per group of inputs of an output.</summary>
    /// <exception cref="FormatException">The recipe keeps this weight in float, or gives it one scale per output.</exception>
    public float[] NeedGroupScales() => NeedGrid().GroupSize > 0 ? Scales! : throw new FormatException($"Weight '{Recipe.Key}' has one scale per output, not one per group of inputs.");

    /// <summary>The grid.</summary>
    /// <exception cref="FormatException">The recipe keeps this weight in float.</exception>
    public WeightGrid NeedGrid() => Grid ?? throw new FormatException($"Weight '{Recipe.Key}' is not quantised in the recipe.");

    /// <summary>What was taken off the integer of an element.</summary>
    public int OffsetOf(int row, int column) => Offsets is null ? 0 : Offsets[NeedGrid().ScaleOf(row, column)];

    /// <summary>The integer of an element with its offset.</summary>
    public int WholeOf(int row, int column) => NeedStored()[(row * Columns) + column] + OffsetOf(row, column);

    /// <summary>Sum of the integers of a row with their offsets.</summary>
    public int WholeSum(int row)
    {
        var sum = Sum(row);
        if (Offsets is null) return sum;
        var columns = Columns;
        for (var c = 0; c < columns; c++) sum += OffsetOf(row, c);
        return sum;
    }

    /// <summary>Sum of the integers of a row, as they are stored.</summary>
    public int Sum(int row)
    {
        var (sum, q, columns) = (0, NeedStored(), Columns);
        for (var i = row * columns; i < (row + 1) * columns; i++) sum += q[i];
        return sum;
    }

    /// <summary>Sum of the magnitudes of a row's integers with their offsets: bounds its dot product, and without offsets every partial sum.</summary>
    public long Reach(int row)
    {
        var (sum, q, columns) = (0L, NeedStored(), Columns);
        for (var c = 0; c < columns; c++) sum += Math.Abs(q[(row * columns) + c] + (Offsets is null ? 0 : OffsetOf(row, c)));
        return sum;
    }
}
