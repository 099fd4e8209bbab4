using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace CompressDsl.Generator.Tests.Snapshots;

/// <summary>
/// Compares text with a file beside the test, in Verify's convention: <c>Tests.Method#part.verified.cs</c>. Where they differ,
/// <c>.received.cs</c> is written; it replaces the verified file once somebody has read it.
/// </summary>
internal static partial class Snapshot
{
    public static void Verify(string text, string part = "", [CallerFilePath] string test = "", [CallerMemberName] string method = "")
    {
        var stem = $"{Path.GetFileNameWithoutExtension(test)}.{method}{(part.Length > 0 ? "#" + part : "")}";
        Verify(text, Path.GetDirectoryName(test)!, stem);
    }

    /// <summary>Compares with the file of this stem in a folder.</summary>
    public static void Verify(string text, string folder, string stem)
    {
        var verified = Path.Combine(folder, stem + ".verified.cs");
        var received = Path.Combine(folder, stem + ".received.cs");
        var actual = Normalize(text);
        var complaint = File.Exists(verified) ? Difference(Normalize(File.ReadAllText(verified)), actual) : "there is no such file";
        if (complaint is null)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, actual);
        Assert.Fail($"{Path.GetFileName(verified)}: {complaint}. Read {Path.GetFileName(received)} and, where it is right, rename it.");
    }

    private static string? Difference(string expected, string actual)
    {
        if (expected == actual) return null;
        var (left, right) = (expected.Split('\n'), actual.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(left.Length, right.Length)).First(i => i >= left.Length || i >= right.Length || left[i] != right[i]);
        return $"line {line + 1} is expected to be '{left.ElementAtOrDefault(line)}' and is '{right.ElementAtOrDefault(line)}'";
    }

    private static string Normalize(string text) => VersionNumber().Replace(text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n", "$1{version}");

    [GeneratedRegex("""(CompressDsl\.Generator(?:", "| ))\d+\.\d+\.\d+""")]
    private static partial Regex VersionNumber();
}
