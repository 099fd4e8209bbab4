namespace CompressDsl.Generator.Frontend;

/// <summary>Reading a model ends here; the reason is reported already.</summary>
internal sealed class ReadingAbortedException : Exception
{
}
