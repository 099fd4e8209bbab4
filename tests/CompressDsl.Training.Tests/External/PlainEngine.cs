namespace CompressDsl.Training.Tests.External;

/// <summary>A linear layer behind a quantisation point, written by hand: an engine as simple as can be.</summary>
internal sealed class PlainEngine(NetworkPlan plan) : ExternalNetwork(plan)
{
    private readonly float[][] parameters = [.. plan.Recipe.Weights.Select(w => new float[w.Count])];

    /// <summary>How often a parameter was handed over.</summary>
    public int Copies { get; private set; }

    protected override void SetParameter(int parameter, ReadOnlySpan<float> values)
    {
        Copies++;
        values.CopyTo(parameters[parameter]);
    }

    protected override void Forward(ExternalPass pass)
    {
        var x = pass.Floats.ToArray();
        if (pass.Settings.IsObserving) pass.Observe(0, new ValueRange(x.Min(), x.Max()));
        for (var i = 0; pass.Settings.IsQuantizing && i < x.Length; i++) x[i] = pass.GridOf(0).FakeQuantize(x[i]);
        var (weight, bias) = (parameters[0], parameters[1]);
        var (columns, outputs) = (weight.Length / bias.Length, bias.Length);
        var y = pass.OutputOf(0);
        for (var row = 0; row < pass.Rows; row++)
        {
            for (var o = 0; o < outputs; o++)
            {
                y[(row * outputs) + o] = bias[o];
                for (var c = 0; c < columns; c++) y[(row * outputs) + o] += x[(row * columns) + c] * weight[(o * columns) + c];
            }
        }

        pass.State = x;
    }

    protected override void Backward(ExternalPass pass)
    {
        var x = (float[])pass.State!;
        var dy = pass.OutputGradientOf(0);
        var outputs = parameters[1].Length;
        var columns = parameters[0].Length / outputs;
        var (weight, bias) = (new float[outputs * columns], new float[outputs]);
        for (var row = 0; row < pass.Rows; row++)
        {
            for (var o = 0; o < outputs; o++)
            {
                bias[o] += dy[(row * outputs) + o];
                for (var c = 0; c < columns; c++) weight[(o * columns) + c] += dy[(row * outputs) + o] * x[(row * columns) + c];
            }
        }

        pass.AddGradient(0, weight);
        pass.AddGradient(1, bias);
    }
}
