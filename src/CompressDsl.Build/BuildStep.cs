using CompressDsl.Core;

namespace CompressDsl.Build;

/// <summary>Runs a command and reports what stopped it in the form that MSBuild understands: <c>file : error CDSL0406: message</c>.</summary>
internal static class BuildStep
{
    /// <summary>0, or 1 after an error about <paramref name="file"/>.</summary>
    public static int Run(string file, Action action)
    {
        try
        {
            action();
            return 0;
        }
        catch (CheckpointException e)
        {
            return Fail(file, IdOf(e.Problem), e.Message);
        }
        catch (FormatException e)
        {
            return Fail(file, "CDSL0501", e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fail(file, "CDSL0406", e.Message);
        }
    }

    private static int Fail(string file, string id, string message)
    {
        Console.Error.WriteLine($"{file} : error {id}: {message.ReplaceLineEndings(" ")}");
        return 1;
    }

    // The same ids as the generator's diagnostics.
    private static string IdOf(CheckpointProblem problem) => problem switch
    {
        CheckpointProblem.MissingTensor => "CDSL0401",
        CheckpointProblem.UnknownTensor => "CDSL0402",
        CheckpointProblem.Shape => "CDSL0403",
        CheckpointProblem.ElementType => "CDSL0404",
        CheckpointProblem.Value => "CDSL0405",
        CheckpointProblem.NewerSchema => "CDSL0407",
        CheckpointProblem.MissingRange => "CDSL0408",
        CheckpointProblem.Overflow => "CDSL0501",
        _ => "CDSL0406",
    };
}
