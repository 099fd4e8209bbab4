namespace CompressDsl.Generator.Graph;

/// <summary>
/// Rows of a table chosen by token ids: copied (<c>output[t] = table[ids[t]]</c>) or pooled into one row. An id outside the table is
/// an <see cref="ArgumentException"/> at the call.
/// </summary>
/// <param name="Ids">Buffer of int32 ids.</param>
/// <param name="Count">Number of ids (named where it varies).</param>
/// <param name="Table">Packed table.</param>
/// <param name="Scale">Float scale per dimension of an int8 table, or null for a float one.</param>
/// <param name="Blocks">Whether only the blocks (4 tokens x 16 dimensions) that are not zero are stored.</param>
internal sealed record LookupPrimitive(
    string Name, string Comment, int Ids, int Output, Dimension Count, int Tokens, int Dimensions, Pooling Pooling,
    string Table, string? Scale, bool Blocks) : Primitive(Name, Comment, Output)
{
    public override IEnumerable<int> Reads => [Ids];
}
