using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Training;

/// <summary>A kernel that is printed with the network: the primitive of inference, with the rows of the shard as a varying axis.</summary>
/// <param name="Kernel">Its buffers are slots; its sections are keys of parameters.</param>
internal sealed record KernelStep(Primitive Kernel, string Comment, Dimension? PerSample) : TrainingStep(Comment, PerSample)
{
    public override IEnumerable<int> Reads => Kernel.Reads;

    public override IEnumerable<int> Writes => [Kernel.Output];
}
