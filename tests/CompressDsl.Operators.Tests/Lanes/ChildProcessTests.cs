using System.Diagnostics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using CompressDsl.Runtime.V1;
using Xunit.Abstractions;

namespace CompressDsl.Operators.Tests.Lanes;

/// <summary>The same computation in processes that have instruction sets switched off: the right tier, the same checksums.</summary>
public sealed class ChildProcessTests(ITestOutputHelper output)
{
    [Fact]
    public void Without_AVX2_the_128_bit_tier_is_chosen()
    {
        if (!Avx2.IsSupported)
        {
            output.WriteLine("Left out: this processor has no AVX2 to switch off.");
            return;
        }

        var lines = Run("DOTNET_EnableAVX2=0");
        Expect(lines, LaneTier.Vector128, LaneTier.Vector128);
        Assert.Contains("width: 16", lines);
    }

    [Fact]
    public void Without_SSE4_the_128_bit_tier_does_without_its_dot_product()
    {
        if (!Sse42.IsSupported)
        {
            output.WriteLine("Left out: this processor has no SSE4.2 to switch off.");
            return;
        }

        var lines = Run("DOTNET_EnableSSE42=0");
        Expect(lines, LaneTier.Vector128, LaneTier.Vector128);
        Assert.Contains("128 bit: plain", lines);
    }

    [Fact]
    public void Without_any_instruction_set_the_portable_tier_is_chosen() =>
        Expect(Run("DOTNET_EnableHWIntrinsic=0"), LaneTier.Portable, LaneTier.Portable);

    [Fact]
    public void Without_AVX512_and_VNNI_the_AVX2_tier_is_chosen()
    {
        if (!Avx2Int32Lanes.IsSupported)
        {
            output.WriteLine("Left out: this processor has no AVX2.");
            return;
        }

        Expect(Run("DOTNET_EnableAVX512=0", "DOTNET_EnableAVXVNNI=0"), LaneTier.Avx2, LaneTier.Avx2);
    }

    [Fact]
    public void The_environment_variable_picks_a_tier() =>
        Expect(Run($"{LaneTiers.Variable}=portable"), LaneTier.Portable, LaneTier.Portable);

    [Fact]
    public void An_unknown_tier_is_refused_by_name()
    {
        var (code, text) = Start([$"{LaneTiers.Variable}=Mmx"]);
        Assert.NotEqual(0, code);
        Assert.Contains("COMPRESSDSL_TIER is 'Mmx', which is no tier. Supported here: Portable", text);
    }

    [Fact]
    public void The_best_tier_here_is_the_fastest_that_is_supported()
    {
        output.WriteLine($"Supported: {string.Join(", ", LaneTiers.Supported)}; best {LaneTiers.Best}, floats {LaneTiers.BestFloat}");
        var lacking = Enum.GetValues<LaneTier>().Except(LaneTiers.Supported);
        output.WriteLine($"Lacking: {string.Join(", ", lacking)}");
        if (Environment.GetEnvironmentVariable(LaneTiers.Variable) is null)
        {
            Assert.Equal(LaneTiers.IsSupported(LaneTier.AvxVnni), LaneTiers.Best == LaneTier.AvxVnni);
            Assert.Equal(Vector128.IsHardwareAccelerated, LaneTiers.Best > LaneTier.Portable);
            Assert.NotEqual(LaneTier.AvxVnni, LaneTiers.BestFloat);
        }
    }

    private static void Expect(string[] lines, LaneTier best, LaneTier bestFloat)
    {
        Assert.Contains($"best: {best}", lines);
        Assert.Contains($"float: {bestFloat}", lines);
        var here = TierSelfCheck.Lines().First(l => l.StartsWith("Portable ", StringComparison.Ordinal)).Split(' ')[1];
        var tiers = lines.Where(l => !l.Contains(':', StringComparison.Ordinal)).ToArray();
        Assert.Contains(tiers, l => l.StartsWith($"{best} ", StringComparison.Ordinal));
        Assert.All(tiers, l => Assert.EndsWith(here, l));
    }

    private string[] Run(params string[] environment)
    {
        var (code, text) = Start(environment);
        output.WriteLine($"{string.Join(' ', environment)}{Environment.NewLine}{text}");
        Assert.Equal(0, code);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static (int Code, string Text) Start(string[] environment)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(typeof(ChildProcessTests).Assembly.Location);
        start.ArgumentList.Add("tiers");
        foreach (var setting in environment)
        {
            var (name, value) = (setting.Split('=')[0], setting.Split('=')[1]);
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd() + errors.Result;
        process.WaitForExit();
        return (process.ExitCode, text);
    }
}
