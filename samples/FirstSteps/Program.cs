using FirstSteps;

// Three textbook examples; the exit code is 0 when every one gave what it has to give.
(string Name, Func<TextWriter, bool> Run)[] steps =
[
    ("Quantisation", Quantization.Run),
    ("Distillation", Distillation.Run),
    ("Pruning", Pruning.Run),
];

var failures = 0;
foreach (var (name, run) in steps)
{
    Console.WriteLine(name);
    var passed = run(Console.Out);
    Console.WriteLine(passed ? "          as expected\n" : "          NOT as expected\n");
    if (!passed) failures++;
}

return failures;
