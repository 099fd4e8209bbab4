using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using CompressDsl.Core;
using CompressDsl.Models.Tests.Killed;
using CompressDsl.Samples;
using CompressDsl.Training.Tests.Parallel;
using Xunit.Abstractions;

namespace CompressDsl.Models.Tests.Kept;

/// <summary>Networks that several processes train for the tables of a sample.</summary>
public sealed class SpreadTests(ITestOutputHelper output) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("spread").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Every_network_is_trained_by_one_of_three_ranks_to_the_bytes_of_one_alone()
    {
        var trained = new ConcurrentBag<string>();
        var ranks = ThreadRanks.Run(
            3, r => new SpreadNetworks(new NetworkFolder(Path.Combine(folder, "spread"), ranks: r), new SlowSamples(KilledProgram.Data, 0), trained.Add).Run());
        Assert.Equal(SpreadNetworks.Names.Order(), trained.Order());
        AssertSame(ranks[0]);
        Assert.All(ranks[1..], r => Assert.Empty(r));
        AssertNothingIsLeft(Path.Combine(folder, "spread"));
    }

    [Fact]
    public void A_rank_that_fails_ends_with_its_error_and_the_same_call_goes_on()
    {
        var place = Path.Combine(folder, "spread");
        var problem = Assert.Throws<InvalidOperationException>(() => ThreadRanks.Run(2, r => new SpreadNetworks(
            new NetworkFolder(place, ranks: r), KilledProgram.Data, name => throw new InvalidOperationException($"{name} cannot be trained")).Run()));
        Assert.Contains("cannot be trained", problem.Message, StringComparison.Ordinal);
        AssertSame(ThreadRanks.Run(2, r => new SpreadNetworks(new NetworkFolder(place, ranks: r), KilledProgram.Data, _ => { }).Run())[0]);
    }

    [Fact]
    public async Task A_network_that_another_process_trains_is_waited_for()
    {
        var networks = new NetworkFolder(folder);
        var held = FileLock.TryTake(networks.File("network.claim"))!;
        var waiting = Task.Run(() => networks.Make("network", _ => Assert.Fail("it was made twice")));
        Assert.NotSame(waiting, await Task.WhenAny(waiting, Task.Delay(300)));
        await File.WriteAllTextAsync(networks.File("network"), "whole");
        held.Dispose();
        Assert.Equal(networks.File("network"), await waiting);
    }

    [MpiFact]
    public void Two_processes_share_the_networks_out_and_go_on_where_one_was_killed()
    {
        var (code, text) = Start(dieAfter: 3000);
        output.WriteLine(text);
        Assert.NotEqual(0, code);
        Assert.Contains("exited on signal 9 (Killed)", text, StringComparison.Ordinal);
        var whole = Directory.GetFiles(folder, "*.safetensors").ToDictionary(f => f, File.ReadAllBytes);
        Assert.InRange(whole.Count, 1, SpreadNetworks.Names.Count() - 1);

        (code, text) = Start(dieAfter: 0);
        output.WriteLine(text);
        Assert.Equal(0, code);
        var trained = Regex.Matches(text, @"rank ([01]) trains ([a-z0-9-]+)\.").Select(m => (Rank: m.Groups[1].Value, Name: m.Groups[2].Value)).ToArray();
        Assert.Equal(SpreadNetworks.Names.Where(n => !whole.ContainsKey(Path.Combine(folder, n + ".safetensors"))).Order(), trained.Select(t => t.Name).Order());
        Assert.Equal(["0", "1"], trained.Select(t => t.Rank).Distinct().Order());
        Assert.All(SpreadNetworks.Names, n => Assert.Single(Regex.Matches(text, $@"{n} is read\.")));
        AssertSame(SpreadNetworks.Names.ToDictionary(n => n, n => File.ReadAllBytes(Path.Combine(folder, n + ".safetensors"))));
        AssertNothingIsLeft(folder);
    }

    private void AssertSame(Dictionary<string, byte[]> networks)
    {
        var alone = new SpreadNetworks(new NetworkFolder(Path.Combine(folder, "alone")), KilledProgram.Data, _ => { }).Run();
        Assert.Equal(alone.Keys.Order(), networks.Keys.Order());
        Assert.All(alone, n => Assert.True(n.Value.AsSpan().SequenceEqual(networks[n.Key]), $"{n.Key} is another network"));
    }

    private static void AssertNothingIsLeft(string place) => Assert.DoesNotContain(
        Directory.GetFiles(place), f => f.EndsWith(".claim", StringComparison.Ordinal) || f.EndsWith(".lock", StringComparison.Ordinal));

    private (int Code, string Text) Start(int dieAfter)
    {
        string[] arguments =
        [
            "-n", "2", "--oversubscribe", "--allow-run-as-root", "--bind-to", "none",
            Environment.ProcessPath!, typeof(SpreadProgram).Assembly.Location, folder, $"{dieAfter}",
        ];
        using var process = Process.Start(new ProcessStartInfo(MpiFactAttribute.Launcher!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd() + error.Result;
        process.WaitForExit();
        return (process.ExitCode, text);
    }
}
