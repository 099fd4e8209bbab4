using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>Strided copies.</summary>
internal static class MoveText
{
    public static KernelMethod Create(MovePrimitive move, BufferTable buffers)
    {
        var axes = Merged(move);
        var arguments = new List<KernelArgument> { buffers.Pointer(move.Input, "input"), buffers.Pointer(move.Output, "output") };
        arguments.AddRange(BufferTable.LengthsOf(axes.Select(a => a.Extent).ToArray()));
        return new KernelMethod(move, new EquatableArray<KernelArgument>(arguments), w => WriteBody(w, move, axes, buffers)) { UsesFloats = false };
    }

    /// <summary>The axes without those of size 1, neighbours joined where both sides step evenly over them.</summary>
    private static List<MoveAxis> Merged(MovePrimitive move)
    {
        var axes = new List<MoveAxis>();
        for (var i = 0; i < move.Extents.Count; i++)
        {
            var axis = new MoveAxis(move.Extents[i], move.InputStrides[i], move.OutputStrides[i]);
            if (axis.Extent == new Dimension(1)) continue;
            if (axes.Count > 0 && axes[axes.Count - 1].Join(axis) is { } joined) axes[axes.Count - 1] = joined;
            else axes.Add(axis);
        }

        return axes;
    }

    private static void WriteBody(SourceWriter w, MovePrimitive move, List<MoveAxis> axes, BufferTable buffers)
    {
        var last = axes.LastOrDefault();
        var copies = last is { Input: 1, Output: 1 };
        var loops = copies ? axes.Take(axes.Count - 1).ToList() : axes;
        var scopes = new Stack<IDisposable>();
        for (var i = 0; i < loops.Count; i++)
        {
            var index = Index(i);
            scopes.Push(w.Block($"for (var {index} = 0; {index} < {buffers.Count(loops[i].Extent)}; {index}++)"));
        }

        var from = Position(move.InputOffset, loops.Select(a => a.Input));
        var to = Position(move.OutputOffset, loops.Select(a => a.Output));
        if (copies)
        {
            var bytes = buffers[move.Output].Element == BufferElement.UInt8 ? 1 : 4;
            w.Line($"Unsafe.CopyBlockUnaligned({VectorLoop.At("output", to)}, {VectorLoop.At("input", from)}, (uint)({buffers.Count(last!.Extent, bytes)}));");
        }
        else
        {
            w.Line($"output[{to}] = input[{from}];");
        }

        while (scopes.Count > 0) scopes.Pop().Dispose();
    }

    private static string Index(int loop) => $"i{Literal.Of(loop)}";

    private static string Position(int offset, IEnumerable<int> strides)
    {
        var terms = strides.Select((stride, i) => stride switch
        {
            0 => null,
            1 => Index(i),
            _ => $"({Literal.Of(stride)} * {Index(i)})",
        }).Where(t => t is not null).ToList();
        if (offset != 0 || terms.Count == 0) terms.Insert(0, Literal.Of(offset));
        return string.Join(" + ", terms);
    }
}
