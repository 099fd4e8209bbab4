using CompressDsl.Training;
using Digits;
using TorchSharp;

namespace TorchSharpTeacher.Teaching;

/// <summary>Trains the teacher with TorchSharp's own means, then students from it, and as many without it.</summary>
internal static class Lesson
{
    private const int TeacherEpochs = 8;
    private const int Epochs = 10;
    private const int BatchSize = 64;
    private const int Seeds = 3;

    /// <summary>Writes the checkpoint of the first student.</summary>
    public static void Give(DigitData data, string output)
    {
        torch.manual_seed(1);
        using var teacher = new ConvolutionalTeacher();
        Train(teacher, DigitData.Moved(data.Train));
        Console.WriteLine($"teacher   {Accuracy(teacher, data.Test):P2} of {data.Test.Count:N0} (TorchSharp, libtorch {torch.__version__})");

        var (taught, alone) = (new double[Seeds], new double[Seeds]);
        for (var i = 0; i < Seeds; i++)
        {
            var options = new DistillationOptions
            {
                Epochs = Epochs, BatchSize = BatchSize, Schedule = LearningRateSchedule.Cosine(2e-3), Validation = data.Test, Seed = (ulong)(i + 1),
            };
            taught[i] = Student.DistillTorch(teacher, data.Train, options with { Output = i == 0 ? output : null }).Validation!.Accuracy;
            alone[i] = Student.TrainTorch(data.Train, options).Validation!.Accuracy;
        }

        Console.WriteLine($"student   {Describe(taught)}, pruned and on 8 bits; the first one written to {Path.GetFileName(output)}");
        Console.WriteLine($"alone     {Describe(alone)}, the same without the teacher");
    }

    private static string Describe(double[] seeds) => $"{seeds.Average():P2} ({string.Join(", ", seeds.Select(s => $"{s:P2}"))})";

    private static void Train(torch.nn.Module<torch.Tensor, torch.Tensor> teacher, AugmentedDataset data)
    {
        using var optimizer = torch.optim.Adam(teacher.parameters(), 2e-3);
        var batch = new Batch(data.Shape, BatchSize);
        for (var epoch = 0; epoch < TeacherEpochs; epoch++)
        {
            using var cursor = ((IDataSource)data).Open(1, epoch);
            while (cursor.MoveNext(batch))
            {
                using var scope = torch.NewDisposeScope();
                optimizer.zero_grad();
                var labels = torch.tensor(batch.Labels.ToArray().Select(l => (long)l).ToArray());
                torch.nn.functional.cross_entropy(teacher.forward(Pixels(batch)), labels).backward();
                optimizer.step();
            }
        }
    }

    private static double Accuracy(torch.nn.Module<torch.Tensor, torch.Tensor> teacher, IDataset data)
    {
        var (batch, right) = (new Batch(data.Shape, 256), 0);
        using var constants = torch.no_grad();
        for (var first = 0; first < data.Count; first += batch.Capacity)
        {
            using var scope = torch.NewDisposeScope();
            batch.Clear();
            for (var i = first; i < data.Count && !batch.IsFull; i++) data.Append(i, batch);
            var answers = teacher.forward(Pixels(batch)).argmax(1).data<long>().ToArray();
            right += answers.Zip(batch.Labels.ToArray()).Count(p => p.First == p.Second);
        }

        return (double)right / data.Count;
    }

    private static torch.Tensor Pixels(Batch batch) => torch.tensor(batch.Features.ToArray()).reshape(batch.Rows, 784);
}
