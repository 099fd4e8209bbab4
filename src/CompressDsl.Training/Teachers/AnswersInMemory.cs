using System.Runtime.InteropServices;

namespace CompressDsl.Training;

/// <summary>A teacher's outputs in an array; several processes compute a part each.</summary>
internal sealed class AnswersInMemory : KeptAnswers
{
    private readonly float[] answers;
    private readonly int width;

    /// <summary>Asks the teacher.</summary>
    /// <param name="pass">Over all samples.</param>
    /// <param name="ranks">Processes that share the work, or null.</param>
    public AnswersInMemory(TeacherPass pass, Communicator? ranks)
    {
        width = pass.Width;
        answers = new float[checked(pass.Count * width)];
        var part = ranks?.PartOf(pass.Count) ?? 0..pass.Count;
        var at = part.Start.Value * width;
        pass.Run(part, block =>
        {
            block.CopyTo(answers.AsSpan(at));
            at += block.Length;
        });
        for (var rank = 0; rank < ranks?.Size; rank++) ranks.Broadcast(MemoryMarshal.AsBytes(Rows(ranks.PartOf(pass.Count, rank))), rank);
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<float> Of(int index) => answers.AsSpan(index * width, width);

    private Span<float> Rows(Range part) => answers.AsSpan((part.Start.Value * width)..(part.End.Value * width));
}
