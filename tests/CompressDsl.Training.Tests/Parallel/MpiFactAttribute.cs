namespace CompressDsl.Training.Tests.Parallel;

/// <summary>A test that needs Open MPI; skipped with a message where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MpiFactAttribute : FactAttribute
{
    public MpiFactAttribute()
    {
        if (Launcher is null) Skip = "There is no mpirun here: install 'openmpi-bin' and 'libopenmpi-dev' (Debian) to have several processes train together.";
    }

    public static string? Launcher { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "mpirun")).FirstOrDefault(File.Exists);
}
