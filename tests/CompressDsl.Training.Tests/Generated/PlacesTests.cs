using CompressDsl.Generator.Operators;
using Xunit.Abstractions;

namespace CompressDsl.Training.Tests.Generated;

/// <summary>A network with a class for each of several places of a sample, some of which nothing is known about.</summary>
public sealed class PlacesTests(ITestOutputHelper output)
{
    private const int Points = 3;
    private static readonly string[] Names = ["kinds", "sizes"];

    // Three points of the plane; of each, the half that it lies in and, for those on the right, its height.
    private static TrainableModel Model()
    {
        var b = new NetworkBuilder();
        var hidden = b.Add(new Relu(), "relu", b.Linear("fc", b.Input(2 * Points), 32, NetworkBuilder.Float with { Bits = 8 }));
        return TrainableModel.Of(b.Build(
            b.Linear("kinds", hidden, 2 * Points, NetworkBuilder.Float with { Bits = 8 }), b.Linear("sizes", hidden, Points, NetworkBuilder.Float with { Bits = 8 })), Names);
    }

    /// <summary>Every fourth place is not learned; were it, its label would be the wrong one.</summary>
    private static AnsweredDataset Data(int count, ulong seed, bool whole)
    {
        var random = new CounterRandom(seed, 0);
        var points = new float[count * 2 * Points];
        for (var i = 0; i < points.Length; i++) points[i] = random.NextFloat(-1, 1);
        var labels = new int[count * Points];
        var heights = new float[count * Points];
        for (var i = 0; i < labels.Length; i++)
        {
            var right = points[2 * i] > 0;
            labels[i] = !whole && i % 4 == 0 ? Answer.NotLearned : right ? 1 : 0;
            heights[i] = right ? points[(2 * i) + 1] : float.NaN;
        }

        return new AnsweredDataset(InMemoryDataset.Unlabelled(points, 2 * Points), Answer.Labels("kinds", labels, 2, Points), Answer.Targets("sizes", heights, Points));
    }

    private static TrainingOptions Options => new() { Epochs = 30, BatchSize = 32, ShardRows = 8, Schedule = LearningRateSchedule.Cosine(1e-2), Threads = 1 };

    [Fact]
    public void Every_place_is_learned_where_something_is_known()
    {
        var (model, test) = (Model(), Data(300, 2, whole: true));

        var result = model.Train(Data(1000, 1, whole: false), Options with { Validation = test });
        var compiled = Evaluator.Evaluate(model.Load(result.Checkpoint), test);

        output.WriteLine($"places {compiled.Output("kinds").Accuracy}, heights {compiled.Output("sizes").Loss}");
        Assert.Equal(300 * Points, compiled.Output("kinds").Confusion!.Total);
        Assert.InRange(compiled.Output("kinds").Accuracy, 0.95, 1);
        Assert.InRange(compiled.Output("sizes").Loss, 0, 0.02);
        Assert.Equal(compiled.Output("kinds").Accuracy, result.Validation!.Output("kinds").Accuracy, 0.02);
        Assert.InRange(result.History.Epochs[^1].Outputs[0].TrainAccuracy, 0.95, 1);
    }

    [Fact]
    public void A_teacher_is_followed_in_numbers_that_the_data_knows_alone()
    {
        var (model, data) = (Model(), Data(1000, 1, whole: true));
        var wrong = 7f;
        BatchTeacher teacher = (batch, answers) =>
        {
            var length = 3 * Points;
            for (var row = 0; row < batch.Rows; row++)
            {
                for (var p = 0; p < Points; p++)
                {
                    var (x, y) = (batch.FeaturesOf(row)[2 * p], batch.FeaturesOf(row)[(2 * p) + 1]);
                    answers[(row * length) + (2 * p)] = -9 * x;
                    answers[(row * length) + (2 * p) + 1] = 9 * x;
                    answers[(row * length) + (2 * Points) + p] = x > 0 ? y : wrong;
                }
            }
        };

        var result = model.Distill(teacher, data, new DistillationOptions { Epochs = 30, BatchSize = 32, Schedule = LearningRateSchedule.Cosine(1e-2), Threads = 1 });
        var compiled = Evaluator.Evaluate(model.Load(result.Checkpoint), Data(300, 2, whole: true));

        output.WriteLine($"places {compiled.Output("kinds").Accuracy}, heights {compiled.Output("sizes").Loss}");
        Assert.InRange(compiled.Output("kinds").Accuracy, 0.95, 1);
        Assert.InRange(compiled.Output("sizes").Loss, 0, 0.02);
    }

    [Fact]
    public void Places_that_do_not_fit_are_named()
    {
        Assert.Contains("Sample 1 has label 2; labels are -1 to 1", Message(() => Answer.Labels("kinds", [0, 1, -1, 2], 2, places: 2)), StringComparison.Ordinal);
        Assert.Contains("3 labels for output 'kinds'", Message(() => Answer.Labels("kinds", [0, 1, -1], 2, places: 2)), StringComparison.Ordinal);
        var data = new AnsweredDataset(InMemoryDataset.Unlabelled(new float[2 * Points], 2 * Points), Answer.Labels("kinds", [0, 1, 0, 1], 2, places: 4));
        Assert.Contains("2 classes in 4 places", Message(() => Model().Train(data, Options)), StringComparison.Ordinal);

        static string Message(Action action) => Assert.ThrowsAny<Exception>(action).Message;
    }
}
