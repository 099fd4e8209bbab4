using CompressDsl.Training;
using Spectre.Console;

namespace CompressDsl.Samples;

/// <summary><c>-- evaluate</c>: how good the trained networks are, their bytes and their time.</summary>
internal static class EvaluateCommand
{
    /// <summary>Prints a table over the checkpoints.</summary>
    public static int Run(ISample sample, SampleFolder folder)
    {
        if (!File.Exists(folder.Student))
        {
            Console.Error.WriteLine($"There is no {folder.Student}: run with 'train' first.");
            return 1;
        }

        var table = new Table().AddColumns("network", "parameters", "bytes", sample.Measure, "microseconds");
        if (File.Exists(folder.Teacher)) Add(table, sample, sample.LoadTeacher(folder.Teacher));
        var (floats, deployed) = sample.LoadStudent(folder.Student);
        if (floats is not null) Add(table, sample, floats);
        Add(table, sample, deployed);
        Console.WriteLine($"{sample.Source}: {sample.Test.Count:N0} to test with.");
        AnsiConsole.Write(table);
        Console.WriteLine("Generated sources: " + folder.GeneratedSources);
        return 0;
    }

    private static void Add(Table table, ISample sample, Candidate c) => table.AddRow(
        c.Name, $"{c.Parameters:N0}", $"{c.Bytes:N0}", $"{sample.Judge(c.Model):P2}", $"{InferenceClock.Microseconds(c.Model, sample.Test):F1}");
}
