using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>
/// The kernels of a program. Steps whose methods differ in nothing but the name share one: layers of the same shape are compiled once, by
/// the C# compiler and again at the first call.
/// </summary>
internal sealed class KernelSet
{
    private const string Anyone = "?";

    private readonly bool guardOverflow;
    private readonly Dictionary<string, SharedKernel> byBody = [];
    private readonly Dictionary<string, (KernelMethod Own, SharedKernel Shared)> byName = [];
    private readonly List<SharedKernel> methods = [];

    /// <param name="steps">What is computed, in order; their names are unique.</param>
    /// <param name="buffers">The program's buffers.</param>
    /// <param name="guardOverflow">Whether the user's project checks arithmetic, so that kernels have to say unchecked.</param>
    public KernelSet(IEnumerable<Primitive> steps, BufferTable buffers, bool guardOverflow)
    {
        this.guardOverflow = guardOverflow;
        foreach (var step in steps) Add(KernelText.Of(step, buffers));
    }

    /// <summary>The call that computes <paramref name="step"/>, with the argument texts that <paramref name="text"/> gives.</summary>
    public string Call(Primitive step, Func<KernelArgument, string> text)
    {
        var (own, shared) = byName[step.Name];
        return own.Call(shared.Method.Primitive.Name, text);
    }

    /// <summary>Writes every method once, an empty line before each.</summary>
    public void Write(SourceWriter w)
    {
        foreach (var shared in methods)
        {
            w.Line();
            shared.Method.WriteSummary(w);
            shared.WriteOthers(w);
            shared.Method.Write(w, guardOverflow);
        }
    }

    private void Add(KernelMethod method)
    {
        var w = new SourceWriter();
        method.Write(w, guardOverflow);
        var body = w.ToString().Replace(method.Primitive.Name, Anyone);
        if (byBody.TryGetValue(body, out var shared))
        {
            shared.Others.Add(method.Primitive.Comment);
        }
        else
        {
            byBody.Add(body, shared = new SharedKernel(method, []));
            methods.Add(shared);
        }

        byName.Add(method.Primitive.Name, (method, shared));
    }

    private sealed record SharedKernel(KernelMethod Method, List<string> Others)
    {
        public void WriteOthers(SourceWriter w)
        {
            if (Others.Count == 0) return;
            w.Line("/// <remarks>");
            w.Line("/// The same method computes:");
            foreach (var other in Others) w.Line($"/// {Xml.Escape(other)}<br/>");
            w.Line("/// </remarks>");
        }
    }
}
