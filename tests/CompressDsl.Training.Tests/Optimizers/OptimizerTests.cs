namespace CompressDsl.Training.Tests;

public sealed class OptimizerTests
{
    private const int Count = 37;

    public static TheoryData<string> Names => ["sgd", "momentum", "nesterov", "adam", "adam-l2", "adamw"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_agree_with_the_definition_in_double(string name)
    {
        var optimizer = Make(name);
        var state = optimizer.CreateState(Count);
        float[] weights = Random(0), gradients;
        double[] w = [.. weights.Select(v => (double)v)], m = new double[Count], v = new double[Count];
        for (var step = 1; step <= 30; step++)
        {
            gradients = Random((ulong)step);
            optimizer.Update(weights, gradients, state, 0, new UpdateSettings(step, 0.01f, 0.5f));
            for (var i = 0; i < Count; i++) Reference(name, step, gradients[i] * 0.5, (w, m, v, i));
        }

        for (var i = 0; i < Count; i++) Assert.Equal(w[i], weights[i], 2e-6);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_division_into_blocks_gives_the_same_bits(string name)
    {
        var optimizer = Make(name);
        OptimizerState one = optimizer.CreateState(Count), two = optimizer.CreateState(Count);
        float[] whole = Random(0), parts = Random(0);
        for (var step = 1; step <= 5; step++)
        {
            var gradients = Random((ulong)step);
            optimizer.Update(whole, gradients, one, 0, new UpdateSettings(step, 0.01f));
            for (int at = 0, length = 1; at < Count; at += length, length = Math.Min(2 * length, Count - at))
            {
                optimizer.Update(parts.AsSpan(at, length), gradients.AsSpan(at, length), two, at, new UpdateSettings(step, 0.01f));
            }
        }

        Assert.Equal(whole, parts);
        Assert.Equal(one.First, two.First);
        Assert.Equal(one.Second, two.Second);
    }

    [Fact]
    public void Adams_first_step_is_the_learning_rate()
    {
        float[] weights = [1, 1], gradients = [100, -0.001f];
        var adam = new Adam();
        adam.Update(weights, gradients, adam.CreateState(2), 0, new UpdateSettings(1, 0.1f));
        Assert.Equal(0.9f, weights[0], 1e-5f);
        Assert.Equal(1.1f, weights[1], 1e-4f);
    }

    [Fact]
    public void Decay_can_be_left_out_for_a_block()
    {
        float[] weights = [2f];
        var adam = new AdamW(WeightDecay: 0.5f);
        adam.Update(weights, [0f], adam.CreateState(1), 0, new UpdateSettings(1, 0.1f, Decay: false));
        Assert.Equal(2f, weights[0]);
        adam.Update(weights, [0f], adam.CreateState(1), 0, new UpdateSettings(1, 0.1f));
        Assert.Equal(1.9f, weights[0], 1e-6f);
    }

    [Fact]
    public void Clipping_limits_the_norm_over_all_gradients()
    {
        float[] gradients = [3, 0, 4];
        Assert.Equal(5, GradientClipping.Clip(gradients, 1), 1e-6);
        Assert.Equal([0.6f, 0, 0.8f], gradients);
        Assert.Equal(1, GradientClipping.Clip(gradients, 2), 1e-6);
        Assert.Equal([0.6f, 0, 0.8f], gradients);
    }

    [Fact]
    public void Settings_out_of_range_are_named()
    {
        Assert.Contains("Momentum is 1; it must be at least 0 and below 1", Assert.Throws<ArgumentException>(() => new Sgd(1).Validate()).Message, StringComparison.Ordinal);
        Assert.Contains("Beta2 is", Assert.Throws<ArgumentException>(() => new Adam(Beta2: float.NaN).Validate()).Message, StringComparison.Ordinal);
    }

    private static Optimizer Make(string name) => name switch
    {
        "sgd" => new Sgd(WeightDecay: 0.1f),
        "momentum" => new Sgd(0.9f, 0.01f),
        "nesterov" => new Sgd(0.9f, 0.01f, Nesterov: true),
        "adam" => new Adam(),
        "adam-l2" => new Adam(WeightDecay: 0.1f),
        _ => new AdamW(WeightDecay: 0.1f),
    };

    private static void Reference(string name, int step, double g, (double[] W, double[] M, double[] V, int I) s)
    {
        const double rate = 0.01f;
        ref double w = ref s.W[s.I], m = ref s.M[s.I], v = ref s.V[s.I];
        if (name is "sgd" or "momentum" or "nesterov")
        {
            g += (name == "sgd" ? 0.1f : 0.01f) * w;
            m = ((name == "sgd" ? 0 : 0.9f) * m) + g;
            w -= rate * (name == "nesterov" ? g + (0.9f * m) : m);
            return;
        }

        if (name == "adam-l2") g += 0.1f * w;
        if (name == "adamw") w *= 1 - (rate * 0.1f);
        m = (0.9f * m) + ((1 - 0.9f) * g);
        v = (0.999f * v) + ((1 - 0.999f) * g * g);
        w -= rate * (m / (1 - Math.Pow(0.9f, step))) / (Math.Sqrt(v / (1 - Math.Pow(0.999f, step))) + 1e-8f);
    }

    private static float[] Random(ulong stream)
    {
        var random = new CounterRandom(5, stream);
        return [.. Enumerable.Range(0, Count).Select(_ => random.NextFloat(-1, 1))];
    }
}
