using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit.TorchSharp;

/// <summary>The file that the models of a project share for training on TorchSharp: the engine, a pass of it, and modules as teachers.</summary>
internal static class TorchTrainingSharedFile
{
    public static string Text { get; } = Print();

    private static string Print()
    {
        var w = new SourceWriter();
        w.Line(TorchSharedFile.Header("What training on TorchSharp shares in this project."));
        using (w.Block($"namespace {SourceFile.OwnNamespace}"))
        {
            w.Line(Usings).Line();
            foreach (var type in new[] { TorchEngineText.Network, TorchEngineText.Part, TorchPassText.Pass, Teacher })
                w.Line(type.Replace("[Generated]", SourceFile.GeneratedCode)).Line();
        }

        return w.ToString();
    }

    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Runtime.InteropServices;
        using CompressDsl.Core;
        using CompressDsl.Training;
        using torch = global::TorchSharp.torch;
        using functional = global::TorchSharp.torch.nn.functional;
        """;

    private const string Teacher = """
        /// <summary>Modules as teachers.</summary>
        [Generated]
        internal static class TorchTeacher
        {
            /// <summary>A module that is given the rows of a batch, on the device of its parameters.</summary>
            public static BatchTeacher Of(torch.nn.Module<torch.Tensor, torch.Tensor> teacher, bool tokens, params long[] shape)
            {
                ArgumentNullException.ThrowIfNull(teacher);
                var parameter = teacher.parameters().FirstOrDefault();
                var device = parameter is null ? torch.CPU : parameter.device;
                return (batch, outputs) =>
                {
                    using var scope = torch.NewDisposeScope();
                    using var constants = torch.no_grad();
                    teacher.eval();
                    if (tokens)
                    {
                        // Rows differ in length: one after the other.
                        var width = outputs.Length / batch.Rows;
                        for (var row = 0; row < batch.Rows; row++)
                            Answer(teacher, TorchNetwork.TokensOf(new[] { batch.TokensOf(row).ToArray() }, device), outputs.Slice(row * width, width));
                    }
                    else
                    {
                        var rows = TorchNetwork.FloatsOf(batch.Features, batch.Rows, device);
                        Answer(teacher, rows.reshape(shape.Prepend(batch.Rows).ToArray()), outputs);
                    }
                };
            }

            private static void Answer(torch.nn.Module<torch.Tensor, torch.Tensor> teacher, torch.Tensor rows, Span<float> outputs)
            {
                var answers = TorchWeights.FloatsOf(teacher.call(rows));
                if (answers.Length != outputs.Length)
                {
                    throw new ArgumentException(
                        $"The teacher gives {answers.Length} numbers for {rows.shape[0]} samples, and the student has outputs of {outputs.Length}.", nameof(teacher));
                }

                answers.CopyTo(outputs);
            }
        }
        """;
}
