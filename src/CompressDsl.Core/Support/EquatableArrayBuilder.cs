#if !NETSTANDARD2_0
namespace CompressDsl.Core;

/// <summary>Lets collection expressions make an <see cref="EquatableArray{T}"/>: <c>EquatableArray&lt;int&gt; shape = [300, 784];</c></summary>
public static class EquatableArrayBuilder
{
    /// <summary>An array of copies of <paramref name="items"/>.</summary>
    public static EquatableArray<T> Create<T>(ReadOnlySpan<T> items) => new(items.ToArray());
}
#endif
