using CompressDsl.Training.Tests.Generated;
using CompressDsl.Training.Tests.Hints;
using Xunit.Abstractions;

namespace CompressDsl.Training.Tests;

/// <summary>A run that was stopped does not go on as another network, even where all parameters are called the same.</summary>
public sealed class ForwardTests(ITestOutputHelper log)
{
    [Theory]
    [InlineData("head.Forward(Tanh(first.Forward(x)))", "Forward first.relu = Relu(first); now it is (nothing)")]
    [InlineData("head.Forward(Dropout(Relu(first.Forward(x)), 0.1))", "Forward head = Linear { HasBias: true } (first.relu, head.weight, head.bias); now it is")]
    public void Another_Forward_is_refused_by_name(string forward, string message)
    {
        using var folder = new TemporaryFolder();
        var options = new TrainingOptions { Epochs = 2, BatchSize = 32, WorkingCheckpoint = folder.File("s.training"), SaveEvery = 1 };
        Model("head.Forward(Relu(first.Forward(x)))").Train("Student", Problems.Spirals(64, 1), options);
        Model("head.Forward(Relu(first.Forward(x)))").Train("Student", Problems.Spirals(64, 1), options);
        var problem = Assert.Throws<InvalidOperationException>(() => Model(forward).Train("Student", Problems.Spirals(64, 1), options));
        log.WriteLine(problem.Message);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    private static SourceModels Model(string forward) => SourceModels.Of($$"""
        public sealed partial class Student
        {
            private readonly Linear first = new(2, 8);
            private readonly Linear head = new(8, 2);
            private Value Forward([Input(2)] Value x) => {{forward}};
        }
        """);
}
