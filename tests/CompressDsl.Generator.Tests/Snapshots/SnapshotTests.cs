using Xunit.Sdk;

namespace CompressDsl.Generator.Tests.Snapshots;

/// <summary>Snapshots can fail: without a file, and where a line differs.</summary>
public sealed class SnapshotTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("snapshots").FullName;

    [Fact]
    public void A_missing_file_fails_and_is_received()
    {
        Assert.Contains("there is no such file", Assert.Throws<FailException>(() => Snapshot.Verify("a\r\nb", folder, "New")).Message);
        Assert.Equal("a\nb\n", File.ReadAllText(Path.Combine(folder, "New.received.cs")));
    }

    [Fact]
    public void The_first_differing_line_is_named()
    {
        File.WriteAllText(Path.Combine(folder, "Old.verified.cs"), "a\nb\nc\n");
        Assert.Contains("line 2 is expected to be 'b' and is 'x'", Assert.Throws<FailException>(() => Snapshot.Verify("a\nx\ny\n", folder, "Old")).Message);
        Assert.Contains("line 3 is expected to be 'c' and is ''", Assert.Throws<FailException>(() => Snapshot.Verify("a\nb\n", folder, "Old")).Message);
    }

    [Fact]
    public void Line_ends_and_the_version_do_not_count()
    {
        File.WriteAllText(Path.Combine(folder, "Same.verified.cs"), "// CompressDsl.Generator 0.1.0\r\na\r\n");
        File.WriteAllText(Path.Combine(folder, "Same.received.cs"), "old");
        Snapshot.Verify("// CompressDsl.Generator 12.3.4\na", folder, "Same");
        Assert.False(File.Exists(Path.Combine(folder, "Same.received.cs")));
    }

    public void Dispose() => Directory.Delete(folder, true);
}
