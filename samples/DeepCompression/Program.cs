using System.CommandLine;
using CompressDsl.Samples;
using DeepCompression.Runs;
using DeepCompression.Tables;
using Digits;

var data = new Option<string?>("--data") { Description = "Folder with MNIST's IDX files (train-*, t10k-*, also .gz); without it the sample draws digits itself." };
var keep = new Option<string>("--keep")
{
    Description = "Folder for the networks; those that are there are not trained again, and an interrupted training goes on.",
    DefaultValueFactory = _ => Path.Combine("artifacts", "deep-compression"),
};
var (adopt, spread) = (Launch.Adopt(), Launch.Spread());
var seeds = new Option<int>("--seeds") { Description = "Trainings of each network.", DefaultValueFactory = _ => 3 };
var epochs = new Option<int?>("--epochs") { Description = "Passes over the training digits and their shifted copies; each network has its own default." };

var root = new RootCommand("LeNet-300-100 and LeNet-5, pruned, quantised and distilled in one pass, against the tables of the literature.")
{
    Of("lenet300", "Error, bytes and time of LeNet-300-100.", (workshop, a) => new LenetTable(workshop, Families.Lenet300).Run(a.GetValue(seeds), a.GetValue(epochs))),
    Of("lenet5", "Error, bytes and time of LeNet-5.", (workshop, a) => new LenetTable(workshop, Families.Lenet5).Run(a.GetValue(seeds), a.GetValue(epochs))),
    Of("quantization", "LeNet-5 in 8, 4, 3 and 2 bits: post-training, trained, and with learned steps.", (workshop, a) => new QuantizationTable(new LenetQuantization(workshop, a.GetValue(seeds), a.GetValue(epochs))) { Goals = LenetQuantization.Goals }.Run()),
    Of("pruning", "LeNet-300-100 by pattern, share of zeros and schedule.", (workshop, a) => new PruningTable(workshop).Run(a.GetValue(seeds), a.GetValue(epochs))),
    Of("ablation", "LeNet-300-100 with and without zeros, levels and teacher.", (workshop, a) => new AblationTable(workshop).Run(a.GetValue(seeds), a.GetValue(epochs))),
};
return root.Parse(args).Invoke();

Command Of(string name, string description, Action<Workshop, ParseResult> run)
{
    var command = new Command(name, description) { data, keep, adopt, seeds, epochs, spread };
    command.SetAction(arguments => Launch.Try(() => Launch.Together(arguments.GetValue(spread), ranks =>
    {
        var digits = DigitData.Load(arguments.GetValue(data));
        var folder = new NetworkFolder(arguments.GetValue(keep)!, arguments.GetValue(adopt), ranks);
        if (folder.IsFirst) Console.WriteLine($"{digits.Source}: {digits.Test.Count:N0} to test with.");
        run(new Workshop(digits, folder), arguments);
        return 0;
    })));
    return command;
}
