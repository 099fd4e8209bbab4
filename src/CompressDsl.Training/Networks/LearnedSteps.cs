using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>
/// The steps of the grids as parameters (Esser et al. 2020, "Learned Step Size Quantization"): scales of weights and of static activations,
/// each with a gradient of its own, scaled by 1 / sqrt(values * levels).
/// </summary>
/// <remarks>
/// A weight v on a grid of step s gives its step the gradient <c>dy * (round(v / s) - v / s)</c>, or <c>dy * Max</c> with the weight's sign where it is
/// clipped; and a clipped weight gets none itself. Activations keep the zero point that they have when quantisation begins.
/// </remarks>
internal sealed unsafe class LearnedSteps
{
    // A step must stay positive; a gradient may ask for less.
    private const float Smallest = 1e-6f;

    private readonly NetworkPlan plan;
    private readonly NetworkParameters parameters;
    private readonly Optimizer optimizer;
    private readonly (int Parameter, int Start)[] weights;
    private readonly int[] points;
    private readonly float[] gradients;
    private readonly Action<int> learn;
    private float* weightGradients;

    public LearnedSteps(NetworkPlan plan, NetworkParameters parameters, Optimizer optimizer)
    {
        (this.plan, this.parameters, this.optimizer, learn) = (plan, parameters, optimizer, Learn);
        var learnable = Enumerable.Range(0, plan.Parameters.Count).Where(p => parameters.GridOf(p) is { CanLearn: true }).ToArray();
        var start = 0;
        weights = [.. learnable.Select(p => (p, (start += parameters.GridOf(p)!.Scales.Length) - parameters.GridOf(p)!.Scales.Length))];
        points = [.. Enumerable.Range(0, plan.Points.Count).Where(plan.IsStatic)];
        (Values, gradients) = (new float[start + points.Length], new float[start + points.Length]);
        State = optimizer.CreateState(Values.Length);
    }

    /// <summary>The steps: those of weights, then those of activations.</summary>
    public float[] Values { get; }

    /// <summary>What the optimiser remembers of them.</summary>
    public OptimizerState State { get; private set; }

    /// <summary>Whether weights and activations are on grids with these steps.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Takes the steps of the paper, <c>2 * mean |v| / sqrt(Max)</c> over the weights that are not 0, or those of the checkpoint that the run began with.</summary>
    public void Begin()
    {
        if (HasBegun) return;
        foreach (var (parameter, start) in weights)
        {
            var grid = parameters.GridOf(parameter)!;
            (grid.Given ?? StartOf(parameter, grid.Grid)).CopyTo(Values, start);
        }

        for (var i = 0; i < points.Length; i++) Values[Values.Length - points.Length + i] = parameters.GridOfPoint(points[i]).Scale;
        Take(Values, null);
    }

    /// <summary>Goes on with these steps.</summary>
    /// <param name="values">As <see cref="Values"/>.</param>
    /// <param name="state">What the optimiser remembered; null to leave that as it is.</param>
    public void Take(float[] values, OptimizerState? state)
    {
        HasBegun = true;
        State = state ?? State;
        if (!ReferenceEquals(values, Values)) values.CopyTo(Values, 0);
        foreach (var (parameter, _) in weights) parameters.GridOf(parameter)!.Given = new float[parameters.GridOf(parameter)!.Scales.Length];
        GiveWeights();
    }

    /// <summary>Moves the steps, and takes the gradients of clipped weights away.</summary>
    /// <param name="reducer">The gradients of the deployed weights.</param>
    /// <param name="measured">The gradients of the activations' steps, and the rows of the batch.</param>
    /// <param name="settings">This step's settings.</param>
    /// <param name="runner">The threads.</param>
    public void Update(GradientReducer reducer, (StepSums Sums, int Rows) measured, UpdateSettings settings, ShardRunner runner)
    {
        weightGradients = reducer.Shard(0);
        runner.Run(weights.Length, learn);
        for (var i = 0; i < points.Length; i++) gradients[Values.Length - points.Length + i] = GradientOfPoint(points[i], measured.Sums, measured.Rows);
        optimizer.Update(Values, gradients, State, 0, settings with { Decay = false });
        for (var i = 0; i < Values.Length; i++) Values[i] = Math.Max(Values[i], Smallest);
        GiveWeights();
        for (var i = 0; i < points.Length; i++) parameters.MovePoint(points[i], Values[Values.Length - points.Length + i]);
    }

    private void GiveWeights()
    {
        foreach (var (parameter, start) in weights)
        {
            var (given, grid) = (parameters.GridOf(parameter)!.Given!, parameters.GridOf(parameter)!.Grid);
            for (var c = 0; c < given.Length; c++) given[c] = grid.Allowed(Values[start + c]);
        }
    }

    private float[] StartOf(int parameter, WeightGrid grid)
    {
        var (sums, counts, values) = (new double[grid.Channels], new long[grid.Channels], parameters.Masked(parameter));
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] == 0) continue;
            var channel = grid.ScaleOf(i / grid.Columns, i % grid.Columns);
            sums[channel] += Math.Abs(values[i]);
            counts[channel]++;
        }

        return [.. sums.Select((sum, c) => Math.Max(Smallest, (float)(2 * sum / Math.Max(1, counts[c]) / Math.Sqrt(grid.Max))))];
    }

    private void Learn(int number)
    {
        var (parameter, start) = weights[number];
        var (grid, steps) = (parameters.GridOf(parameter)!.Grid, parameters.GridOf(parameter)!.Given!);
        var mask = parameters.MaskOf(parameter);
        var values = parameters.SpanOf(parameter);
        var gradient = new Span<float>(weightGradients + plan.Parameters[parameter].Offset, values.Length);
        for (var c = 0; c < grid.Channels; c++)
        {
            var (first, length) = GridExtents.PlaceOf(grid, c);
            var (from, sum) = ((int)first, 0.0);
            for (var i = from; i < from + length; i++)
            {
                if (mask is not null && mask[i] == 0) continue;
                var place = values[i] / steps[c];
                if (Math.Abs(place) < grid.Max)
                {
                    sum += gradient[i] * (double)(MathF.Round(place) - place);
                    continue;
                }

                sum += gradient[i] * (double)(place < 0 ? -grid.Max : grid.Max);
                gradient[i] = 0;
            }

            gradients[start + c] = (float)(sum / Math.Sqrt((double)length * grid.Max));
        }
    }

    private float GradientOfPoint(int point, StepSums sums, int rows)
    {
        var (sum, count) = sums.StepGradientOf(point);
        return count == 0 ? 0 : (float)(sum / Math.Sqrt(count / rows * parameters.GridOfPoint(point).Highest));
    }
}
