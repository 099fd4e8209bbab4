using System.Globalization;
using System.IO.Compression;
using System.Text;
using Xunit.Abstractions;

namespace CompressDsl.Models.Tests.Package;

/// <summary>A project outside the repository with nothing but a package reference, a model class and a checkpoint.</summary>
public sealed class PackageTests(PackageFixture package, ITestOutputHelper log) : IClassFixture<PackageFixture>
{
    private const double Int8Error = 0.05;
    private const int LargeHidden = 40_000;

    [Fact]
    public void A_project_with_a_package_reference_compiles_and_runs()
    {
        var weights = ConsumerSources.Weights();
        var folder = package.CreateProject(
            "Plain", "", ConsumerSources.Program, ConsumerSources.Model("[Quantize(Bits = 8, Mode = QuantizationMode.Dynamic)]"),
            ("Student.safetensors", weights.ToBytes()));

        var eight = DotnetCommand.Run(folder, "run").Succeeded();
        AssertLogits(ConsumerSources.Expected(weights), eight, Int8Error);

        var (name, content) = ConsumerSources.Model("[Quantize(Bits = 4, Mode = QuantizationMode.Dynamic)]");
        File.WriteAllBytes(Path.Combine(folder, name), content);
        var four = DotnetCommand.Run(folder, "run").Succeeded();
        Assert.NotEqual(Logits(eight), Logits(four));
        AssertLogits(ConsumerSources.Expected(weights), four, Int8Error * 16);
    }

    [Fact]
    public void The_package_carries_the_pages_of_the_diagnostics()
    {
        using var archive = ZipFile.OpenRead(Path.Combine(package.Feed, $"CompressDsl.{package.Version}.nupkg"));
        var pages = Directory.GetFiles(Path.Combine(Repository.Root, "docs", "diagnostics"), "*.md").Select(f => "docs/diagnostics/" + Path.GetFileName(f));
        Assert.Empty(pages.Except(archive.Entries.Select(e => e.FullName)));
    }

    [Fact]
    public void Without_a_checkpoint_the_project_compiles_and_Infer_says_what_to_do()
    {
        var folder = package.CreateProject("Untrained", "", ConsumerSources.Program, ConsumerSources.Model("[Quantize(Bits = 8)]"));
        var output = DotnetCommand.Run(folder, "run").Succeeded();
        Assert.Contains("refused: ", output);
        Assert.Contains("Student.safetensors", output);
    }

    [Fact]
    public void A_checkpoint_that_does_not_fit_stops_the_build_and_names_the_tensor()
    {
        var folder = package.CreateProject(
            "Misfit", "", ConsumerSources.Program, ConsumerSources.Model("[Quantize(Bits = 8)]"),
            ("Student.safetensors", ConsumerSources.Weights(hidden: 31).ToBytes()));
        var build = DotnetCommand.Run(folder, "build");
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("error CDSL", build.Output);
        Assert.Contains("hidden.weight", build.Output);
    }

    [Fact]
    public void A_model_above_the_size_for_the_assembly_reads_a_file_beside_it()
    {
        var weights = ConsumerSources.Weights(LargeHidden);
        var folder = package.CreateProject(
            "Large", "", ConsumerSources.Program, ConsumerSources.Model("", LargeHidden), ("Student.safetensors", weights.ToBytes()));
        var output = DotnetCommand.Run(folder, "run").Succeeded();
        AssertLogits(ConsumerSources.Expected(weights), output, 1e-3);
        var sidecar = Assert.Single(Directory.GetFiles(Path.Combine(folder, "bin"), "*.packed", SearchOption.AllDirectories));
        Assert.True(new FileInfo(sidecar).Length > 8 << 20, $"{sidecar} has {new FileInfo(sidecar).Length} bytes");

        Write(folder, ConsumerSources.Model(""), ("Student.safetensors", ConsumerSources.Weights().ToBytes()));
        AssertLogits(ConsumerSources.Expected(ConsumerSources.Weights()), DotnetCommand.Run(folder, "run").Succeeded(), 1e-3);
        Assert.Empty(Directory.GetFiles(folder, "*.packed", SearchOption.AllDirectories));
        Assert.Empty(Directory.GetFiles(folder, "*.Sidecar.g.cs", SearchOption.AllDirectories));
    }

