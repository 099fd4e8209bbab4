using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;
using Xunit.Abstractions;

namespace CompressDsl.Training.Tests.Generated;

public sealed class GeneratedTrainingTests(ITestOutputHelper output) : IDisposable
{
    private static readonly Compression Quantized = NetworkBuilder.Float with { Bits = 8 };

    private readonly string folder = Directory.CreateTempSubdirectory("training").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string PathOf(string name) => Path.Combine(folder, name);

    private static TrainingOptions Options(int epochs) => new()
    {
        Epochs = epochs, BatchSize = 32, ShardRows = 8, Schedule = LearningRateSchedule.Cosine(1e-2), Threads = 1,
    };

    [Fact]
    public void A_network_without_parameters_compiles_and_says_that_there_is_nothing_to_train()
    {
        var b = new NetworkBuilder();
        var model = TrainableModel.Of(b.Build(b.Add(new Relu(), "relu", b.Input(2))));

        var error = Assert.ThrowsAny<Exception>(() => model.Train(Problems.Spirals(40, 1), Options(2)));

        Assert.Contains("Demo.Model has no parameters: there is nothing to train.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_float_network_learns_two_spirals()
    {
        var model = TrainableModel.Of(NetworkBuilder.Mlp([2, 32, 32, 2], NetworkBuilder.Float));

        var result = model.Train(Problems.Spirals(800, 1), Options(60) with { Validation = Problems.Spirals(400, 2) });

        output.WriteLine($"accuracy {result.Validation!.Accuracy}");
        Assert.True(result.Validation.Accuracy >= 0.97, $"accuracy {result.Validation.Accuracy}");
    }

    [Fact]
    public void Pruning_and_quantisation_are_learned_in_one_pass_and_the_compiled_network_is_the_trained_one()
    {
        var model = TrainableModel.Of(NetworkBuilder.Mlp([2, 64, 64, 2], Quantized with { Sparsity = 0.5 }));
        var test = Problems.Spirals(400, 2);

        var result = model.Train(Problems.Spirals(800, 1), Options(60) with { Validation = test, Output = PathOf("m.safetensors") });
        var self = model.SelfTest(PathOf("m.safetensors"), test);
        var compiled = Evaluator.Accuracy(model.Load(Checkpoint.Load(PathOf("m.safetensors"))), test);

        output.WriteLine($"accuracy {result.Validation!.Accuracy}, compiled {compiled}, self-test {self}");
        Assert.True(result.Validation.Accuracy >= 0.95, $"accuracy {result.Validation.Accuracy}");
        Assert.True(self.Passed, self.ToString());
        Assert.Equal(result.Validation.Accuracy, compiled);
        Assert.Equal(0.5, Zeros(result.Checkpoint, "fc1.weight", "fc2.weight"), 3);
    }

    [Theory]
    [InlineData(PrunePattern.NM, 2, 4)]
    [InlineData(PrunePattern.Rows, 0, 0)]
    [InlineData(PrunePattern.Block8x4, 0, 0)]
    public void Every_pattern_is_trained_and_deployed_as_it_was_trained(PrunePattern pattern, int n, int m)
    {
        var compression = Quantized with { Sparsity = 0.5, Pattern = pattern, Details = new PruneDetails(n, m) };
        var model = TrainableModel.Of(NetworkBuilder.Mlp([2, 64, 64, 2], compression));
        var test = Problems.Spirals(200, 2);

        var result = model.Train(Problems.Spirals(400, 1), Options(20) with { Validation = test, Output = PathOf("m.safetensors") });
        var checkpoint = Checkpoint.Load(PathOf("m.safetensors"));

        Assert.True(model.SelfTest(PathOf("m.safetensors"), test).Passed);
        Assert.Equal(result.Validation!.Accuracy, Evaluator.Accuracy(model.Load(checkpoint), test));
        Assert.InRange(Zeros(checkpoint, "fc1.weight", "fc2.weight"), pattern == PrunePattern.NM ? 0.48 : 0.49, 0.51);
    }

    [Fact]
    public void Channels_are_removed_in_training_and_the_compiled_network_is_the_smaller_one()
    {
        var b = new NetworkBuilder();
        var channels = Quantized with { Sparsity = 0.5, Pattern = PrunePattern.Channels };
        var first = b.Add(new Relu(), "relu1", b.Norm("norm", b.Linear("fc1", b.Input(2), 48, channels, bias: false)));
        var sum = b.Add(new Relu(), "relu2", b.Add(new Add(), "sum", first, b.Linear("fc2", first, 48, channels)));
        var model = TrainableModel.Of(b.Build(b.Linear("head", sum, 2, Quantized)));
        var test = Problems.Spirals(400, 2);

        var result = model.Train(Problems.Spirals(800, 1), Options(60) with { Validation = test, Output = PathOf("m.safetensors") });
        var checkpoint = Checkpoint.Load(PathOf("m.safetensors"));
        var self = model.SelfTest(PathOf("m.safetensors"), test);
        var compiled = Evaluator.Accuracy(model.Load(checkpoint), test);

        output.WriteLine($"accuracy {result.Validation!.Accuracy}, compiled {compiled}, self-test {self}");
        Assert.True(result.Validation.Accuracy >= 0.9, $"accuracy {result.Validation.Accuracy}");
        Assert.True(self.Passed, self.ToString());
        Assert.Equal(result.Validation.Accuracy, compiled);
        var kept = Rows(checkpoint, "fc1.weight");
        Assert.Equal(24, kept.Count(k => k));
        Assert.All(new[] { "fc2.weight", "fc2.bias", "norm.weight", "norm.bias" }, key => Assert.Equal(kept, Rows(checkpoint, key)));
        Assert.All(checkpoint["fc1.weight"].ToFloats(), w => Assert.NotEqual(0, w));

        model.Unprune(PathOf("m.safetensors"));
        Assert.DoesNotContain(Checkpoint.Load(PathOf("m.safetensors")).Tensors, t => t.Name.EndsWith(".mask", StringComparison.Ordinal));
    }

    [Fact]
    public void Channels_that_compete_are_counted_by_the_next_build_and_the_compiled_network_is_the_trained_one()
    {
        var b = new NetworkBuilder();
        var channels = Quantized with { Sparsity = 0.5, Pattern = PrunePattern.Channels, ChannelsCompete = true, Details = new PruneDetails(Criterion: PruneCriterion.Taylor) };
        var first = b.Add(new Relu(), "relu1", b.Linear("fc1", b.Input(2), 48, channels));
        var second = b.Add(new Relu(), "relu2", b.Linear("fc2", first, 48, channels));
        var graph = b.Build(b.Linear("head", second, 2, Quantized));
        var test = Problems.Spirals(400, 2);
        var options = Options(60) with { Validation = test, Output = PathOf("m.safetensors") };

        var result = TrainableModel.Of(graph).Train(Problems.Spirals(800, 1), options);
        var checkpoint = Checkpoint.Load(PathOf("m.safetensors"));
        var built = TrainableModel.Of(graph, checkpoint);
        var self = built.SelfTest(PathOf("m.safetensors"), test);

        var kept = new[] { "fc1.weight", "fc2.weight" }.Select(key => Rows(checkpoint, key).Count(k => k)).ToArray();
        output.WriteLine($"accuracy {result.Validation!.Accuracy}, {kept[0]} and {kept[1]} of 48 channels, self-test {self}");
        Assert.Equal(48, kept.Sum());
        Assert.NotEqual(kept[0], kept[1]);
        Assert.True(result.Validation.Accuracy >= 0.9, $"accuracy {result.Validation.Accuracy}");
        Assert.True(self.Passed, self.ToString());
        Assert.Equal(result.Validation.Accuracy, Evaluator.Accuracy(built.Load(checkpoint), test));
        var early = Assert.ThrowsAny<Exception>(() => TrainableModel.Of(graph).Load(checkpoint));
        Assert.Contains("build again with this checkpoint", (early.InnerException ?? early).Message, StringComparison.Ordinal);
    }

    private static bool[] Rows(Checkpoint checkpoint, string key)
    {
        var mask = checkpoint[key + ".mask"];
        return [.. mask.Bytes.ToArray().Chunk(mask.Count / mask.Shape[0]).Select(row => row.All(m => m == row[0]) ? row[0] == 1 : throw new InvalidOperationException("a row is pruned in part"))];
    }

    [Fact]
    public void A_network_that_answers_with_an_index_learns_by_the_values_before_it()
    {
        var b = new NetworkBuilder();
        var hidden = b.Add(new Relu(), "fc1.relu", b.Linear("fc1", b.Input(2), 32, Quantized));
        var model = TrainableModel.Of(b.Build(b.Add(new Generator.Operators.ArgMax(-1, false), "label", b.Linear("head", hidden, 2, Quantized))), "label");
        var test = Problems.Spirals(200, 2);

        model.Train(Problems.Spirals(400, 1), Options(20) with { Output = PathOf("m.safetensors") });
        var session = model.Load(Checkpoint.Load(PathOf("m.safetensors")));
        var answer = session.GetType().GetMethod("Infer", [typeof(ReadOnlySpan<float>), typeof(Span<int>)])!.CreateDelegate<Answer>(session);
        var right = Enumerable.Range(0, test.Count).Count(i =>
        {
            var (batch, label) = (new Batch(test.Shape, 1), new int[1]);
            test.Append(i, batch);
            answer(batch.InputOf(0).Floats, label);
            return label[0] == batch.Labels[0];
        });

        Assert.True(model.SelfTest(PathOf("m.safetensors"), test).Passed);
        Assert.Equal(Evaluator.Accuracy(session, test), (double)right / test.Count);
    }

    private delegate void Answer(ReadOnlySpan<float> input, Span<int> label);

    [Fact]
    public void Threads_do_not_change_a_bit_and_a_killed_run_goes_on_to_the_same_bytes()
    {
        var graph = NetworkBuilder.Mlp([2, 16, 16, 2], Quantized with { Sparsity = 0.5 });
        var model = TrainableModel.Of(graph);
        var data = Problems.Spirals(200, 1);
        var options = Options(6);

        var one = model.Train(data, options).Checkpoint.ToBytes();
        var two = model.Train(data, options with { Threads = 2 }).Checkpoint.ToBytes();
        var killed = new DyingDataset(data, dieAfter: 900);
        var saving = options with { WorkingCheckpoint = PathOf("m.training"), SaveEvery = 5 };
        Assert.ThrowsAny<Exception>(() => model.Train(killed, saving));
        var resumed = model.Train(data, saving with { Threads = 2 }).Checkpoint.ToBytes();

        Assert.True(one.AsSpan().SequenceEqual(two), "1 and 2 threads differ");
        Assert.True(one.AsSpan().SequenceEqual(resumed), "the resumed run differs");
    }

    [Fact]
    public void A_student_learns_from_a_teacher_alone()
    {
        var teacher = TrainableModel.Of(NetworkBuilder.Mlp([2, 32, 32, 2], NetworkBuilder.Float));
        var student = TrainableModel.Of(NetworkBuilder.Mlp([2, 32, 32, 2], Quantized));
        var data = Problems.Spirals(800, 1);
        var session = teacher.Load(teacher.Train(data, Options(50)).Checkpoint);

        var result = student.Distill(session, data, new DistillationOptions
        {
            Epochs = 50, BatchSize = 32, ShardRows = 8, Schedule = LearningRateSchedule.Cosine(1e-2), Alpha = 1, Temperature = 2,
            Validation = Problems.Spirals(400, 2),
        });

        output.WriteLine($"accuracy {result.Validation!.Accuracy}");
        Assert.True(result.Validation.Accuracy >= 0.95, $"accuracy {result.Validation.Accuracy}");
    }

    [Fact]
    public void Texts_are_learned_through_an_embedding_bag()
    {
        var b = new NetworkBuilder();
        var bag = b.Bag("bag", b.Tokens(16), (64, 16), Quantized);
        var model = TrainableModel.Of(b.Build(b.Linear("head", bag, 4, Quantized)));
        var test = Problems.Bags(400, 64, 2);

        var result = model.Train(Problems.Bags(1500, 64, 1), Options(10) with { Validation = test, Output = PathOf("t.safetensors") });
        var self = model.SelfTest(PathOf("t.safetensors"), test);

        output.WriteLine($"accuracy {result.Validation!.Accuracy}, self-test {self}");
        Assert.True(result.Validation.Accuracy >= 0.85, $"accuracy {result.Validation.Accuracy}");
        Assert.True(self.Passed, self.ToString());
    }

    [Theory]
    [InlineData(8)]
    [InlineData(32)]
    public void A_batch_norm_is_folded_and_trained_equals_deployed(int bits)
    {
        var b = new NetworkBuilder();
        var compression = NetworkBuilder.Float with { Bits = bits };
        var hidden = b.Norm("norm", b.Linear("fc1", b.Input(2), 32, compression));
        var second = b.Norm("norm2", b.Linear("fc2", b.Add(new Generator.Operators.Relu(), "relu", hidden), 32, compression, bias: false));
        var model = TrainableModel.Of(b.Build(b.Linear("head", b.Add(new Generator.Operators.Relu(), "relu2", second), 2, compression)));
        var test = Problems.Spirals(400, 2);

        var result = model.Train(Problems.Spirals(800, 1), Options(40) with { ShardRows = 32, Validation = test, Output = PathOf("n.safetensors") });
        var self = model.SelfTest(PathOf("n.safetensors"), test);

        output.WriteLine($"accuracy {result.Validation!.Accuracy}, self-test {self}");
        Assert.True(result.Validation.Accuracy >= 0.95, $"accuracy {result.Validation.Accuracy}");
        Assert.True(self.Passed, self.ToString());
    }

    [Fact]
    public void A_function_between_integer_layers_is_trained_on_the_grid_of_its_table()
    {
        var b = new NetworkBuilder();
        var hidden = b.Norm("norm", b.Linear("fc1", b.Input(2), 32, Quantized));
        var gelu = b.Add(new Generator.Operators.Dropout(0.02), "dropped", b.Add(new Generator.Operators.Gelu(false), "gelu", hidden));
        var tanh = b.Add(new Generator.Operators.Tanh(), "tanh", b.Linear("fc2", gelu, 32, Quantized));
        var model = TrainableModel.Of(b.Build(b.Linear("head", tanh, 2, Quantized)));
        var test = Problems.Spirals(400, 2);

        var result = model.Train(Problems.Spirals(800, 1), Options(40) with { ShardRows = 32, Validation = test, Output = PathOf("f.safetensors") });
        var self = model.SelfTest(PathOf("f.safetensors"), test);

        output.WriteLine($"accuracy {result.Validation!.Accuracy}, self-test {self}");
        string[] points = ["fc1.input", "fc1.output", "fc2.input", "fc2.output", "head.input"];
        Assert.All(points, p => Assert.NotNull(Checkpoint.Load(PathOf("f.safetensors")).Find(p + ".range")));
        var steps = model.Compiled.Files.Single(f => f.HintName.EndsWith(".Kernels.g.cs", StringComparison.Ordinal)).Text.Split('\n').Select(l => l.Trim()).Distinct();
        Assert.Equal(2, steps.Count(l => l.StartsWith("// ", StringComparison.Ordinal) && l.EndsWith("by table", StringComparison.Ordinal)));
        Assert.True(result.Validation.Accuracy >= 0.9, $"accuracy {result.Validation.Accuracy}");
        Assert.True(self.Passed, self.ToString());
    }

    private static double Zeros(Checkpoint checkpoint, params string[] keys)
    {
        var masks = keys.Select(k => checkpoint[k + ".mask"].Bytes).ToArray();
        return masks.Sum(m => m.Count(v => v == 0)) / (double)masks.Sum(m => m.Length);
    }
}
