using System.Diagnostics;

namespace CompressDsl.FirstCall;

/// <summary>The most physical memory that this process had at once.</summary>
internal static class PeakMemory
{
    /// <summary>Kilobytes.</summary>
    public static long Kilobytes() => Process.GetCurrentProcess().PeakWorkingSet64 / 1024;
}
