namespace CompressDsl.Generator.Frontend;

/// <summary>The result of something that was reported already; whatever uses it stays silent.</summary>
internal sealed class UnknownDatum : Datum
{
    public static readonly UnknownDatum Instance = new();
}
