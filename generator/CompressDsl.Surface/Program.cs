using CompressDsl.Surface;

// Writes the DSL surface and its docs from the operator catalogue: dotnet run --project generator/CompressDsl.Surface
var root = SurfaceFiles.RepositoryRoot(Environment.CurrentDirectory);
foreach (var file in SurfaceFiles.Write())
{
    var path = Path.Combine(root, file.Path);
    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
    if (File.Exists(path) && File.ReadAllText(path) == file.Text) continue;
    File.WriteAllText(path, file.Text);
    Console.WriteLine($"wrote {file.Path}");
}

foreach (var stale in SurfaceFiles.Stale(root))
{
    File.Delete(Path.Combine(root, stale));
    Console.WriteLine($"deleted {stale}");
}

return 0;
