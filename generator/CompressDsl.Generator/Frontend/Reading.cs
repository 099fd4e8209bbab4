using System.Threading;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Frontend;

/// <summary>The reading of one model: the graph that grows, the problems found, where each edge was written, and the limits.</summary>
internal sealed class Reading(string model, Compilation compilation, CancellationToken cancellation)
{
    /// <summary>Expressions and statements that one model may take to read, loops unrolled.</summary>
    public const int MaxSteps = 500_000;

    /// <summary>Calls inside calls.</summary>
    public const int MaxDepth = 100;

    private readonly HashSet<Problem> known = [];
    private readonly List<Problem> problems = [];
    private readonly List<LayerDatum> layers = [];
    private int steps;

    public string Model { get; } = model;

    public Compilation Compilation { get; } = compilation;

    public CancellationToken Cancellation { get; } = cancellation;

    public GraphBuilder Graph { get; } = new(model);

    public IReadOnlyList<Problem> Problems => problems;

    public SpanTableBuilder Spans { get; } = new();

    /// <summary>Every layer object that was made, in order.</summary>
    public List<LayerDatum> Layers => layers;

    /// <summary>Whether there is no network to compile.</summary>
    public bool Failed { get; private set; }

    /// <summary>Calls that are being inlined.</summary>
    public int Depth { get; set; }

    /// <summary>The outermost loop that is being unrolled.</summary>
    public SyntaxNode? Loop { get; set; }

    /// <summary>Reports an error; the result stands for the value that there is not.</summary>
    public Datum Report(string id, SyntaxNode place, params string[] arguments)
    {
        Failed = true;
        Warn(id, Places.Of(place), arguments);
        return UnknownDatum.Instance;
    }

    /// <summary>Reports something that does not keep the model from being compiled.</summary>
    public void Warn(string id, SourceSpan place, params string[] arguments)
    {
        var problem = Problem.At(id, place, arguments);
        if (known.Add(problem)) problems.Add(problem);
    }

    /// <summary>Gives up silently: the compiler reports what is wrong.</summary>
    public Datum Fail()
    {
        Failed = true;
        return UnknownDatum.Instance;
    }

    /// <summary>Counts one expression or statement.</summary>
    /// <exception cref="ReadingAbortedException">The limit is reached.</exception>
    public void Step(SyntaxNode place)
    {
        Cancellation.ThrowIfCancellationRequested();
        if (++steps <= MaxSteps) return;
        Report(ProblemId.TooManySteps, Loop ?? place, Model, MaxSteps.ToString(System.Globalization.CultureInfo.InvariantCulture));
        throw new ReadingAbortedException();
    }
}
