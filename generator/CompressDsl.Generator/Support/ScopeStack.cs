namespace CompressDsl.Generator.Support;

/// <summary>Several scopes that end together, the last one first.</summary>
internal sealed class ScopeStack : IDisposable
{
    private readonly Stack<IDisposable> scopes = new();

    public void Push(IDisposable scope) => scopes.Push(scope);

    public void Dispose()
    {
        while (scopes.Count > 0) scopes.Pop().Dispose();
    }
}
