using System.Numerics.Tensors;
using ApiTopics.Data;
using ApiTopics.Features;

namespace ApiTopics;

/// <summary><c>-- classify "some text"</c>: what the compiled student takes a text for.</summary>
internal static class ClassifyCommand
{
    private const int Shown = 5;

    /// <summary>Prints the likeliest topics.</summary>
    public static int Run(string text)
    {
        var probabilities = new float[TopicNames.All.Length];
        TopicStudent.Infer(StudentTokenizer.Tokens(text), probabilities);
        TensorPrimitives.SoftMax<float>(probabilities, probabilities);
        foreach (var (topic, probability) in TopicNames.All.Zip(probabilities).OrderByDescending(t => t.Second).Take(Shown))
        {
            Console.WriteLine($"{probability,8:P1}  System.{topic}");
        }

        return 0;
    }
}
