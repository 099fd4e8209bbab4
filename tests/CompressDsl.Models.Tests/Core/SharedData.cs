namespace CompressDsl.Models.Tests.Core;

/// <summary>Optional test data in a folder <c>shared/data</c> beside the repository.</summary>
internal static class SharedData
{
    public static string? Find(string relative)
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var candidate = Path.Combine(folder, "shared", "data", relative);
            if (File.Exists(candidate)) return candidate;
        }

        return null;
    }
}
