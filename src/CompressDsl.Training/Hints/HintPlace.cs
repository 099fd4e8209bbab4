namespace CompressDsl.Training;

/// <summary>A hint and where its two sides lie.</summary>
/// <param name="Hint">What is learned.</param>
/// <param name="Student">Number of the feature that learns.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Teacher">Number of the feature that it learns from, in its own network.</param>
/// <param name="TeacherShape">Its shape.</param>
internal sealed record HintPlace(Hint Hint, int Student, FeatureShape Shape, int Teacher, FeatureShape TeacherShape)
{
    /// <summary>Finds both sides of all hints; hint n learns at feature n of the student.</summary>
    /// <param name="hints">The hints.</param>
    /// <param name="student">The network that is trained.</param>
    /// <param name="teacher">The teacher's network; null without one.</param>
    /// <exception cref="InvalidOperationException">A side is not there; the text says why, and the way out.</exception>
    public static HintPlace[] All(IReadOnlyList<Hint> hints, NetworkPlan student, NetworkPlan? teacher) =>
        [.. hints.Select((hint, number) => Of(hint, number, student, teacher))];

    /// <summary>Finds both sides.</summary>
    /// <param name="hint">The hint.</param>
    /// <param name="number">Its number, which is that of the feature that learns.</param>
    /// <param name="student">The network that is trained.</param>
    /// <param name="teacher">The teacher's network; null without one.</param>
    /// <exception cref="InvalidOperationException">A side is not there; the text says why, and the way out.</exception>
    private static HintPlace Of(Hint hint, int number, NetworkPlan student, NetworkPlan? teacher)
    {
        var owner = hint.IsOfSelf ? student : teacher ?? throw new InvalidOperationException(
            $"The hint '{hint}' of {student.Recipe.Model} needs values inside the teacher, which a compiled network or a delegate does not show: give "
            + "new TrainedNetwork(Teacher.CreateTrainingNetwork(), Checkpoint.Load(path)) as the teacher, or train without hints (HintWeight = 0).");
        var shown = owner.Features.Select((f, i) => (Feature: f, Number: i)).Where(f => f.Feature.Field == hint.Teacher).ToArray();
        if (shown.Length == 0)
        {
            throw new InvalidOperationException(
                $"{owner.Recipe.Model} shows no values of '{hint.Teacher}', from which '{hint.Student}' of {student.Recipe.Model} learns: it is not the teacher that [Distill] names, or it was compiled in another project.");
        }

        return new HintPlace(hint, number, student.Features[number].Shape, shown[0].Number, shown[0].Feature.Shape);
    }
}
