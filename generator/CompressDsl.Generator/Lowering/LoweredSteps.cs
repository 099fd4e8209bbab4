using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Lowering;

/// <summary>Kernels before their memory is planned; every buffer is written before it is read.</summary>
internal sealed class LoweredSteps(List<DataBuffer> buffers, List<Primitive> steps, SectionTable sections)
{
    public List<DataBuffer> Buffers { get; } = buffers;

    public List<Primitive> Steps { get; } = steps;

    public SectionTable Sections { get; } = sections;

    /// <summary>The only kernel that reads scratch buffer <paramref name="id"/>, where it has one writer and one reader; else null.</summary>
    public Primitive? OnlyReader(int id)
    {
        if (Buffers[id].Role != BufferRole.Scratch || Steps.Count(s => s.Output == id) != 1) return null;
        var readers = Steps.Where(s => s.Reads.Contains(id)).ToList();
        return readers.Count == 1 ? readers[0] : null;
    }

    /// <summary>Puts <paramref name="fused"/> where <paramref name="last"/> stands and takes <paramref name="first"/> away.</summary>
    public void Fuse(Primitive first, Primitive last, Primitive fused)
    {
        Steps[Steps.IndexOf(last)] = fused;
        Steps.Remove(first);
    }
}
