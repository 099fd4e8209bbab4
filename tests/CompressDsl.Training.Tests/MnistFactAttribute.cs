namespace CompressDsl.Training.Tests;

/// <summary>A test that needs MNIST beside the repository; skipped with a message where it is not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MnistFactAttribute : FactAttribute
{
    public MnistFactAttribute()
    {
        if (Folder is null) Skip = "MNIST is not there: no folder shared/data/datasets/mnist beside the repository.";
    }

    public static string? Folder { get; } = Find();

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "data", "datasets", "mnist");
            if (Directory.Exists(candidate)) return candidate;
        }

        return null;
    }
}
