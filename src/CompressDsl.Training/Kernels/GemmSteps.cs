using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CompressDsl.Training.Kernels;

/// <summary>
/// Leaves out rows of a packed panel of B that are zeros from end to end: the paper around a digit, words that no text of the batch has.
/// Zeros add nothing to a sum, so a product without them has the same bits (but for the sign of a sum that is zero).
/// </summary>
/// <remarks>
/// The list of a panel: how many rows are left, the first of them, the distances from one to the next, and a last distance that is read
/// but not used.
/// </remarks>
internal static unsafe class GemmSteps
{
    // Less would not pay for looking.
    private const int LeastDepth = 32;
    private const int LeastRows = 24;

    // So many rows of a panel are looked at before all are.
    private const int Probes = 8;

    // One in so many of them has to be zeros: less would not pay for listing the others. The edges of padded images are less.
    private const int LeastShare = 8;

    /// <summary>Length of the lists for so many panels; 0 where looking for zeros does not pay.</summary>
    /// <param name="rows">Rows of the product: so often a panel is read, by sixes.</param>
    /// <param name="depth">Length of the sums.</param>
    /// <param name="panels">Panels.</param>
    public static int Length(int rows, int depth, int panels) => rows < LeastRows || depth < LeastDepth ? 0 : panels * ListLength(depth);

    /// <summary>Distance between the lists of two panels.</summary>
    public static int ListLength(int depth) => depth + 2;

    /// <summary>Moves the rows of every panel that are not zeros together and lists them, if there seem to be enough zeros.</summary>
    /// <param name="panels">The packed panels.</param>
    /// <param name="block">What they are packed of.</param>
    /// <param name="lists">Room for the lists; null where looking does not pay.</param>
    /// <returns><paramref name="lists"/>, or null where all steps are to be taken.</returns>
    public static int* List(float* panels, GemmBlock block, int* lists)
    {
        if (lists == null || !HasZeros(panels, block)) return null;
        Gather(panels, block, lists);
        return lists;
    }

    /// <summary>Whether a look at a few rows of every panel meets enough zeros.</summary>
    public static bool HasZeros(float* panels, GemmBlock block)
    {
        var (zeros, probes) = (0, 0);
        for (var panel = 0; panel < block.Columns; panel += block.Panel, panels += (nint)block.Depth * block.Panel)
        {
            for (var probe = 0; probe < Probes; probe++, probes++)
            {
                var row = ((2 * probe) + 1) * block.Depth / (2 * Probes);
                if (IsZero(panels + ((nint)row * block.Panel), block.Panel)) zeros++;
            }
        }

        return zeros * LeastShare >= probes;
    }

    /// <summary>Moves the rows of every panel that are not zeros together and lists them.</summary>
    public static void Gather(float* panels, GemmBlock block, int* lists)
    {
        for (var panel = 0; panel < block.Columns; panel += block.Panel, panels += (nint)block.Depth * block.Panel, lists += ListLength(block.Depth))
        {
            GatherPanel(panels, block, lists);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void GatherPanel(float* panel, GemmBlock block, int* list)
    {
        float* from = panel, to = panel;
        var next = list + 1;
        var (count, last) = (0, 0);
        for (var k = 0; k < block.Depth; k++, from += block.Panel)
        {
            if (IsZero(from, block.Panel)) continue;
            if (from != to) new ReadOnlySpan<float>(from, block.Panel).CopyTo(new Span<float>(to, block.Panel));
            to += block.Panel;
            *next++ = k - last;
            last = k;
            count++;
        }

        *next = 0;
        *list = count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsZero(float* row, int width)
    {
        if (width >= Vector256<float>.Count)
        {
            for (var i = 0; i < width; i += Vector256<float>.Count)
            {
                if (Vector256.Load(row + i) != Vector256<float>.Zero) return false;
            }

            return true;
        }

        for (var i = 0; i < width; i++)
        {
            if (row[i] != 0) return false;
        }

        return true;
    }
}
