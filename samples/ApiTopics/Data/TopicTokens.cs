using ApiTopics.Features;
using CompressDsl.Training;

namespace ApiTopics.Data;

/// <summary>The texts of one part as each network sees them; sample i is the same text in both.</summary>
/// <param name="Teacher">For the teacher.</param>
/// <param name="Student">For the student.</param>
internal sealed record TopicTokens(TokenTexts Teacher, TokenTexts Student)
{
    /// <summary>Cuts the texts of <paramref name="part"/>.</summary>
    public static TopicTokens Of(IReadOnlyList<ApiText> texts, Part part)
    {
        ApiText[] chosen = [.. texts.Where(t => t.Part == part)];
        return new(
            TokenTexts.Of(chosen, TeacherTokenizer.Tokens, TeacherTokenizer.MaxTokens),
            TokenTexts.Of(chosen, StudentTokenizer.Tokens, StudentTokenizer.MaxTokens));
    }

    /// <summary>Answers for the student's samples with the teacher's view of the same texts.</summary>
    public BatchTeacher Answers(TopicTeacher.Session teacher) => (batch, outputs) =>
    {
        var classes = TopicNames.All.Length;
        for (var row = 0; row < batch.Rows; row++)
        {
            teacher.Infer(Teacher.Tokens[batch.Indices[row]], outputs.Slice(row * classes, classes));
        }
    };
}
