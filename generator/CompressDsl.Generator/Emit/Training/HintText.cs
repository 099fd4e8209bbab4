using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit.Training;

/// <summary>What a model's hints add to its training loops; nothing where it has none.</summary>
internal sealed class HintText
{
    private const string Library = "global::CompressDsl.Training.";

    private readonly ModelDeclaration model;
    private readonly HintDeclaration[] own;
    private readonly HintDeclaration[] taught;
    private readonly string[] names;

    public HintText(ModelDeclaration model)
    {
        this.model = model;
        (own, taught) = (model.Hints.Where(h => h.OfSelf).ToArray(), model.Hints.Where(h => !h.OfSelf).ToArray());
        var table = new NameTable("Temperature", "Alpha", "OwnHints", "TeacherHints", "LearnFromItself", "LearnFromTeacher", "Train", "Distill", "Run");
        names = model.Hints.Select(h => table.Unique(NameOf(h, model.Hints.Count(o => (o.Student, o.Teacher) == (h.Student, h.Teacher)) > 1))).ToArray();
    }

    /// <summary>Behind the declaration of the run, where there is no teacher.</summary>
    public string InTrain => own.Length == 0 ? "" : "\n    run.LearnHints(OwnHints, LearnFromItself);";

    /// <summary>Before the run begins, where there is a teacher.</summary>
    public string InDistill => (own.Length > 0, taught.Length > 0) switch
    {
        (false, false) => "",
        (true, false) => "\n\n    // Fields with a [Hint] learn beside the outputs.\n    run.LearnHints(OwnHints, LearnFromItself);",
        (false, true) => "\n\n    // Fields with a [Hint] learn beside the outputs.\n    run.LearnHints(TeacherHints, LearnFromTeacher);",
        _ => "\n\n    // Fields with a [Hint] learn beside the outputs.\n    run.LearnHints([.. OwnHints, .. TeacherHints], hints => { LearnFromItself(hints); LearnFromTeacher(hints); });",
    };

    /// <summary>The hints and their losses.</summary>
    public void WriteLosses(SourceWriter w)
    {
        if (own.Length > 0) Write(w, "OwnHints", "LearnFromItself", "Fields that learn from deeper fields of the network itself, which do not move for it.", own);
        if (taught.Length > 0) Write(w, "TeacherHints", "LearnFromTeacher", "Fields that learn from fields of the teacher.", taught);
    }

    private void Write(SourceWriter w, string list, string method, string about, HintDeclaration[] hints)
    {
        w.Line().Line($"// {about} The options may give their weights a common factor.");
        foreach (var hint in hints) w.Line($"private const int {NameOf(hint)} = {Literal.Of(NumberOf(hint))};");
        w.Line().Line($"private static readonly Hint[] {list} =").Line("[");
        foreach (var hint in hints) w.Line($"    {Declaration(hint)},");
        w.Line("];").Line();
        using (w.Block($"private static void {method}(ShardHints hints)"))
        {
            for (var i = 0; i < hints.Length; i++)
            {
                if (i > 0) w.Line();
                w.Line($"// {Sentence(hints[i])}");
                w.Line($"hints.Note({NameOf(hints[i])}, {Loss(hints[i])});");
            }
        }
    }

    private static string Declaration(HintDeclaration hint)
    {
        var parts = new[] { hint.OfSelf ? "IsOfSelf = true" : "", hint.IsProjected ? "IsProjected = true" : "" }.Where(p => p.Length > 0).ToArray();
        var settings = parts.Length == 0 ? "" : $" {{ {string.Join(", ", parts)} }}";
        return $"new({Literal.Of(hint.Student)}, {Literal.Of(hint.Teacher)}, HintLoss.{hint.Loss}, {Literal.Of((float)hint.Weight)}){settings}";
    }

    private string Loss(HintDeclaration hint)
    {
        var name = NameOf(hint);
        return hint.IsProjected ? $"FeatureLoss.Compute(hints.Of({name}), hints.Projection({name}))" : $"{ClassOf(hint.Loss)}.Compute(hints.Of({name}))";
    }

    private static string ClassOf(HintLoss loss) => loss == HintLoss.Features ? "FeatureLoss" : $"{loss}Loss";

    private string Sentence(HintDeclaration hint)
    {
        var teacher = hint.OfSelf ? "" : $" of {model.Distillation!.Teacher}";
        return $"{hint.Student} {hint.Shape} learns from {hint.Teacher} {hint.TeacherShape}{teacher}: {About(hint)}.";
    }

    private static string About(HintDeclaration hint) => hint.Loss switch
    {
        HintLoss.Attention => "squares, added up over the channels, as maps of length 1",
        HintLoss.RelationalDistance => "distances between the rows of the shard, in units of their mean",
        HintLoss.RelationalAngle => "angles between any three rows of the shard",
        _ when hint.IsProjected => $"mean squared error behind a projection of {Literal.Of(hint.Shape.Channels)} features to {Literal.Of(hint.TeacherShape.Channels)}, which is trained along",
        _ => "mean squared error",
    };

    private static string NameOf(HintDeclaration hint, bool withLoss) =>
        $"{Identifier.Pascal(hint.Student)}From{Identifier.Pascal(hint.Teacher)}{(withLoss ? $"By{hint.Loss}" : "")}";

    private int NumberOf(HintDeclaration hint) => Array.FindIndex(model.Hints.ToArray(), h => ReferenceEquals(h, hint));

    private string NameOf(HintDeclaration hint) => names[NumberOf(hint)];
}
