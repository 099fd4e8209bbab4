namespace CompressDsl.Training;

/// <summary>Where a teacher's output lies among its outputs, and where it belongs among the student's, in floats of a row.</summary>
internal readonly record struct OutputMatch(int From, int To, int Length)
{
    /// <summary>Matches outputs by name; by order where the names are not the same ones.</summary>
    /// <exception cref="ArgumentException">Number or lengths differ.</exception>
    public static OutputMatch[] Of(ModelSignature teacher, ModelSignature student)
    {
        var byName = student.Outputs.All(s => teacher.Outputs.Count(t => t.Name == s.Name) == 1);
        if (teacher.Outputs.Count != student.Outputs.Count) throw Misfit(teacher, student);
        return [.. student.Outputs.Select((port, number) =>
        {
            var index = byName ? teacher.Outputs.ToList().FindIndex(t => t.Name == port.Name) : number;
            if (teacher.Outputs[index].Length != port.Length) throw Misfit(teacher, student);
            return new OutputMatch(Before(teacher, index), Before(student, number), port.Length);
        })];
    }

    private static int Before(ModelSignature model, int output) => model.Outputs.Take(output).Sum(o => o.Length);

    private static ArgumentException Misfit(ModelSignature teacher, ModelSignature student) =>
        new($"The teacher {teacher.Model} gives {Describe(teacher)}, the student {student.Model} gives {Describe(student)}: they must have the same outputs.");

    private static string Describe(ModelSignature model) => string.Join(" and ", model.Outputs.Select(o => $"{o.Name}[{o.Length}]"));
}
