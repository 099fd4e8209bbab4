using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>A fixed part of a batch's rows, and the memory in which a network runs on it.</summary>
public sealed unsafe partial class Shard
{
    private readonly NetworkPlan plan;
    private readonly PinnedFloats values;
    private readonly PinnedFloats statistics;
    private readonly ValueRange[] observed;
    private int firstInStep;
    private readonly bool[] isStatic;
    private readonly int[] bits;
    private readonly double[] stepGradients;
    private readonly long[] stepCounts;
    private readonly int[] outputLengths;
    private readonly InputSums[] inputs;
    private readonly (int Gain, int Shift, int Mean, int Variance)[] offsets;

    /// <summary>Makes room for <paramref name="capacity"/> rows.</summary>
    /// <param name="plan">Sizes of the network.</param>
    /// <param name="capacity">Largest number of rows.</param>
    public Shard(NetworkPlan plan, int capacity)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        (this.plan, Capacity) = (plan, capacity);
        values = new PinnedFloats(checked(plan.FloatsPerSample * capacity));
        statistics = new PinnedFloats(plan.StatisticsFloats);
        observed = new ValueRange[plan.Points.Count];
        (stepGradients, stepCounts) = (new double[plan.Points.Count], new long[plan.Points.Count]);
        bits = [.. Enumerable.Range(0, plan.Points.Count).Select(plan.BitsOf)];
        isStatic = [.. Enumerable.Range(0, plan.Points.Count).Select(plan.IsStatic)];
        outputLengths = [.. plan.Signature.Outputs.Select(o => o.Length)];
        inputs = [.. plan.Measured.Select(m => new InputSums(m.Channels))];
        offsets = [.. plan.Norms.Select(n => OffsetsOf(plan, n))];
    }

    /// <summary>Rows that fit.</summary>
    public int Capacity { get; }

    /// <summary>Rows that are there.</summary>
    public int Rows { get; private set; }

    /// <summary>The batch that the rows are of; the shard points into its memory and must keep it.</summary>
    internal Batch? Batch { get; private set; }

    /// <summary>Number of the first row in its batch.</summary>
    public int FirstRow { get; private set; }

    /// <summary>Number of the shard in its batch.</summary>
    internal int Number { get; set; }

    /// <summary>Is told which gradients are complete; null for nobody.</summary>
    internal GradientExchange? Exchange { get; set; }

    /// <summary>The backward pass is through with all parameters from an offset on: their gradients may be sent to other processes.</summary>
    /// <param name="offset">First float of the first of these parameters.</param>
    public void GradientsFrom(int offset) => Exchange?.Note(Number, offset);

    /// <summary>Float inputs, <c>[Rows, features]</c>.</summary>
    public float* Floats { get; private set; }

    /// <summary>Token ids.</summary>
    public TokenRows Tokens { get; private set; }

    /// <summary>Memory for values: a value with offset n begins at <c>n * Capacity</c>.</summary>
    public float* Values => values.Pointer;

    /// <summary>Memory of the batch norms.</summary>
    public float* Statistics => statistics.Pointer;

    /// <summary>The parameters as the network sees them: masked, and on their grids once quantisation has begun.</summary>
    public float* Parameters { get; set; }

    /// <summary>Where gradients are added; laid out as <see cref="Parameters"/>.</summary>
    public float* Gradients { get; set; }

    /// <summary>What is switched on at present.</summary>
    public PassSettings Settings { get; set; }

    /// <summary>Grids of the static quantisation points, by number.</summary>
    public IReadOnlyList<ActivationGrid> Grids { get; set; } = [];

    /// <summary>Whether activations are put on their grids.</summary>
    public bool IsQuantizing => Settings.IsQuantizing;

    /// <summary>Output <paramref name="output"/> of all rows.</summary>
    /// <param name="output">Its number.</param>
    public Span<float> OutputOf(int output) => new(Values + ((nint)plan.Outputs[output].Values * Capacity), Rows * outputLengths[output]);

    /// <summary>Receives the gradient of the loss with respect to <see cref="OutputOf"/>.</summary>
    /// <param name="output">Its number.</param>
    public Span<float> OutputGradientOf(int output) => new(Values + ((nint)plan.Outputs[output].Gradient * Capacity), Rows * outputLengths[output]);

    /// <summary>Smallest and largest value seen at each quantisation point since <see cref="SetRows"/>.</summary>
    public ReadOnlySpan<ValueRange> Observed => observed;

    /// <summary>Is shown the values of points and layers; null for nobody.</summary>
    internal IPassObserver? Observer { get; set; }

    /// <summary>Takes rows of a batch; the batch must not be changed before the passes are over.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="first">First row.</param>
    /// <param name="rows">Number of rows, at most <see cref="Capacity"/>.</param>
    /// <exception cref="ArgumentException">A token id is outside a lookup table, or a sample has too few for a model of a fixed number.</exception>
    public void SetRows(Batch batch, int first, int rows)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, Capacity);
        plan.CheckTokens(batch.TokensOf(first, rows));
        for (var row = first; row < first + rows; row++) plan.CheckCount(batch.TokensOf(row).Length);
        (Batch, FirstRow, firstInStep, Rows) = (batch, first, batch.FirstRow + first, rows);
        // A batch's arrays are pinned.
        fixed (float* floats = batch.Features) Floats = floats + ((nint)first * batch.Shape.Features);
        fixed (int* ids = batch.Tokens, starts = batch.Offsets) Tokens = new TokenRows { Ids = ids, Starts = starts + first };
        Array.Fill(observed, ValueRange.Empty);
        Array.Clear(stepGradients);
        Array.Clear(stepCounts);
        foreach (var sums in inputs) sums.Clear();
    }

    /// <summary>Gradient of the step of a point's grid over these rows, and of how many values.</summary>
    /// <param name="point">Number of the point.</param>
    internal (double Sum, long Count) StepGradientOf(int point) => (stepGradients[point], stepCounts[point]);

    /// <summary>A quantisation point: notes the range of the values and, once quantisation has begun, puts them on the grid.</summary>
    /// <param name="point">Number of the point.</param>
    /// <param name="x"><c>[Rows, Columns]</c>.</param>
    /// <param name="y">Written only while <see cref="IsQuantizing"/>.</param>
    /// <param name="shape">The sizes.</param>
    public void Quantize(int point, float* x, float* y, RowShape shape)
    {
        Observer?.Point(point, x, shape.Length);
        if (isStatic[point])
        {
            if (Settings.IsObserving) observed[point] = observed[point].With(x, shape.Length);
            if (IsQuantizing) FakeQuantization.Forward(x, y, shape.Length, Grids[point], Settings.BorderShift);
        }
        else if (IsQuantizing)
        {
            for (var r = 0; r < shape.Rows; r++, x += shape.Columns, y += shape.Columns)
                FakeQuantization.Forward(x, y, shape.Columns, ValueRange.Of(x, shape.Columns).ToGrid(bits[point]), Settings.BorderShift);
        }
    }

    /// <summary>Gradient of <see cref="Quantize"/>: passes straight through, except where a value was clipped.</summary>
    /// <param name="point">Number of the point.</param>
    /// <param name="x">Input of the point.</param>
    /// <param name="dy">Gradient of its output.</param>
    /// <param name="dx">Gradient of its input; written only while <see cref="IsQuantizing"/>.</param>
    /// <param name="shape">The sizes.</param>
    public void QuantizeGradient(int point, float* x, float* dy, float* dx, RowShape shape)
    {
        if (!IsQuantizing) return;
        if (isStatic[point] && Settings.LearnsSteps)
        {
            stepGradients[point] += FakeQuantization.StepGradient(x, dy, shape.Length, Grids[point]);
            stepCounts[point] += shape.Length;
        }

        if (isStatic[point]) FakeQuantization.Backward(new LayerPass { X = x, DY = dy, DX = dx }, shape.Length, Grids[point]);
        else new ReadOnlySpan<float>(dy, shape.Length).CopyTo(new Span<float>(dx, shape.Length));
    }
}
