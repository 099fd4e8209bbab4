using CompressDsl.Models.Tests.Core;

namespace CompressDsl.Models.Tests.Networks;

/// <summary>A test that needs files of the folder shared/data beside the repository; skipped with a message where they are not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute(params string[] paths)
    {
        if (paths.FirstOrDefault(p => SharedData.Find(p) is null) is { } missing) Skip = $"shared/data/{missing} is not there beside the repository.";
    }
}
