using ApiTopics;

try
{
    return args switch
    {
        [] => EvaluateCommand.Run(),
        ["train"] => TrainCommand.Run(),
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
    Console.Error.WriteLine("Usage: dotnet run -c Release --project samples/ApiTopics [-- train | compare | classify \"some text\"]");
    return 2;
}
