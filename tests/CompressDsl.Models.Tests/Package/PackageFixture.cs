
namespace CompressDsl.Models.Tests.Package;

/// <summary>
/// Packs this repository into a feed of its own, under a version that nobody else has, and makes projects outside the repository that
/// know nothing but that feed. The version leaves the machine's package cache again at the end.
/// </summary>
public sealed class PackageFixture : IDisposable
{
    private static readonly string[] Packages = ["CompressDsl.Core", "CompressDsl", "CompressDsl.Training"];

    private readonly string root = Directory.CreateTempSubdirectory("compressdsl-package-").FullName;

    public PackageFixture()
    {
        Version = $"0.1.0-test.{DateTime.UtcNow.Ticks}";
        foreach (var package in Packages)
        {
            var project = Path.Combine(Repository.Root, "src", package);
            DotnetCommand.Run(project, $"pack --no-build -c {Configuration} -o \"{Feed}\" -p:PackageVersion={Version}").Succeeded();
        }
    }

    public string Version { get; }

    public string Feed => Path.Combine(root, "feed");

    private static string Configuration =>
#if DEBUG
        "Debug";
#else
        "Release";
#endif

    /// <summary>A project folder outside the repository with nothing but a package reference and <paramref name="files"/>.</summary>
    public string CreateProject(string name, string properties, params (string Name, byte[] Content)[] files)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, name)).FullName;
        File.WriteAllText(Path.Combine(folder, $"{name}.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="CompressDsl" Version="{Version}" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="local" value="{Feed}" />
              </packageSources>
            </configuration>
            """);
        foreach (var (file, content) in files) File.WriteAllBytes(Path.Combine(folder, file), content);
        return folder;
    }

    public void Dispose()
    {
        Directory.Delete(root, recursive: true);
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        foreach (var package in Packages)
        {
            var folder = Path.Combine(cache, package.ToLowerInvariant(), Version);
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
    }
}
