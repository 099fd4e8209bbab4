namespace CompressDsl.Training;

/// <summary>Compares a trained network with a compiled one; <see cref="SelfTestResult"/> tells how near they must be.</summary>
/// <param name="network">The trained network.</param>
/// <param name="parameters">Its parameters, as deployed.</param>
/// <param name="data">The samples.</param>
/// <param name="runner">The threads.</param>
internal sealed class NetworkComparison(TrainingNetwork network, NetworkParameters parameters, IDataset data, ShardRunner runner)
{
    /// <summary>
    /// More than float sums in another order differ by, in steps of an activation: a sum of n terms that runs up to 128 steps is rounded n
    /// times by 2^-25 of that, together by about sqrt(n) of it, which is 2^-13 for the 576 terms of a 3x3 convolution of 64 channels.
    /// </summary>
    private const float BorderShift = 1f / (1 << 13);

    private readonly IReadOnlyList<Port> ports = network.Plan.Signature.Outputs;

    /// <summary>Compares all outputs for all samples.</summary>
    /// <param name="compiled">The compiled network with the same checkpoint.</param>
    public SelfTestResult Run(IModel compiled)
    {
        var tests = ports.Zip(network.Plan.Outputs, (port, place) => new OutputComparison(port.Length, parameters.StepOf(place))).ToArray();
        var all = new float[compiled.Signature.OutputLength];
        var trained = new List<float[][]>();
        NetworkEvaluator.Run(network, parameters, data, runner, block =>
        {
            trained.Add([.. block.Outputs]);
            Compare(block, compiled, all, tests);
        });
        if (tests.Any(t => t.Largest > t.Step)) MeasureRounding(trained, tests);
        // The output that comes nearest to failing stands for all.
        var worst = tests.MaxBy(t => t.Share)!;
        return new SelfTestResult(data.Count, worst.Largest, worst.Step, tests.Sum(t => t.OtherClass)) { Limit = worst.Limit };
    }

    private void Compare(EvaluatedBlock block, IModel compiled, float[] all, OutputComparison[] tests)
    {
        for (var row = 0; row < block.Batch.Rows; row++)
        {
            compiled.Infer(block.Batch.InputOf(row), all);
            var answer = all.AsSpan();
            for (var o = 0; o < ports.Count; o++)
            {
                var length = ports[o].Length;
                tests[o].Add(block.Outputs[o].AsSpan(row * length, length), answer[..length]);
                answer = answer[length..];
            }
        }
    }

    /// <summary>Runs the trained network with all borders a little higher and a little lower.</summary>
    private void MeasureRounding(List<float[][]> trained, OutputComparison[] tests)
    {
        foreach (var shift in (ReadOnlySpan<float>)[BorderShift, -BorderShift])
        {
            parameters.BorderShift = shift;
            var number = 0;
            NetworkEvaluator.Run(network, parameters, data, runner, block =>
            {
                var before = trained[number++];
                for (var o = 0; o < tests.Length; o++)
                {
                    var length = block.Batch.Rows * ports[o].Length;
                    tests[o].AddRounding(before[o].AsSpan(0, length), block.Outputs[o].AsSpan(0, length));
                }
            });
        }

        parameters.BorderShift = 0;
    }
}
