using System.Threading;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompressDsl.Generator.Frontend;

/// <summary>The reading of one model: the graph that grows, the problems found, where each edge was written, and the limits.</summary>
internal sealed class Reading(INamedTypeSymbol type, LibraryBlocks libraries, CancellationToken cancellation)
{
    /// <summary>Expressions and statements that one model may take to read, loops unrolled.</summary>
    public const int MaxSteps = 500_000;

    /// <summary>Calls inside calls.</summary>
    public const int MaxDepth = 100;

    private readonly HashSet<Problem> known = [];
    private readonly List<Problem> problems = [];
    private readonly List<LayerDatum> layers = [];
    private int steps;

    public string Model { get; } = type.Name;

    public Compilation Compilation => Libraries.Compilation;

    /// <summary>Where sources of other assemblies come from.</summary>
    public LibraryBlocks Libraries { get; } = libraries;

    /// <summary>The innermost call in the user's own source, to which everything in another assembly's is ascribed.</summary>
    public SyntaxNode? UsePlace { get; set; }

    public CancellationToken Cancellation { get; } = cancellation;

    public GraphBuilder Graph { get; } = new(type.Name);

    public IReadOnlyList<Problem> Problems => problems;

    public SpanTableBuilder Spans { get; } = new();

    /// <summary>The fields that hold layers and blocks, and their calls.</summary>
    public FieldTable Fields { get; } = new();

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
        var origin = Libraries.IsCarried(place.SyntaxTree) ? Libraries.OriginOf(place.GetLocation()) : null;
        Add(Problem.At(id, At(place), arguments) with { Origin = origin });
        return UnknownDatum.Instance;
    }

    /// <summary>Reports that a class has no source here, and why.</summary>
    public Datum ReportWithoutSource(INamedTypeSymbol owner, SyntaxNode place)
    {
        var (id, arguments) = Libraries.WhyWithoutSource(owner);
        return Report(id, place, arguments);
    }

    /// <summary>Something that C# does not understand: its compiler says so, unless the source is another assembly's.</summary>
    public Datum Invalid(SyntaxNode place) =>
        Libraries.IsCarried(place.SyntaxTree) ? ReportUnreadable(place, Libraries.ErrorAt(place)) : Fail();

    /// <summary>Reports that the source of another assembly does not compile here.</summary>
    public Datum ReportUnreadable(SyntaxNode place, string error)
    {
        var owner = place.AncestorsAndSelf().OfType<BaseTypeDeclarationSyntax>().LastOrDefault()?.Identifier.Text ?? "a block";
        return Report(ProblemId.BlockSourceUnreadable, place, owner, Libraries.AssemblyOf(place.SyntaxTree), error);
    }

    /// <summary>The place to name in a message: the user's own.</summary>
    public SourceSpan At(SyntaxNode place) => At(place.GetLocation());

    /// <inheritdoc cref="At(SyntaxNode)"/>
    public SourceSpan At(Location place)
    {
        if (!Libraries.IsCarried(place.SourceTree)) return Places.Of(place);
        return UsePlace is null ? ModelReader.NameOf(type) : Places.Of(UsePlace);
    }

    /// <summary>Reports something that does not keep the model from being compiled.</summary>
    public void Warn(string id, SourceSpan place, params string[] arguments) => Add(Problem.At(id, place, arguments));

    /// <summary>Takes over what another reading of the same model found.</summary>
    public void Take(Reading other)
    {
        Failed |= other.Failed;
        foreach (var problem in other.Problems) Add(problem);
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

    private void Add(Problem problem)
    {
        if (known.Add(problem)) problems.Add(problem);
    }
}
