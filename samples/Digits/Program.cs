using System.CommandLine;
using Digits;

var data = new Option<string?>("--data") { Description = "Folder with MNIST's IDX files (train-*, t10k-*, also .gz); without it the sample draws digits itself." };
var weights = new Option<string>("--weights")
{
    Description = "Folder of the checkpoints that train writes and evaluate reads.",
    DefaultValueFactory = _ => SampleFolder.Path,
};
var epochs = new Option<int?>("--epochs") { Description = "Passes over the training data for the student (the teacher gets a third)." };

var train = new Command("train", "Trains the teacher, distils the student and writes both checkpoints; the next build compiles them in.") { data, weights, epochs };
train.SetAction(arguments => Training.Run(DigitData.Load(arguments.GetValue(data)), arguments.GetValue(weights)!, arguments.GetValue(epochs)));

var evaluate = new Command("evaluate", "Prints errors, bytes and microseconds of teacher and student.") { data, weights };
evaluate.SetAction(arguments => Evaluation.Run(DigitData.Load(arguments.GetValue(data)), arguments.GetValue(weights)!));

var root = new RootCommand("Handwritten digits: a 784-1200-1200-10 teacher and the 784-300-100-10 student that is compiled from it.") { train, evaluate };
return root.Parse(args.Length == 0 ? ["evaluate"] : args).Invoke();
