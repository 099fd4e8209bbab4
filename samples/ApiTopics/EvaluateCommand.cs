using System.Diagnostics;
using ApiTopics.Data;
using CompressDsl;
using CompressDsl.Samples;
using CompressDsl.Training;
using Spectre.Console;

namespace ApiTopics;

/// <summary>Without arguments: accuracy, size and time of the trained networks on the test texts.</summary>
internal static class EvaluateCommand
{
    private const int TimedRounds = 9;

    /// <summary>Prints the table.</summary>
    public static int Run()
    {
        if (!File.Exists(TopicFiles.Folder.Student) || !File.Exists(TopicFiles.Folder.Teacher))
        {
            Console.Error.WriteLine("There are no checkpoints: run with 'train' first, then build again.");
            return 1;
        }

        var test = TopicTokens.Of(ApiTexts.Load(), Part.Test);
        var teacher = TopicTeacher.Load(TopicFiles.Folder.Teacher);
        var student = TopicStudent.Load(TopicFiles.Folder.Student);
        var compiled = TopicStudent.Report;
        var table = new Table().AddColumns("network", "parameters", "bytes", "test accuracy", "microseconds per text");
        AddRow(table, "teacher, float", teacher.Report.Parameters, teacher.Report.BytesAfter, new Answers(teacher.Infer, test.Teacher));
        AddRow(table, "student, pruned, float", compiled.Parameters, compiled.BytesBefore, new Answers(student.InferFloat, test.Student));
        AddRow(table, "student, compiled", compiled.Parameters, compiled.BytesAfter, new Answers(TopicStudent.Infer, test.Student));
        Console.WriteLine($"{test.Student.Tokens.Length:N0} test texts, {test.Student.Tokens.Average(t => t.Length):F1} tokens each for the student");
        AnsiConsole.Write(table);
        Console.WriteLine(compiled.Summary);
        Console.WriteLine($"Allocated by {test.Student.Tokens.Length:N0} calls of Infer: {AllocatedBytes(new Answers(TopicStudent.Infer, test.Student))} bytes");
        Console.WriteLine($"Generated sources: {TopicFiles.Folder.GeneratedSources}");
        return 0;
    }

    /// <summary><c>-- analyze</c>: writes a page that shows what compression costs the student, layer by layer.</summary>
    /// <param name="output">The page.</param>
    public static int Analyze(string output)
    {
        var test = TopicTokens.Of(ApiTexts.Load(), Part.Test);
        return AnalyzeCommand.Run(p => TopicStudent.Analyze(TopicFiles.Folder.Student, test.Student.Samples, progress: p), output);
    }

    private static void AddRow(Table table, string name, long parameters, long bytes, Answers answers) => table.AddRow(
        name, $"{parameters:N0}", $"{bytes:N0}", $"{answers.Accuracy():P2}", $"{Microseconds(answers):F2}");

    private static double Microseconds(Answers answers)
    {
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < TimedRounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            answers.RunAll();
            var elapsed = Stopwatch.GetElapsedTime(start);
            best = elapsed < best ? elapsed : best;
        }

        return best.TotalMicroseconds / answers.Count;
    }

    private static long AllocatedBytes(Answers answers)
    {
        answers.RunAll();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        answers.RunAll();
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }
}
