using CompressDsl.Surface;

namespace CompressDsl.Operators.Tests.Catalogue;

/// <summary>The checked-in DSL surface and its docs are what the catalogue says.</summary>
public sealed class SurfaceTests
{
    [Fact]
    public void Surface_files_are_current()
    {
        var root = SurfaceFiles.RepositoryRoot(AppContext.BaseDirectory);
        Assert.All(SurfaceFiles.Write(), file =>
        {
            var path = Path.Combine(root, file.Path);
            var text = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
            Assert.True(text == file.Text, $"{file.Path} is not current; run: {SurfaceFiles.Command}");
        });
        Assert.True(SurfaceFiles.Stale(root).Count == 0, $"stale surface files; run: {SurfaceFiles.Command}");
    }
}
