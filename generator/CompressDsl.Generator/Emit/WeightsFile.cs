using System.Globalization;
using System.Text;
using CompressDsl.Core;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>The file with the packed weights and the report about them.</summary>
internal static class WeightsFile
{
    /// <summary>Above this many bytes 64-bit literals compile too slowly and a string takes their place.</summary>
    private const int LargestWords = 256 << 10;

    private const int WordsPerLine = 6;
    private const int CharsPerLine = 4096;

    /// <param name="model">A model with weights.</param>
    /// <param name="sidecar">Whether they go to a file beside the assembly.</param>
    public static string Print(ModelSource model, bool sidecar)
    {
        var w = new SourceWriter();
        SourceFile.WriteHeader(w, model, "the packed weights");
        var packed = model.Weights!;
        using (SourceFile.OpenType(w, model.Type))
        using (w.Block("unsafe partial class Session"))
        {
            using (w.Block($"static partial void ReadPacked(ref {SourceFile.Runtime}PackedModel? packed)")) w.Line($"packed = {SourceFile.Runtime}PackedModel.{Source(model, sidecar)};");
            w.Line();
            WriteReport(w, model);
            w.Line();
            if (sidecar) w.Line($"// {Literal.Grouped(packed.Bytes.Length)} packed bytes: too many for the assembly, {(packed.IsStored ? "unpacked" : "mapped")} from {model.SidecarName} beside it.");
            else WriteBytes(w, packed);
        }

        return w.ToString();
    }

    private static void WriteBytes(SourceWriter w, CompressedModel packed)
    {
        var bytes = packed.Bytes;
        var isCoded = packed.Storage == StorageMode.Small;
        w.Line($"// The packed model: {Literal.Grouped(bytes.Length)} bytes, {(isCoded ? "entropy-coded" : "little endian")}, sections as the recipe lists them.");
        if (isCoded) w.Line($"// The first use decodes them to {Literal.Grouped(packed.Loaded.Length)} bytes.");
        else if (packed.IsStored) w.Line($"// Weights are stored in as few bits as they need; the first use unpacks them to {Literal.Grouped(packed.Loaded.Length)} bytes.");
        if (bytes.Length <= LargestWords) WriteWords(w, bytes);
        else WriteText(w, bytes);
    }

    private static string Source(ModelSource model, bool sidecar)
    {
        if (sidecar) return $"FromFile({Literal.Of(model.SidecarName)}, Identity)";
        return model.Weights!.Bytes.Length <= LargestWords ? "FromWords(PackedWords, Identity)" : "FromText(PackedText, Identity)";
    }

    private static void WriteReport(SourceWriter w, ModelSource model)
    {
        var packed = model.Weights!;
        using (w.Block("static partial void ReadReport(ref global::CompressDsl.ModelReport? report)"))
        {
            w.Line($"report = new global::CompressDsl.ModelReport({Literal.Of(model.Type.FullName)}, new global::CompressDsl.Core.LayerFacts[]");
            using (w.Block("", $"}}, {Literal.Of(packed.Bytes.Length)}) {{ ArenaBytes = {Literal.Of(model.Program.ArenaBytes)}{Loaded(packed)} }};"))
            {
                foreach (var l in packed.Layers)
                {
                    w.Line($"new({Literal.Of(l.Name)}, {Literal.Of(l.Description)}, {Number(l.Parameters)}, {Number(l.BytesBefore)}, {Number(l.BytesAfter)}, "
                        + $"{Literal.Of(l.Bits)}, {l.Sparsity.ToString("R", CultureInfo.InvariantCulture)}, {Number(l.Macs)}, {Literal.Of(l.Kernel)}, {Literal.Of(l.Note)}),");
                }
            }
        }
    }

    private static string Loaded(CompressedModel packed) => packed.IsStored ? $", BytesLoaded = {Literal.Of(packed.Loaded.Length)}" : "";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static void WriteWords(SourceWriter w, byte[] bytes)
    {
        using (w.Block("private static global::System.ReadOnlySpan<ulong> PackedWords => new ulong[]", "};"))
        {
            var line = new StringBuilder();
            for (var at = 0; at < bytes.Length; at += 8)
            {
                line.Append("0x").Append(Word(bytes, at).ToString("x16", CultureInfo.InvariantCulture)).Append(',');
                if ((at / 8 % WordsPerLine) < WordsPerLine - 1 && at + 8 < bytes.Length)
                {
                    line.Append(' ');
                    continue;
                }

                w.Line(line.ToString());
                line.Clear();
            }
        }
    }

    private static ulong Word(byte[] bytes, int at)
    {
        var word = 0UL;
        for (var i = Math.Min(7, bytes.Length - at - 1); i >= 0; i--) word = (word << 8) | bytes[at + i];
        return word;
    }

    private static void WriteText(SourceWriter w, byte[] bytes)
    {
        using (w.Indented("private static global::System.ReadOnlySpan<char> PackedText =>"))
        {
            for (var at = 0; at < bytes.Length; at += 2 * CharsPerLine)
            {
                var end = Math.Min(bytes.Length, at + (2 * CharsPerLine));
                w.Line($"\"{Escapes(bytes, at, end)}\"{(end < bytes.Length ? " +" : ";")}");
            }
        }
    }

    private static string Escapes(byte[] bytes, int start, int end)
    {
        const string Digits = "0123456789abcdef";
        var text = new char[(end - start + 1) / 2 * 6];
        for (int at = start, to = 0; at < end; at += 2, to += 6)
        {
            var high = at + 1 < end ? bytes[at + 1] : 0;
            text[to] = '\\';
            text[to + 1] = 'u';
            text[to + 2] = Digits[high >> 4];
            text[to + 3] = Digits[high & 15];
            text[to + 4] = Digits[bytes[at] >> 4];
            text[to + 5] = Digits[bytes[at] & 15];
        }

        return new string(text);
    }
}
