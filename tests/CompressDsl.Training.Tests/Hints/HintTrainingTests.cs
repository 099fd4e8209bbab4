using CompressDsl.Core;
using CompressDsl.Training.Tests.Generated;
using Xunit.Abstractions;

namespace CompressDsl.Training.Tests.Hints;

/// <summary>Hints from C# source to trained networks.</summary>
public sealed class HintTrainingTests(ITestOutputHelper output)
{
    private const string Spirals = """
        public sealed partial class Teacher
        {
            private readonly Linear[] blocks = [new(2, 32), new(32, 32), new(32, 32)];
            private readonly Linear head = new(32, 2);
            private Value Forward([Input(2)] Value x)
            {
                foreach (var block in blocks) x = Relu(block.Forward(x));
                return head.Forward(x);
            }
        }

        [Distill(typeof(Teacher))]
        public sealed partial class Student
        {
            private readonly Linear first = new(2, 8);
            [Hint("blocks.1", Weight = 0.5)]
            private readonly Linear trunk = new(8, 8);
            [Hint("blocks.2", Loss = HintLoss.RelationalDistance)] [Hint("blocks.2", Loss = HintLoss.RelationalAngle)]
            private readonly Linear second = new(8, 8);
            [Hint("head", OfSelf = true)]
            private readonly Linear early = new(8, 2);
            private readonly Linear head = new(8, 2);
            private Value Forward([Input(2)] Value x)
            {
                var inner = Relu(second.Forward(Relu(trunk.Forward(Relu(first.Forward(x))))));
                return Add(head.Forward(inner), Mul(early.Forward(inner), 0.5));
            }
        }
        """;

    private static readonly Lazy<SourceModels> Models = new(() => SourceModels.Of(Spirals));

    private static DistillationOptions Options(int epochs = 3) => new()
    {
        Epochs = epochs, BatchSize = 32, ShardRows = 8, Schedule = LearningRateSchedule.Cosine(1e-2), Threads = 1,
    };

    private static TrainedNetwork Teacher(int epochs) =>
        new(Models.Value.Network("Teacher"), Models.Value.Train("Teacher", Problems.Spirals(400, 1), Options(epochs)).Checkpoint, threads: 1);

    [Fact]
    public void The_loop_says_what_is_learned()
    {
        foreach (var name in new[] { "Demo.Student.Training.Loop.g.cs", "Demo.Student.Training.g.cs", "Demo.Teacher.Training.g.cs" }) output.WriteLine(Models.Value.Files[name]);
    }
}
