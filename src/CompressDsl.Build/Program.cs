using System.CommandLine;
using CompressDsl.Build;

var root = new RootCommand("The build step of CompressDsl: hands checkpoints to the compiler and packs large models.");
root.Subcommands.Add(WeightsCommand.Create());
root.Subcommands.Add(SidecarCommand.Create());
return root.Parse(args).Invoke();
