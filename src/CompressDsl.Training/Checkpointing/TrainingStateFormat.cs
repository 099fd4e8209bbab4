using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>
/// Bytes of a working checkpoint, little-endian: magic, version, then the content, then its SHA-256.
/// </summary>
internal static class TrainingStateFormat
{
    private const int Version = 2;
    private static readonly byte[] Magic = "CDSLTRAIN"u8.ToArray();

    /// <summary>The bytes of a state.</summary>
    public static byte[] Write(TrainingState state)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory, Encoding.UTF8);
        writer.Write(Magic);
        writer.Write(Version);
        WriteHead(writer, state);
        WriteArrays(writer, state.Floats);
        WriteArrays(writer, state.Bytes);
        writer.Write(state.Numbers.Count);
        foreach (var (name, value) in state.Numbers)
        {
            writer.Write(name);
            writer.Write(value);
        }

        writer.Write(state.History.Epochs.Count);
        foreach (var epoch in state.History.Epochs) WriteEpoch(writer, epoch);
        writer.Flush();
        var content = memory.GetBuffer().AsSpan(0, (int)memory.Length);
        writer.Write(SHA256.HashData(content));
        writer.Flush();
        return memory.ToArray();
    }

    /// <summary>The state of some bytes.</summary>
    public static TrainingState Read(byte[] bytes, string path)
    {
        if (bytes.Length < Magic.Length + sizeof(int) || !bytes.AsSpan(0, Magic.Length).SequenceEqual(Magic))
        {
            throw new InvalidDataException($"'{path}' is not a working checkpoint.");
        }

        var version = BitConverter.ToInt32(bytes, Magic.Length);
        if (version != Version) throw new InvalidDataException($"'{path}' is of version {version}; this library reads version {Version}.");
        var length = bytes.Length - SHA256.HashSizeInBytes;
        if (length < Magic.Length + sizeof(int) || !SHA256.HashData(bytes.AsSpan(0, length)).AsSpan().SequenceEqual(bytes.AsSpan(length)))
        {
            throw new InvalidDataException($"'{path}' is damaged: its checksum is wrong.");
        }

        using var reader = new BinaryReader(new MemoryStream(bytes, Magic.Length + sizeof(int), length - Magic.Length - sizeof(int)), Encoding.UTF8);
        var state = ReadHead(reader);
        ReadArrays(reader, state.Floats);
        ReadArrays(reader, state.Bytes);
        for (var left = reader.ReadInt32(); left > 0; left--) state.Numbers.Add(reader.ReadString(), reader.ReadDouble());
        for (var left = reader.ReadInt32(); left > 0; left--) state.History.Add(ReadEpoch(reader));
        return state;
    }

    private static void WriteHead(BinaryWriter writer, TrainingState state)
    {
        writer.Write(state.Model);
        writer.Write(state.Settings.Count);
        foreach (var setting in state.Settings)
        {
            writer.Write(setting.Name);
            writer.Write(setting.Value);
        }

        writer.Write(state.Epoch);
        writer.Write(state.SamplesInEpoch);
        writer.Write(state.Step);
        writer.Write(state.Seconds);
    }

    private static TrainingState ReadHead(BinaryReader reader)
    {
        var model = reader.ReadString();
        var settings = new Setting[reader.ReadInt32()];
        for (var i = 0; i < settings.Length; i++) settings[i] = new Setting(reader.ReadString(), reader.ReadString());
        return new TrainingState
        {
            Model = model, Settings = new(settings), Epoch = reader.ReadInt32(), SamplesInEpoch = reader.ReadInt32(),
            Step = reader.ReadInt64(), Seconds = reader.ReadDouble(),
        };
    }

    private static void WriteArrays<T>(BinaryWriter writer, SortedDictionary<string, T[]> arrays)
        where T : unmanaged
    {
        writer.Write(arrays.Count);
        foreach (var (name, values) in arrays)
        {
            writer.Write(name);
            writer.Write(values.Length);
            writer.Write(MemoryMarshal.AsBytes(values.AsSpan()));
        }
    }

    private static void ReadArrays<T>(BinaryReader reader, SortedDictionary<string, T[]> arrays)
        where T : unmanaged
    {
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var name = reader.ReadString();
            var values = new T[reader.ReadInt32()];
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
            arrays.Add(name, values);
        }
    }

    private static void WriteEpoch(BinaryWriter writer, EpochMetrics e)
    {
        writer.Write(e.Epoch);
        foreach (var value in new[] { e.Loss, e.TrainAccuracy, e.ValidationLoss, e.ValidationAccuracy, e.LearningRate, e.Sparsity, e.Seconds }) writer.Write(value);
        writer.Write(e.IsQuantized);
        writer.Write(e.Outputs.Count);
        foreach (var o in e.Outputs)
        {
            writer.Write(o.Output);
            foreach (var value in new[] { o.Loss, o.TrainAccuracy, o.ValidationLoss, o.ValidationAccuracy }) writer.Write(value);
        }
    }

    private static EpochMetrics ReadEpoch(BinaryReader reader)
    {
        var epoch = reader.ReadInt32();
        var v = new double[7];
        for (var i = 0; i < v.Length; i++) v[i] = reader.ReadDouble();
        var metrics = new EpochMetrics(epoch, v[0], v[1], v[2], v[3], v[4], v[5], reader.ReadBoolean(), v[6]);
        var outputs = new OutputMetrics[reader.ReadInt32()];
        for (var i = 0; i < outputs.Length; i++)
            outputs[i] = new OutputMetrics(reader.ReadString(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
        return metrics with { Outputs = new(outputs) };
    }
}
