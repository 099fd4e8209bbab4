using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Frontend;

/// <summary>One inlined call: its parameters, locals and type arguments.</summary>
/// <param name="method">What runs.</param>
/// <param name="self">The object it runs on.</param>
/// <param name="outer">For lambdas and local functions, the call they were written in.</param>
internal sealed class Frame(IMethodSymbol? method, BlockDatum? self, Frame? outer = null)
{
    private readonly Dictionary<ISymbol, Datum> variables = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, ITypeSymbol> types = new(SymbolEqualityComparer.Default);

    public IMethodSymbol? Method { get; } = method;

    public BlockDatum? Self { get; } = self;

    public Frame? Outer { get; } = outer;

    /// <summary>Whether fields of <see cref="Self"/> may be written.</summary>
    public bool IsConstructor { get; init; }

    /// <summary>What <c>return</c> returned.</summary>
    public Datum? Result { get; set; }

    /// <summary>Objects under initialisation (<c>new Block { Width = 3 }</c>) and receivers of <c>?.</c>, innermost last.</summary>
    public Stack<Datum> Receivers { get; } = new();

    public void Declare(ISymbol variable, Datum value) => variables[variable.OriginalDefinition] = value;

    /// <summary>Writes a variable where it was declared.</summary>
    public void Assign(ISymbol variable, Datum value)
    {
        var frame = this;
        while (frame is not null && !frame.variables.ContainsKey(variable.OriginalDefinition)) frame = frame.Outer;
        (frame ?? this).Declare(variable, value);
    }

    public Datum? Find(ISymbol variable) =>
        variables.TryGetValue(variable.OriginalDefinition, out var value) ? value : Outer?.Find(variable);

    /// <summary>Remembers the type arguments of <paramref name="type"/>, its bases and its containers.</summary>
    public Frame WithTypes(INamedTypeSymbol? type)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            for (var c = t; c is not null; c = c.ContainingType) Add(c.OriginalDefinition.TypeParameters, c.TypeArguments);
        }

        return this;
    }

    /// <summary>Remembers the type arguments of a call.</summary>
    public Frame WithTypes(IMethodSymbol target, Func<ITypeSymbol, ITypeSymbol> substitute)
    {
        Add(target.OriginalDefinition.TypeParameters, target.TypeArguments.Select(substitute).ToArray());
        return this;
    }

    /// <summary><paramref name="type"/> with the type parameters that are known here replaced.</summary>
    public ITypeSymbol Substitute(ITypeSymbol type, Compilation compilation) => type switch
    {
        ITypeParameterSymbol parameter => FindType(parameter) ?? type,
        IArrayTypeSymbol array => compilation.CreateArrayTypeSymbol(Substitute(array.ElementType, compilation), array.Rank),
        INamedTypeSymbol { IsGenericType: true, IsUnboundGenericType: false, IsTupleType: false, ContainingType: null } named =>
            named.OriginalDefinition.Construct(named.TypeArguments.Select(a => Substitute(a, compilation)).ToArray()),
        _ => type,
    };

    private ITypeSymbol? FindType(ITypeParameterSymbol parameter) =>
        types.TryGetValue(parameter, out var type) ? type : Outer?.FindType(parameter);

    private void Add(IReadOnlyList<ITypeParameterSymbol> parameters, IReadOnlyList<ITypeSymbol> arguments)
    {
        for (var i = 0; i < Math.Min(parameters.Count, arguments.Count); i++)
        {
            if (!SymbolEqualityComparer.Default.Equals(parameters[i], arguments[i])) types[parameters[i]] = arguments[i];
        }
    }
}
