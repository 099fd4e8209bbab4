namespace CompressDsl.Training.Tests;

public sealed class LossTests
{
    private const int Rows = 5;
    private const int Classes = 7;

    private static readonly int[] Others = [1, 6, 0, Answer.NotLearned, 2];
    private static readonly float[] Shares = [0.75f, 0.5f, 0.9f, 1, 0.6f];

    public static TheoryData<string> Losses => 
        ["cross-entropy", "smoothed", "blended", "partial cross-entropy", "mse", "partial mse", "soft", "distillation", "logits"];

    [Theory]
    [MemberData(nameof(Losses))]
    public void Gradients_are_central_differences(string loss)
    {
        float[] outputs = Random(Rows * Classes, 1), gradients = new float[outputs.Length], ignored = new float[outputs.Length];
        Evaluate(loss, outputs, gradients);
        for (var i = 0; i < outputs.Length; i++)
        {
            var old = outputs[i];
            outputs[i] = old + 0.01f;
            var above = Evaluate(loss, outputs, ignored);
            outputs[i] = old - 0.01f;
            var below = Evaluate(loss, outputs, ignored);
            outputs[i] = old;
            Assert.Equal((above - below) / 0.02, gradients[i], 1e-3);
        }
    }

    [Fact]
    public void Cross_entropy_has_its_textbook_value()
    {
        float[] logits = [1, 2, 3], gradients = new float[3];
        var loss = CrossEntropy.Compute(new LossBlock(logits, gradients, 3, 1), [1]);
        Assert.Equal(Math.Log(Math.Exp(1) + Math.Exp(2) + Math.Exp(3)) - 2, loss, 1e-6);
    }

    [Fact]
    public void Equal_teacher_and_student_lose_nothing()
    {
        float[] logits = Random(Classes, 3), gradients = new float[Classes];
        Assert.Equal(0, SoftTargetLoss.Compute(new LossBlock(logits, gradients, Classes, 1), logits, 4), 1e-6);
        Assert.All(gradients, g => Assert.Equal(0, g, 1e-6));
    }

    [Fact]
    public void Temperature_and_alpha_move_in_straight_lines()
    {
        var options = new DistillationOptions { Temperature = 8, FinalTemperature = 2, FinalAlpha = 0.1f, LabelSmoothing = 0.2f };
        var schedule = new DistillationSchedule(options, temperature: 99, alpha: 0.9f);
        Assert.Equal(new DistillationLoss(8, 0.9f, 0.2f), schedule.At(0));
        Assert.Equal(new DistillationLoss(5, 0.5f, 0.2f), schedule.At(0.5));
        Assert.Equal(new DistillationLoss(2, 0.1f, 0.2f), schedule.At(1));
    }

    [Theory]
    [InlineData(1e4f)]
    [InlineData(-1e4f)]
    public void Large_logits_stay_finite(float size)
    {
        float[] logits = [size, 0, -size], gradients = new float[3];
        var loss = new DistillationLoss(2, 0.5f).Compute(new LossBlock(logits, gradients, 3, 1), [0f, size, 1f], [2]);
        Assert.True(double.IsFinite(loss));
        Assert.All(gradients, g => Assert.True(float.IsFinite(g)));
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Blocks_of_a_batch_add_up(string loss)
    {
        float[] outputs = Random(Rows * Classes, 1), whole = new float[outputs.Length], parts = new float[outputs.Length];
        var expected = Evaluate(loss, outputs, whole);
        var sum = Evaluate(loss, outputs, parts, 0, 2) + Evaluate(loss, outputs, parts, 2, Rows);
        Assert.Equal(expected, sum, 1e-9);
        Assert.Equal(whole, parts);
    }

    [Fact]
    public void A_label_out_of_range_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() => CrossEntropy.Compute(new LossBlock(new float[6], new float[6], 3, 2), [0, 3]));
        Assert.Contains("Label 3 of row 1", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(0.2f)]
    public void Two_classes_count_by_their_shares(float smoothing)
    {
        float[] logits = Random(Classes, 4), both = new float[Classes], first = new float[Classes], second = new float[Classes];
        var blended = CrossEntropy.Compute(new LossBlock(logits, both, Classes, 1), new RowLabels([2]) { Others = [5], Shares = [0.7f] }, smoothing);
        var parts = (0.7 * CrossEntropy.Compute(new LossBlock(logits, first, Classes, 1), [2], smoothing))
            + (0.3 * CrossEntropy.Compute(new LossBlock(logits, second, Classes, 1), [5], smoothing));
        Assert.Equal(parts, blended, 1e-6);
        for (var c = 0; c < Classes; c++) Assert.Equal((0.7f * first[c]) + (0.3f * second[c]), both[c], 1e-6f);
    }

    [Fact]
    public void What_is_not_learned_costs_nothing()
    {
        float[] gradients = [9, 9, 9];
        Assert.Equal(0, CrossEntropy.Compute(new LossBlock(new float[3], gradients, 3, 1), [Answer.NotLearned]));
        Assert.Equal([0, 0, 0], gradients);
        Assert.Equal(1 / 3.0, MeanSquaredError.Compute(new LossBlock([1f, 2f, 3f], gradients, 3, 1), [float.NaN, 1f, float.NaN]), 1e-9);
        Assert.Equal([0, 2 / 3f, 0], gradients);
    }

    private static double Evaluate(string loss, float[] outputs, float[] gradients, int from = 0, int to = Rows)
    {
        var range = (from * Classes)..(to * Classes);
        var block = new LossBlock(outputs.AsSpan()[range], gradients.AsSpan()[range], Classes, Rows);
        var other = Random(Rows * Classes, 2)[range];
        int[] labels = new[] { 0, 6, 3, 3, 1 }[from..to];
        return loss switch
        {
            "cross-entropy" => CrossEntropy.Compute(block, labels),
            "smoothed" => CrossEntropy.Compute(block, labels, 0.1f),
            "blended" => CrossEntropy.Compute(block, new RowLabels(labels) { Others = Others[from..to], Shares = Shares[from..to] }, 0.1f),
            "partial cross-entropy" => CrossEntropy.Compute(block, [.. labels.Select(l => l == 3 ? Answer.NotLearned : l)]),
            "partial mse" => MeanSquaredError.Compute(block, [.. other.Select((o, i) => (from * Classes + i) % 3 == 0 ? float.NaN : o)]),
            "mse" => MeanSquaredError.Compute(block, other),
            "soft" => SoftTargetLoss.Compute(block, other, 3),
            "logits" => new DistillationLoss(4, 0.7f, 0.1f) { OfLogits = true }.Compute(block, other, labels),
            _ => new DistillationLoss(4, 0.7f, 0.1f).Compute(block, other, labels),
        };
    }

    private static float[] Random(int length, ulong stream)
    {
        var random = new CounterRandom(3, stream);
        return [.. Enumerable.Range(0, length).Select(_ => random.NextFloat(-2, 2))];
    }
}
