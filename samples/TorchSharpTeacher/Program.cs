using System.Runtime.CompilerServices;
using CompressDsl.Core;
using CompressDsl.Training;
using Digits;
using TorchSharpTeacher;

var data = DigitData.Load(args.Length > 0 ? args[0] : null);
var checkpoint = Path.Combine(Folder(), "Student.safetensors");
Console.WriteLine($"digits    {data.Source}");

#if TORCHSHARP
TorchSharpTeacher.Teaching.Lesson.Give(data, checkpoint);
return 0;
#else
if (!File.Exists(checkpoint))
{
    Console.WriteLine("student   not taught yet: dotnet run -c Release -p:WithTorchSharp=true");
    return 1;
}

// The weights were compiled into this program, which has no reference to TorchSharp.
var referenced = typeof(Student).Assembly.GetReferencedAssemblies().Any(a => a.Name == "TorchSharp");
Console.WriteLine($"student   {Evaluator.Accuracy(Student.Default, data.Test):P2} of {data.Test.Count:N0}, compiled; TorchSharp is {(referenced ? "" : "not ")}referenced");
Console.WriteLine(Student.SelfTest(checkpoint, data.Test));
return 0;
#endif

static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
