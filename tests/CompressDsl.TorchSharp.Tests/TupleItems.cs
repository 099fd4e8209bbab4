using System.Runtime.CompilerServices;

namespace CompressDsl.TorchSharp.Tests;

internal static class TupleItems
{
    public static IEnumerable<object?> Items(this ITuple tuple)
    {
        for (var i = 0; i < tuple.Length; i++) yield return tuple[i];
    }
}