    [Fact]
    public void Nothing_is_left_of_a_model_that_was_renamed()
    {
        var folder = package.CreateProject(
            "Renamed", "", ConsumerSources.Program, ConsumerSources.Model("[Quantize(Bits = 8)]"), ("Student.safetensors", ConsumerSources.Weights().ToBytes()));
        Assert.Contains("Consumer.Student: ", DotnetCommand.Run(folder, "build").Succeeded());
        string[] Generated(string name) => Directory.GetFiles(Path.Combine(folder, "obj"), $"Consumer.{name}.*.g.cs", SearchOption.AllDirectories);
        var files = Generated("Student");
        Assert.NotEmpty(files);

        DotnetCommand.Run(folder, "build").Succeeded();
        Assert.Equal(files, Generated("Student"));

        foreach (var (name, content) in new[] { ConsumerSources.Program, ConsumerSources.Model("[Quantize(Bits = 8)]") })
        {
            Write(folder, (name, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(content).Replace("Student", "Pupil"))));
        }

        File.Move(Path.Combine(folder, "Student.safetensors"), Path.Combine(folder, "Pupil.safetensors"));
        Assert.DoesNotContain("Consumer.Student", DotnetCommand.Run(folder, "build").Succeeded());
        Assert.Equal(files.Length, Generated("Pupil").Length);
        Assert.Empty(Generated("Student"));
    }

    [Theory]
    [InlineData("Trimmed", "<PublishTrimmed>true</PublishTrimmed><SelfContained>true</SelfContained>")]
    [InlineData("Native", "<PublishAot>true</PublishAot><CppCompilerAndLinker>gcc</CppCompilerAndLinker>")]
    public void A_published_program_gives_the_same_logits(string kind, string properties)
    {
        var weights = ConsumerSources.Weights();
        var folder = package.CreateProject(
            kind, $"{properties}<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", ConsumerSources.Program,
            ConsumerSources.Model("[Quantize(Bits = 8, Mode = QuantizationMode.Dynamic)]"), ("Student.safetensors", weights.ToBytes()));
        var runtime = System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier;
        var restore = DotnetCommand.Run(folder, $"restore -r {runtime}");
        if (restore.ExitCode != 0 && restore.Output.Contains("NU1101") || restore.Output.Contains("NU1102"))
        {
            log.WriteLine($"skipped: the packs for {kind} do not restore here.\n{restore.Output}");
            return;
        }

        var publish = DotnetCommand.Run(folder, $"publish -c Release -r {runtime} -o out").Succeeded();
        Assert.Equal(kind == "Native" && runtime.EndsWith("x64", StringComparison.Ordinal), publish.Contains("IlcInstructionSet", StringComparison.Ordinal));
        var output = DotnetCommand.Run(folder, "", Path.Combine(folder, "out", kind)).Succeeded();
        AssertLogits(ConsumerSources.Expected(weights), output, Int8Error);
    }

    private static void Write(string folder, params (string Name, byte[] Content)[] files)
    {
        foreach (var (name, content) in files) File.WriteAllBytes(Path.Combine(folder, name), content);
    }

    private static double[] Logits(string output) => output.Split('\n')
        .Where(l => l.StartsWith("logit ", StringComparison.Ordinal))
        .Select(l => double.Parse(l["logit ".Length..], CultureInfo.InvariantCulture))
        .ToArray();

    private static void AssertLogits(double[] expected, string output, double tolerance)
    {
        var actual = Logits(output);
        Assert.True(actual.Length == expected.Length, output);
        for (var i = 0; i < expected.Length; i++) Assert.InRange(actual[i], expected[i] - tolerance, expected[i] + tolerance);
    }
}
