namespace CompressDsl.Training.Tests.Teachers;

/// <summary>Several teachers that answer as one.</summary>
public sealed class TeacherEnsembleTests
{
    private static readonly FunctionModel First = new(2, 3, x => [x[0], x[1], 0]);
    private static readonly FunctionModel Second = new(2, 3, x => [-3 * x[0], 1, 2]);

    [Fact]
    public void Outputs_are_averaged_by_weight()
    {
        Assert.Equal([-1, 1.5f, 1], Answer(new TeacherEnsemble(First, Second)));
        Assert.Equal([-2, 1.25f, 1.5f], Answer(new TeacherEnsemble(First, Second) { Weights = [1, 3] }));
    }

    [Fact]
    public void Probabilities_are_averaged_and_a_softmax_gives_them_back()
    {
        var together = Softmax(Answer(new TeacherEnsemble(First, Second) { Mean = EnsembleMean.Probabilities, Weights = [1, 3] }));
        var (first, second) = (Softmax([1, 2, 0]), Softmax([-3, 1, 2]));
        for (var c = 0; c < 3; c++) Assert.Equal((0.25 * first[c]) + (0.75 * second[c]), together[c], 1e-6);
    }

    [Fact]
    public void Ensembles_may_hold_ensembles_and_large_logits_stay_finite()
    {
        var large = new FunctionModel(2, 3, _ => [1e30f, 0, -1e30f]);
        var nested = new TeacherEnsemble(new TeacherEnsemble(First, Second), First);
        Assert.Equal([0, 1.75f, 0.5f], Answer(nested));
        Assert.All(Answer(new TeacherEnsemble(large, First) { Mean = EnsembleMean.Probabilities }), v => Assert.True(float.IsFinite(v)));
    }

    [Fact]
    public void What_does_not_fit_is_refused_by_name()
    {
        Assert.Contains("no teacher", Assert.Throws<ArgumentException>(() => new TeacherEnsemble()).Message);
        var narrow = new FunctionModel(2, 2, x => x, "Narrow");
        Assert.Contains("Narrow gives output[2]", Assert.Throws<ArgumentException>(() => new TeacherEnsemble(First, narrow)).Message);
        var wide = new FunctionModel(4, 3, _ => [0, 0, 0], "Wide");
        Assert.Contains("Wide takes 4 floats", Assert.Throws<ArgumentException>(() => new TeacherEnsemble(First, wide)).Message);
        Assert.Contains("2 teachers, but 1 weights", Assert.Throws<ArgumentException>(() => new TeacherEnsemble(First, Second) { Weights = [1] }).Message);
        Assert.Contains("at least 0", Assert.Throws<ArgumentException>(() => new TeacherEnsemble(First, Second) { Weights = [1, -1] }).Message);
    }

    private static float[] Answer(IModel model)
    {
        var output = new float[3];
        model.Infer(new ModelInput([1, 2], []), output);
        return output;
    }

    private static double[] Softmax(float[] logits)
    {
        var exponentials = logits.Select(l => Math.Exp(l - (double)logits.Max())).ToArray();
        return [.. exponentials.Select(e => e / exponentials.Sum())];
    }
}
