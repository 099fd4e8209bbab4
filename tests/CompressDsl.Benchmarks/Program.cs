using CompressDsl.Benchmarks;

switch (args.FirstOrDefault())
{
    case "training":
        MatrixProducts.Print(Console.Out);
        return 0;
    default:
        Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/CompressDsl.Benchmarks -- training");
        return 2;
}
