using CompressDsl.Training.Tests.Generated;
using CompressDsl.Training.Tests.Hints;

namespace CompressDsl.Training.Tests.Teachers;

/// <summary>A teacher in its training form: the same answers as those of its float session, a batch at a time.</summary>
public sealed class NetworkTeacherTests
{
    private static readonly Lazy<SourceModels> Models = new(() => SourceModels.Of("""
        public sealed partial class Teacher
        {
            private readonly Linear first = new(2, 40);
            private readonly Linear head = new(40, 2);
            private Value Forward([Input(2)] Value x) => head.Forward(Dropout(Tanh(first.Forward(x)), 0.3));
        }
        [Distill(typeof(Teacher), Temperature = 2, Alpha = 1)]
        public sealed partial class Student
        {
            private readonly Linear first = new(2, 8);
            private readonly Linear head = new(8, 2);
            private Value Forward([Input(2)] Value x) => head.Forward(Tanh(first.Forward(x)));
        }
        """));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_teaches_as_its_session_does(bool keepsAnswers)
    {
        var data = Problems.Spirals(200, 1);
        var trained = Models.Value.Train("Teacher", data, new TrainingOptions { Epochs = 3, BatchSize = 32 }).Checkpoint;
        var options = new DistillationOptions
        {
            Epochs = 3, BatchSize = 48, Optimizer = new Sgd(), Schedule = LearningRateSchedule.Constant(0.1), CacheTeacher = keepsAnswers,
        };
        using var teacher = new TrainedNetwork(Models.Value.Network("Teacher"), trained);
        var expected = Models.Value.Distill("Student", Models.Value.Load("Teacher", trained), data, options).Checkpoint;
        var actual = Models.Value.Distill("Student", teacher, data, options).Checkpoint;
        Assert.Equal(expected.Tensors.Select(t => t.Name), actual.Tensors.Select(t => t.Name));
        Assert.All(expected.Tensors, t => Assert.All(t.ToFloats().Zip(actual[t.Name].ToFloats()), w => Assert.Equal(w.First, w.Second, 2e-5f)));
    }
}
