using CompressDsl.Core;
using Xunit.Abstractions;

namespace CompressDsl.Models.Tests.Core;

/// <summary>Readable checkpoints that do not fit the network.</summary>
public sealed class CheckpointFitTests
{
    private static readonly EquatableArray<int> Shape = [21, 13];
    private readonly ITestOutputHelper output;
    private readonly Checkpoint good;

    public CheckpointFitTests(ITestOutputHelper output)
    {
        this.output = output;
        good = TinyModel.Checkpoint(Seeded.Random(output));
    }

    [Fact]
    public void Companions_and_ignorable_tensors_are_welcome() => CheckpointValidator.Validate(
        TinyModel.Recipe(),
        good.With(
            new CheckpointTensor("norm.num_batches_tracked", TensorElement.I64, [], new byte[8]),
            CheckpointTensor.Of("fc0.weight.mask", Shape, new byte[21 * 13]),
            CheckpointTensor.Of("fc0.weight.scale", [21], new float[21]),
            CheckpointTensor.Of("elsewhere.range", [2], new float[2])));

    [Fact]
    public void A_missing_tensor_is_named() =>
        Expect(CheckpointProblem.MissingTensor, "fc0.weight", new Checkpoint(good.Tensors.Where(t => t.Name != "fc0.weight")), "[21, 13]");

    [Fact]
    public void An_unknown_tensor_is_named() =>
        Expect(CheckpointProblem.UnknownTensor, "fc9.weight", good.With(CheckpointTensor.Of("fc9.weight", [1], [1f])), "[Key]");

    [Fact]
    public void A_mask_of_no_weight_is_unknown() =>
        Expect(CheckpointProblem.UnknownTensor, "fc9.weight.mask", good.With(CheckpointTensor.Of("fc9.weight.mask", [1], [(byte)1])));

    [Fact]
    public void A_wrong_shape_is_named_with_both_shapes() =>
        Expect(CheckpointProblem.Shape, "fc0.weight", good.With(CheckpointTensor.Of("fc0.weight", [13, 21], new float[21 * 13])), "[13, 21]", "[21, 13]");

    [Fact]
    public void A_weight_of_64_bit_floats_is_refused() => Expect(
        CheckpointProblem.ElementType, "fc0.weight", good.With(new CheckpointTensor("fc0.weight", TensorElement.F64, Shape, new byte[21 * 13 * 8])), "F64");

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_value_that_is_not_finite_is_named_with_its_place(float bad)
    {
        var values = good["fc1.bias"].ToFloats();
        values[7] = bad;
        Expect(CheckpointProblem.Value, "fc1.bias", good.With(CheckpointTensor.Of("fc1.bias", [values.Length], values)), "element 7");
    }

    [Theory]
    [InlineData(TensorElement.F16, 0x7C00)]
    [InlineData(TensorElement.F16, 0xFE01)]
    [InlineData(TensorElement.BF16, 0x7F80)]
    [InlineData(TensorElement.BF16, 0xFFC0)]
    public void Half_floats_that_are_not_finite_are_found(TensorElement element, int bits)
    {
        var bytes = new byte[42];
        bytes[8] = (byte)bits;
        bytes[9] = (byte)(bits >> 8);
        Expect(CheckpointProblem.Value, "fc0.bias", good.With(new CheckpointTensor("fc0.bias", element, [21], bytes)), "element 4");
    }

    [Fact]
    public void A_newer_schema_is_refused() => Expect(
        CheckpointProblem.NewerSchema, null, new Checkpoint(good.Tensors, new Dictionary<string, string> { [Checkpoint.SchemaKey] = "2" }), "update");

    [Fact]
    public void A_range_upside_down_is_refused() =>
        Expect(CheckpointProblem.Value, "fc1.input.range", good.With(CheckpointTensor.Of("fc1.input.range", [2], [1f, -1f])));

    [Fact]
    public void A_stored_scale_has_to_be_positive_and_complete()
    {
        var trained = good.TrainedFor(TinyModel.Recipe());
        Expect(CheckpointProblem.Value, "fc0.weight.scale", trained.With(CheckpointTensor.Of("fc0.weight.scale", [21], new float[21])));
        Expect(CheckpointProblem.Shape, "fc0.weight.scale", trained.With(CheckpointTensor.Of("fc0.weight.scale", [2], [1f, 1f])));
        Expect(CheckpointProblem.Shape, "fc0.weight.mask", trained.With(CheckpointTensor.Of("fc0.weight.mask", [2], [(byte)1, 1])));
    }

    [Fact]
    public void A_checkpoint_of_another_recipe_is_refused_naming_the_difference()
    {
        var recipe = TinyModel.Recipe(bits: 4);
        var problem = Assert.Throws<CheckpointException>(
            () => CheckpointValidator.RequireSameRecipe(recipe, good.TrainedFor(TinyModel.Recipe(bits: 8))));
        Assert.Equal(CheckpointProblem.OtherRecipe, problem.Problem);
        Assert.Contains("fc0.weight: bits 8 in the checkpoint, 4 in the model", problem.Message);
        CheckpointValidator.RequireSameRecipe(recipe, good.TrainedFor(recipe));
        CheckpointValidator.RequireSameRecipe(recipe, good);
    }

    private void Expect(CheckpointProblem expected, string? tensor, Checkpoint checkpoint, params string[] words)
    {
        var problem = Assert.Throws<CheckpointException>(() => Compressor.Compress(TinyModel.Recipe(), checkpoint));
        output.WriteLine(problem.Message);
        Assert.Equal(expected, problem.Problem);
        Assert.Equal(tensor, problem.Tensor);
        Assert.All(words, w => Assert.Contains(w, problem.Message));
    }
}
