using ApiTopics;

try
{
    return args switch
    {
        [] => EvaluateCommand.Run(),
        ["train"] => TrainCommand.Run(),
        ["analyze"] => EvaluateCommand.Analyze("report.html"),
        ["analyze", "--output", var path] => EvaluateCommand.Analyze(path),
        ["compare"] => TrainCommand.Compare(),
        ["classify", var text] => ClassifyCommand.Run(text),
        _ => Usage(),
    };
}
catch (Exception e) when (e is DirectoryNotFoundException or InvalidDataException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project samples/ApiTopics [-- train | analyze --output report.html | compare | classify \"some text\"]");
    return 2;
}
