using System.Text.RegularExpressions;

namespace CompressDsl.Generator.Tests.House;

/// <summary>Dependencies run one way: each room of the generator uses only the rooms above it.</summary>
public sealed partial class ArrowTests
{
    private const string Generator = "generator/CompressDsl.Generator/";

    /// <summary>The rooms, top to bottom.</summary>
    private static readonly string[] Rooms =
        ["Support", "Graph", "Operators", "Frontend", "Weights", "Compression", "Training", "Lowering", "Emit", "Diagnostics"];

    /// <summary>The rooms that may name Roslyn; all others are plain code.</summary>
    private static readonly string[] RoslynRooms = ["Frontend", "Diagnostics", "ModelGenerator.cs", "Weights"];

    /// <summary>Diagnostics are data that every room may make; only their room turns them into Roslyn's.</summary>
    private static readonly string[] KnownBackArrows = ["Diagnostics"];

    [Fact]
    public void Rooms_use_only_rooms_above_them()
    {
        var complaints =
            from file in Repository.Sources(Generator.TrimEnd('/'))
            let room = file[Generator.Length..].Split('/')[0]
            let level = Array.IndexOf(Rooms, room)
            where level >= 0
            from Match use in RoomName().Matches(Repository.Read(file))
            let used = use.Groups[1].Value
            where Array.IndexOf(Rooms, used) > level && !KnownBackArrows.Contains(used)
            select $"{file}: {room} uses {used}, which stands below it";
        Assert.Empty(complaints.Distinct());
    }

    [Fact]
    public void Only_the_outer_rooms_name_Roslyn()
    {
        var complaints =
            from file in Repository.Sources(Generator.TrimEnd('/'))
            let room = file[Generator.Length..].Split('/')[0]
            where !RoslynRooms.Contains(room) && Repository.Read(file).Contains("Microsoft.CodeAnalysis")
            select $"{file}: names Microsoft.CodeAnalysis";
        Assert.Empty(complaints);
    }

    [Fact]
    public void Every_folder_of_the_generator_is_a_known_room()
    {
        var folders = Directory.GetDirectories(Path.Combine(Repository.Root, Generator)).Select(Path.GetFileName)
            .Where(f => f is not ("bin" or "obj"));
        Assert.Empty(folders.Except(Rooms));
    }

    [Fact]
    public void No_file_holds_a_path_of_a_machine()
    {
        var complaints = Repository.Sources("src", "generator", "tests", "samples")
            .Where(f => MachinePath().IsMatch(Repository.Read(f)));
        Assert.Empty(complaints);
    }

    [GeneratedRegex(@"CompressDsl\.Generator\.(Support|Graph|Operators|Frontend|Weights|Compression|Training|Lowering|Emit|Diagnostics)\b")]
    private static partial Regex RoomName();

    [GeneratedRegex("""["' ](/(home|root|mnt|srv|work|Users)/|[A-Z]:\\\\Users)""")]
    private static partial Regex MachinePath();
}
