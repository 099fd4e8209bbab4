using System.Buffers.Binary;

namespace KeywordSpotting.Audio;

/// <summary>A sound from a RIFF file with PCM samples.</summary>
/// <param name="Rate">Samples per second.</param>
/// <param name="Samples">-1 to 1; several channels are averaged.</param>
internal sealed record WavFile(int Rate, float[] Samples)
{
    private const int Pcm = 1;
    private const int Extensible = 0xFFFE;
    private const int HeaderLength = 12;
    private const int ChunkHeaderLength = 8;
    private const int FormatLength = 16;

    /// <summary>Reads a file of 8 or 16 bits per sample.</summary>
    /// <param name="path">Its name, for messages.</param>
    /// <param name="file">What is in it.</param>
    /// <exception cref="InvalidDataException">It is no such file or damaged; the text names the file and what is wrong.</exception>
    public static WavFile Read(string path, byte[] file)
    {
        try
        {
            return Read(file);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"'{path}': {e.Message}", e);
        }
    }

    /// <summary>As <see cref="Read(string, byte[])"/>, without a name.</summary>
    /// <exception cref="InvalidDataException">The bytes are no such file.</exception>
    public static WavFile Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < HeaderLength || !file[..4].SequenceEqual("RIFF"u8) || !file[8..12].SequenceEqual("WAVE"u8))
        {
            throw new InvalidDataException("it is no WAV file: it does not begin with RIFF and WAVE.");
        }

        ReadOnlySpan<byte> format = default;
        for (var at = HeaderLength; at + ChunkHeaderLength <= file.Length;)
        {
            var name = file.Slice(at, 4);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(file[(at + 4)..]);
            at += ChunkHeaderLength;
            if (length > file.Length - at)
            {
                var part = System.Text.Encoding.Latin1.GetString(name);
                throw new InvalidDataException($"its part '{part}' should have {length} bytes, but the file ends after {file.Length - at}.");
            }

            var content = file.Slice(at, (int)length);
            if (name.SequenceEqual("fmt "u8)) format = content;
            else if (name.SequenceEqual("data"u8)) return Decode(format, content);
            at += (int)(length + (length & 1));
        }

        throw new InvalidDataException("it has no part 'data'.");
    }

    private static WavFile Decode(ReadOnlySpan<byte> format, ReadOnlySpan<byte> data)
    {
        if (format.Length < FormatLength) throw new InvalidDataException("it has no part 'fmt ' of 16 bytes before its part 'data'.");
        int kind = BinaryPrimitives.ReadUInt16LittleEndian(format), channels = BinaryPrimitives.ReadUInt16LittleEndian(format[2..]);
        int rate = BinaryPrimitives.ReadInt32LittleEndian(format[4..]), bits = BinaryPrimitives.ReadUInt16LittleEndian(format[14..]);
        if (kind is not (Pcm or Extensible)) throw new InvalidDataException($"its format {kind} is not PCM (1).");
        if (bits is not (8 or 16)) throw new InvalidDataException($"it has {bits} bits per sample; 8 and 16 can be read.");
        if (channels == 0 || rate <= 0) throw new InvalidDataException($"{channels} channels at {rate} samples per second are no sound.");
        var frame = channels * bits / 8;
        var samples = new float[data.Length / frame];
        for (var i = 0; i < samples.Length; i++)
        {
            for (var c = 0; c < channels; c++) samples[i] += Sample(data[((i * frame) + (c * bits / 8))..], bits) / channels;
        }

        return new WavFile(rate, samples);
    }

    /// <summary>Bytes are unsigned, wider samples are signed.</summary>
    private static float Sample(ReadOnlySpan<byte> data, int bits) =>
        bits == 8 ? (data[0] - 128) / 128f : BinaryPrimitives.ReadInt16LittleEndian(data) / 32768f;
}
