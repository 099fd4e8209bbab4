namespace CompressDsl.Models.Tests.Core;

/// <summary>Random damage, most of it in the header.</summary>
internal static class Mutation
{
    public static byte[] Of(byte[] good, Random random)
    {
        var bytes = (byte[])good.Clone();
        var header = 8 + (int)BitConverter.ToInt64(good);
        for (var n = random.Next(1, 6); n > 0; n--)
        {
            var at = random.Next(random.Next(4) == 0 ? bytes.Length : Math.Min(header, bytes.Length));
            switch (random.Next(6))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes[at] = (byte)"0123456789{}[],:\"-e. "[random.Next(21)]; break;
                case 3: bytes = bytes[..at]; break;
                case 4: bytes = [.. bytes[..at], .. bytes[random.Next(bytes.Length)..]]; break;
                default: Array.Copy(bytes, random.Next(at + 1), bytes, at, Math.Min(random.Next(9), bytes.Length - at)); break;
            }

            if (bytes.Length == 0) return bytes;
        }

        return bytes;
    }
}
