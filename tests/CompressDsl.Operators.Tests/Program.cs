using CompressDsl.Operators.Tests.Lanes;

namespace CompressDsl.Operators.Tests;

/// <summary>Entry of the child processes in which tests are repeated with instruction sets switched off; the tests need none.</summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        if (arguments is not ["tiers"])
        {
            Console.Error.WriteLine("usage: tiers");
            return 2;
        }

        foreach (var line in TierSelfCheck.Lines())
        {
            Console.WriteLine(line);
        }

        return 0;
    }
}
