using System.Text;
using CompressDsl.Core;
using Xunit.Abstractions;

namespace CompressDsl.Models.Tests.Core;

public sealed class CheckpointDamageTests(ITestOutputHelper output)
{
    private const string Good = """{"dtype":"F32","shape":[2],"data_offsets":[0,8]}""";

    public static TheoryData<string, CheckpointProblem> Headers => new()
    {
        { """{"w":""" + Good + "", CheckpointProblem.HeaderText },
        { """["w"]""", CheckpointProblem.HeaderText },
        { """{"w":1}""", CheckpointProblem.HeaderText },
        { """{"w":{"dtype":"F32","shape":[2]}}""", CheckpointProblem.HeaderText },
        { """{"w":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", CheckpointProblem.HeaderText },
        { """{"w":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""", CheckpointProblem.HeaderText },
        { """{"__metadata__":{"a":1},"w":""" + Good + "}", CheckpointProblem.HeaderText },
        { "{\"w\\q\":" + Good + "}", CheckpointProblem.HeaderText },
        { new string('[', 5000), CheckpointProblem.HeaderText },
        { """{"w":""" + Good + ""","w":""" + Good + "}", CheckpointProblem.DuplicateName },
        { """{"w":{"dtype":"F99","shape":[2],"data_offsets":[0,8]}}""", CheckpointProblem.ElementType },
        { """{"w":{"dtype":"1","shape":[2],"data_offsets":[0,8]}}""", CheckpointProblem.ElementType },
        { """{"w":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", CheckpointProblem.Offsets },
        { """{"w":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", CheckpointProblem.Offsets },
        { """{"w":{"dtype":"F32","shape":[2],"data_offsets":[0]}}""", CheckpointProblem.Offsets },
        { """{"w":{"dtype":"F32","shape":[2147483647,2147483647,2147483647,2147483647],"data_offsets":[0,8]}}""", CheckpointProblem.Offsets },
        { """{"w":{"dtype":"F32","shape":[4611686018427387906],"data_offsets":[0,8]}}""", CheckpointProblem.HeaderText },
        { """{"w":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}""", CheckpointProblem.Truncated },
        { """{"w":{"dtype":"F32","shape":[2],"data_offsets":[9223372036854775799,9223372036854775807]}}""", CheckpointProblem.Truncated },
        { """{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", CheckpointProblem.Offsets },
        { """{"w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", CheckpointProblem.Offsets },
        { """{"w":""" + Good + ""","v":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", CheckpointProblem.Offsets },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public void A_damaged_header_is_named(string header, CheckpointProblem expected)
    {
        var problem = Assert.Throws<CheckpointException>(() => Checkpoint.Read(File(header)));
        output.WriteLine(problem.Message);
        Assert.Equal(expected, problem.Problem);
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(1UL << 62)]
    [InlineData(1000UL)]
    [InlineData(0UL)]
    public void An_absurd_header_length_is_named(ulong length)
    {
        var bytes = File($$"""{"w":{{Good}}}""");
        BitConverter.GetBytes(length).CopyTo(bytes, 0);
        Assert.Equal(CheckpointProblem.HeaderLength, Assert.Throws<CheckpointException>(() => Checkpoint.Read(bytes)).Problem);
    }

    [Fact]
    public void Every_shorter_file_is_refused()
    {
        var bytes = TinyModel.Checkpoint(Seeded.Random(output)).ToBytes();
        for (var length = 0; length < bytes.Length; length += length < 900 ? 1 : 97)
        {
            Assert.Throws<CheckpointException>(() => Checkpoint.Read(bytes[..length]));
        }
    }

    [Fact]
    public void Hostile_files_give_nothing_but_checkpoint_exceptions()
    {
        var random = Seeded.Random(output);
        var recipe = TinyModel.Recipe();
        var good = TinyModel.Checkpoint(random).TrainedFor(recipe).With(
            CheckpointTensor.Of("fc0.weight.mask", [21, 13], new byte[21 * 13]),
            CheckpointTensor.Of("fc0.weight.scale", [21], Enumerable.Repeat(0.1f, 21).ToArray())).ToBytes();
        var refused = 0;
        for (var i = 0; i < 3000; i++)
        {
            var bytes = Mutation.Of(good, random);
            try
            {
                Compressor.Compress(recipe, Checkpoint.Read(bytes));
            }
            catch (CheckpointException)
            {
                refused++;
            }
        }

        output.WriteLine($"{refused} of 3000 refused");
        Assert.True(refused > 1000);
    }

    private static byte[] File(string header)
    {
        var text = Encoding.UTF8.GetBytes(header);
        return [.. BitConverter.GetBytes((long)text.Length), .. text, .. new byte[8]];
    }
}
