using System.Text;

namespace CompressDsl.Core;

/// <summary>
/// Reads the files that <c>Module.save</c> of TorchSharp writes (<c>*.dat</c>): the number of tensors, then for each its name, element type,
/// rank, sizes and bytes. Numbers are LEB128, a name stands behind its length in UTF-8 bytes.
/// </summary>
internal sealed class TorchSharpReader(byte[] file)
{
    private const int MostDigits = 9;
    private const int MostAxes = 64;

    private readonly HashSet<string> names = [];
    private int position;

    /// <exception cref="CheckpointException">The file is damaged.</exception>
    public Checkpoint Read()
    {
        var count = Number("the number of tensors");
        // Every tensor takes a few bytes at least.
        if (count > file.Length) throw Damage(CheckpointProblem.HeaderLength, $"The file claims {count} tensors and has {file.Length} bytes: not a file of TorchSharp.");
        var tensors = new List<CheckpointTensor>();
        for (var i = 0L; i < count; i++) tensors.Add(Tensor(i));
        return position == file.Length
            ? new Checkpoint(tensors)
            : throw Damage(CheckpointProblem.Offsets, $"{file.Length - position} bytes at the end of the file belong to no tensor.");
    }

    private CheckpointTensor Tensor(long number)
    {
        var name = Name($"the name of tensor {number + 1}");
        if (!names.Add(name)) throw Damage(CheckpointProblem.DuplicateName, $"Tensor '{name}' stands twice in the file.", name);
        var type = Number($"the element type of '{name}'", name);
        if (!TorchSharpElements.TryOf(type, out var element))
            throw Damage(CheckpointProblem.ElementType, $"Tensor '{name}' has the unknown element type {type}.", name);
        var sizes = Sizes(name);
        var bytes = Bytes(sizes, element.Size());
        if (bytes > file.Length - position)
            throw Damage(CheckpointProblem.Truncated, $"Tensor '{name}' [{string.Join(", ", sizes)}] has {bytes} bytes, and the file {file.Length - position} more: it is cut off.", name);
        var data = new byte[bytes];
        Buffer.BlockCopy(file, position, data, 0, data.Length);
        position += data.Length;
        return new CheckpointTensor(name, element, new EquatableArray<int>(sizes), data);
    }

    private int[] Sizes(string name)
    {
        var rank = Number($"the rank of '{name}'", name);
        if (rank > MostAxes) throw Damage(CheckpointProblem.HeaderText, $"Tensor '{name}' has an impossible rank of {rank}.", name);
        var sizes = new int[rank];
        for (var axis = 0; axis < sizes.Length; axis++)
        {
            var size = Number($"the shape of '{name}'", name);
            sizes[axis] = size <= int.MaxValue ? (int)size : throw Damage(CheckpointProblem.HeaderText, $"Tensor '{name}' has an impossible shape.", name);
        }

        return sizes;
    }

    private static long Bytes(int[] sizes, int elementSize)
    {
        if (Array.IndexOf(sizes, 0) >= 0) return 0;
        long bytes = elementSize;
        foreach (var size in sizes)
        {
            bytes *= size;
            if (bytes > int.MaxValue) return long.MaxValue;
        }

        return bytes;
    }

    private string Name(string what)
    {
        var length = Number(what);
        if (length > file.Length - position) throw Damage(CheckpointProblem.Truncated, $"The file ends inside {what}.");
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file, position, (int)length);
            position += (int)length;
            return text;
        }
        catch (ArgumentException e)
        {
            throw new CheckpointException(CheckpointProblem.HeaderText, $"The file cannot be read: {what} is not UTF-8.", null, e);
        }
    }

    private long Number(string what, string? tensor = null)
    {
        long value = 0;
        for (var digit = 0; digit < MostDigits; digit++)
        {
            if (position >= file.Length) throw Damage(CheckpointProblem.Truncated, $"The file ends inside {what}.", tensor);
            var part = file[position++];
            value |= (long)(part & 0x7F) << (7 * digit);
            if (part < 0x80) return value;
        }

        throw Damage(CheckpointProblem.HeaderText, $"The file cannot be read: {what} is no number.", tensor);
    }

    private static CheckpointException Damage(CheckpointProblem problem, string message, string? tensor = null) => new(problem, message, tensor);
}
