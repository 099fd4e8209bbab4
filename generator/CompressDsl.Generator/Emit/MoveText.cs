using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>Strided copies.</summary>
internal static class MoveText
{
    /// <summary>Up to this extent the innermost axis is written out: the channels of a picture.</summary>
    private const int WrittenOut = 4;

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
        var isIds = buffers[move.Output].Element == BufferElement.Int32;
        var planes = !copies && !isIds && axes.Count > 1 && IsPlanes(axes[axes.Count - 2], last!);
        var together = !copies && last is { Extent: { IsNamed: false, Size: <= WrittenOut } } ? last.Extent.Size : 1;
        var loops = axes.Take(axes.Count - (planes ? 2 : copies || together > 1 ? 1 : 0)).ToList();
        var scopes = new Stack<IDisposable>();
        for (var i = 0; i < loops.Count; i++)
        {
            var index = Index(i);
            // An int would be widened at every address.
            scopes.Push(w.Block($"for (nint {index} = 0; {index} < {buffers.Count(loops[i].Extent)}; {index}++)"));
        }

        var from = Position(move.InputOffset, loops.Select(a => a.Input));
        var to = Position(move.OutputOffset, loops.Select(a => a.Output));
        if (copies)
        {
            var bytes = buffers[move.Output].Element == BufferElement.UInt8 ? 1 : 4;
            w.Line($"Unsafe.CopyBlockUnaligned({VectorLoop.At("output", to)}, {VectorLoop.At("input", from)}, (uint)({buffers.Count(last!.Extent, bytes)}));");
        }
        else if (planes)
        {
            var count = buffers.Count(axes[axes.Count - 2].Extent);
            w.Line($"PlaneMath.Interleave({VectorLoop.At("input", from)}, {Literal.Of(last!.Input)}, {VectorLoop.At("output", to)}, {count});");
        }
        else
        {
            for (var i = 0; i < together; i++) w.Line($"output[{Beside(to, last?.Output, i)}] = input[{Beside(from, last?.Input, i)}];");
        }

        while (scopes.Count > 0) scopes.Pop().Dispose();
    }

    // Three colours, one plane each, that come to lie side by side.
    private static bool IsPlanes(MoveAxis pixels, MoveAxis colours) =>
        colours is { Extent: { IsNamed: false, Size: 3 }, Output: 1 } && pixels is { Input: 1, Output: 3 };

    private static string Beside(string position, int? stride, int index)
    {
        var offset = index * (stride ?? 0);
        return offset == 0 ? position : position == "0" ? Literal.Of(offset) : $"{position} + {Literal.Of(offset)}";
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
        return terms.Count == 1 ? terms[0]!.Trim('(', ')') : string.Join(" + ", terms);
    }
}
