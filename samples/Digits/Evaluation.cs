using System.Diagnostics;
using CompressDsl;
using CompressDsl.Training;
using Spectre.Console;

namespace Digits;

/// <summary>Errors, bytes and time of the trained networks.</summary>
internal static class Evaluation
{
    private const int TimedSamples = 2_000;

    /// <summary>Prints a table over the checkpoints in <paramref name="folder"/>.</summary>
    public static int Run(DigitData data, string folder)
    {
        var (teacherPath, studentPath) = (Path.Combine(folder, "DigitTeacher.safetensors"), Path.Combine(folder, "DigitStudent.safetensors"));
        if (!File.Exists(studentPath))
        {
            Console.Error.WriteLine($"There is no {studentPath}: run with 'train' first.");
            return 1;
        }

        var table = new Table().AddColumns("network", "parameters", "bytes", "test error", "microseconds");
        if (File.Exists(teacherPath))
        {
            var teacher = DigitTeacher.Load(teacherPath);
            Add(table, "teacher, float", teacher, teacher.Report, data.Test);
        }

        var student = DigitStudent.Load(studentPath);
        Add(table, "student, float, not pruned", new FloatModel(student), student.Report, data.Test, floats: true);
        Add(table, "student, compiled", student, student.Report, data.Test);
        Console.WriteLine($"{data.Source}: {data.Test.Count:N0} to test with.");
        AnsiConsole.Write(table);
        Console.WriteLine("Generated sources: " + Path.Combine(SampleFolder.Path, "obj", "Release", "net10.0", "generated"));
        return 0;
    }

    private static void Add(Table table, string name, IModel model, ModelReport report, IDataset test, bool floats = false) => table.AddRow(
        name, $"{report.Parameters:N0}", $"{(floats ? report.BytesBefore : report.BytesAfter):N0}",
        $"{100 * (1 - Evaluator.Accuracy(model, test, threads: 0)):F2} %", $"{Microseconds(model, test):F2}");

    private static double Microseconds(IModel model, IDataset test)
    {
        var batch = new Batch(test.Shape, 1);
        test.Append(0, batch);
        var output = new float[model.Signature.OutputLength];
        var best = double.MaxValue;
        for (var round = 0; round < 7; round++)
        {
            var clock = Stopwatch.StartNew();
            for (var i = 0; i < TimedSamples; i++) model.Infer((ReadOnlySpan<float>)batch.FeaturesOf(0), output);
            best = Math.Min(best, clock.Elapsed.TotalMicroseconds / TimedSamples);
        }

        return best;
    }
}
