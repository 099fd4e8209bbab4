using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit.Training;

/// <summary>The file with the training loops of a model, and what belongs to training: calibration, evaluation, self-test.</summary>
internal sealed class TrainingLoopFile(ModelSource model)
{
    private const string Library = "global::CompressDsl.Training.";

    private const string Core = "global::CompressDsl.Core.";

    private string Loops => $"global::{SourceFile.OwnNamespace}.{model.Type.Name}Loops";

    public string Print()
    {
        var w = new SourceWriter();
        SourceFile.WriteHeader(w, model, "training loops");
        using (SourceFile.OpenType(w, model.Type))
        {
            WriteTrain(w);
            if (model.Declaration.Distillation is { } distillation) WriteDistill(w, distillation);
            WriteTools(w);
        }

        w.Line();
        using (SourceFile.OpenOwn(w))
        {
            w.Line("using CompressDsl.Training;").Line();
            w.Line($"/// <summary>The loops that train {Xml.Escape(model.Type.FullName)}: epochs, batches, and the pieces of a step.</summary>");
            w.Line(SourceFile.GeneratedCode.Replace("global::System.CodeDom.Compiler.", ""));
            using (w.Block($"file static class {model.Type.Name}Loops"))
            {
                var hints = new HintText(model.Declaration);
                WriteLoops(w, model.Declaration, hints);
                hints.WriteLosses(w);
            }
        }

        return w.ToString();
    }

    /// <summary>Writes the loops of another engine, which refuses hints and losses of the model's own before a run begins.</summary>
    public static void WriteForOtherEngine(SourceWriter w, ModelDeclaration model)
    {
        var plain = model with { Hints = default, Loss = null };
        WriteLoops(w, plain, new HintText(plain));
    }

    private static void WriteLoops(SourceWriter w, ModelDeclaration model, HintText hints)
    {
        w.Line(TrainLoop(hints, model.Loss));
        if (model.Distillation is { } distillation)
            w.Line().Line(model.Loss is { } own ? LossText.DistillLoop(hints, own) : DistillLoop(distillation, hints));
    }

    private void WriteTrain(SourceWriter w)
    {
        w.Line($"""
            /// <summary>
            /// Trains the network: pruning on the schedule of the options and quantisation-aware training in one pass, as the attributes ask.
            /// </summary>
            /// <param name="data">The samples: classes are learned with cross entropy, target vectors with mean squared error; see AnsweredDataset for several outputs.</param>
            /// <param name="options">How to train, and where the finished checkpoint is written.</param>
            /// <param name="progress">Told several times a second, or null.</param>
            /// <returns>The history and the finished checkpoint.</returns>
            public static {Library}TrainingResult Train({Library}IDataSource data, {Library}TrainingOptions options, global::System.IProgress<{Library}TrainingProgress>? progress = null) =>
                {Loops}.Train(CreateTrainingNetwork(), data, options, progress);

            """);
    }

    private void WriteDistill(SourceWriter w, DistillationDeclaration distillation)
    {
        var shown = model.Declaration.Hints.Any(h => !h.OfSelf)
            ? "and its fields with a [Hint] to give what the teacher's fields give"
            : "which computes a whole batch at once";
        w.Line($"""
            /// <summary>
            /// Trains the network to answer as <paramref name="teacher"/> does, while it is pruned and put on its grids, in one pass.
            /// </summary>
            /// <param name="teacher">The teacher, e.g. a session of {Xml.Escape(distillation.Teacher)}; called from several threads.</param>
            /// <param name="data">The samples; their classes count with the weight 1 - alpha.</param>
            /// <param name="options">How to train; temperature and alpha are the attribute's unless given.</param>
            /// <param name="progress">Told several times a second, or null.</param>
            /// <returns>The history and the finished checkpoint.</returns>
            public static {Library}TrainingResult Distill(global::CompressDsl.IModel teacher, {Library}IDataSource data, {Library}DistillationOptions options, global::System.IProgress<{Library}TrainingProgress>? progress = null) =>
                {Loops}.Distill(CreateTrainingNetwork(), run => {Library}TeacherOutputs.Of(teacher, run.Signature, run.Runner), data, options, progress);

            /// <inheritdoc cref="Distill(global::CompressDsl.IModel, {Library}IDataSource, {Library}DistillationOptions, global::System.IProgress{"{"}{Library}TrainingProgress{"}"}?)"/>
            public static {Library}TrainingResult Distill({Library}BatchTeacher teacher, {Library}IDataSource data, {Library}DistillationOptions options, global::System.IProgress<{Library}TrainingProgress>? progress = null) =>
                {Loops}.Distill(CreateTrainingNetwork(), _ => teacher, data, options, progress);

            /// <summary>Trains the network to answer as a teacher in its training form does, {shown}.</summary>
            /// <param name="teacher">The teacher, in float: new TrainedNetwork(Teacher.CreateTrainingNetwork(), Checkpoint.Load(path)).</param>
            /// <param name="data">The samples; their classes count with the weight 1 - alpha.</param>
            /// <param name="options">How to train; temperature and alpha are the attribute's unless given.</param>
            /// <param name="progress">Told several times a second, or null.</param>
            /// <returns>The history and the finished checkpoint.</returns>
            public static {Library}TrainingResult Distill({Library}TrainedNetwork teacher, {Library}IDataSource data, {Library}DistillationOptions options, global::System.IProgress<{Library}TrainingProgress>? progress = null) =>
                {Loops}.Distill(CreateTrainingNetwork(), run => run.TeacherOf(teacher), data, options, progress);

            """);
    }

    private void WriteTools(SourceWriter w)
    {
        w.Line($$"""
            /// <summary>Chooses the range of every activation from some samples and adds the ranges to a checkpoint.</summary>
            /// <param name="checkpointPath">The checkpoint (safetensors), rewritten.</param>
            /// <param name="data">Typical samples; a few hundred are enough. Memory does not grow with their number.</param>
            /// <param name="options">How ranges are chosen; smallest and largest value by default.</param>
            /// <returns>The ranges, and the share of the values that each of them clips.</returns>
            public static {{Library}}CalibrationResult Calibrate(string checkpointPath, {{Library}}IDataSource data, {{Library}}CalibrationOptions? options = null)
            {
                using var network = new {{Library}}TrainedNetwork(CreateTrainingNetwork(), {{Core}}Checkpoint.Load(checkpointPath));
                var result = network.Calibrate(data, options);
                result.Checkpoint.Save(checkpointPath);
                return result;
            }

            /// <summary>Prunes a trained network in one go, by what samples tell about its weights, and writes the masks into the checkpoint; training may go on from it.</summary>
            /// <param name="checkpointPath">The checkpoint (safetensors), rewritten; its dense weights stay beside the masks.</param>
            /// <param name="data">Typical samples, with classes or targets where gradients are asked for.</param>
            /// <param name="options">How many samples are read; all by default.</param>
            /// <returns>The share of zeros.</returns>
            public static {{Library}}PruneResult Prune(string checkpointPath, {{Library}}IDataSource data, {{Library}}PruneOptions? options = null)
            {
                var result = {{Library}}ModelPruner.Run(CreateTrainingNetwork(), {{Core}}Checkpoint.Load(checkpointPath), data, options);
                result.Checkpoint.Save(checkpointPath);
                return result;
            }

            """);
        WritePostTraining(w);
        WriteChecks(w);
    }

    private static void WritePostTraining(SourceWriter w)
    {
        w.Line($$"""
            /// <summary>Puts a network that was trained in float on its grids: rescales channels, chooses ranges, rounds weights, corrects biases.</summary>
            /// <param name="checkpointPath">The checkpoint (safetensors); left as it is unless it is <paramref name="outputPath"/> as well.</param>
            /// <param name="outputPath">Where the quantised network is written; the build compiles it as it was measured.</param>
            /// <param name="data">Typical samples; a few hundred are enough.</param>
            /// <param name="options">What is done; error-feedback rounding and bias correction by default.</param>
            /// <param name="progress">Told before every pass over the samples, or null.</param>
            /// <returns>What each step changed, layer by layer; prints well.</returns>
            public static {{Library}}PostTrainingResult QuantizeAfterTraining(string checkpointPath, string outputPath, {{Library}}IDataSource data, {{Library}}PostTrainingOptions? options = null, global::System.IProgress<{{Library}}PostTrainingProgress>? progress = null)
            {
                using var network = new {{Library}}TrainedNetwork(CreateTrainingNetwork(), {{Core}}Checkpoint.Load(checkpointPath), options?.Threads ?? 0);
                var result = network.QuantizeAfterTraining(data, options, progress);
                result.Checkpoint.Save(outputPath);
                return result;
            }

            """);
    }

    private static void WriteChecks(SourceWriter w)
    {
        w.Line($$"""
            /// <summary>Lifts the masks of a checkpoint: its dense weights, kept beside the masks, are all there again.</summary>
            /// <param name="checkpointPath">The checkpoint (safetensors), rewritten.</param>
            public static void Unprune(string checkpointPath) => {{Library}}CheckpointMasks.Lift({{Core}}Checkpoint.Load(checkpointPath)).Save(checkpointPath);

            /// <summary>Evaluates a checkpoint as training sees it at its end: masked, with fake-quantised weights and activations.</summary>
            /// <param name="checkpointPath">The checkpoint (safetensors).</param>
            /// <param name="data">Samples with classes or targets.</param>
            public static {{Library}}EvaluationResult Evaluate(string checkpointPath, {{Library}}IDataset data)
            {
                using var network = new {{Library}}TrainedNetwork(CreateTrainingNetwork(), {{Core}}Checkpoint.Load(checkpointPath));
                return network.Evaluate(data);
            }

            /// <summary>Measures what compression costs, layer by layer, and what more of it would cost; SaveHtml of the result writes a page with plots.</summary>
            /// <param name="checkpointPath">The checkpoint (safetensors), with activation ranges where the recipe wants them.</param>
            /// <param name="data">Samples with classes or targets that the network was not trained on.</param>
            /// <param name="options">What is tried, and on how many samples; null for the defaults.</param>
            /// <param name="progress">Told before every evaluation, or null.</param>
            public static {{Library}}ModelAnalysis Analyze(string checkpointPath, {{Library}}IDataset data, {{Library}}AnalysisOptions? options = null, global::System.IProgress<{{Library}}AnalysisProgress>? progress = null)
            {
                var checkpoint = {{Core}}Checkpoint.Load(checkpointPath);
                return {{Library}}ModelAnalyzer.Run(new(CreateTrainingNetwork(), checkpoint, Session.Recipe, Load(checkpoint)), data, options, progress);
            }

            /// <summary>Shows that the compiled network is the trained one: compares all outputs of both on every sample.</summary>
            /// <param name="checkpointPath">The checkpoint (safetensors).</param>
            /// <param name="data">The samples.</param>
            public static {{Library}}SelfTestResult SelfTest(string checkpointPath, {{Library}}IDataset data)
            {
                var checkpoint = {{Core}}Checkpoint.Load(checkpointPath);
                using var network = new {{Library}}TrainedNetwork(CreateTrainingNetwork(), checkpoint);
                return network.SelfTest(Load(checkpoint), data);
            }
            """);
    }

    private static string TrainLoop(HintText hints, LossDeclaration? own) => $$"""
        public static TrainingResult Train(TrainingNetwork network, IDataSource data, TrainingOptions options, IProgress<TrainingProgress>? progress)
        {
            using var run = new TrainingRun(network, data, options, progress);{{hints.InTrain}}{{LossText.InTrain(own)}}
        }

        private static TrainingResult Run(TrainingRun run, ShardLoss loss)
        {
            // A run that was interrupted goes on from its working checkpoint.
            run.Resume();
            while (run.BeginEpoch())
            {
                while (run.NextBatch())
                {
                    // What the network sees in this step: weights masked and, once quantisation has begun, on their grids.
                    run.PrepareParameters();

                    // Forward pass, loss and backward pass, every shard of the batch on its own.
                    run.ForEachShard(loss);

                    // Sums in the order of the shards: the same bits on any number of threads.
                    run.ReduceGradients();
                    run.Update();
                }

                // Validation, early stopping, working checkpoint.
                run.EndEpoch();
            }

            // Final masks and grids; writes the checkpoint.
            return run.Finish();
        }
        """;

    private static string DistillLoop(DistillationDeclaration distillation, HintText hints) => $$"""
        // From the attribute; the options may say otherwise.
        private const float Temperature = {{Literal.Of((float)distillation.Temperature)}};
        private const float Alpha = {{Literal.Of((float)distillation.Alpha)}};

        public static TrainingResult Distill(
            TrainingNetwork network, Func<TrainingRun, BatchTeacher> teacher, IDataSource data, DistillationOptions options, IProgress<TrainingProgress>? progress)
        {
            using var run = new TrainingRun(network, data, options, progress);
            run.Teacher = new TeacherOutputs(teacher(run), run.Signature, data, options);

            // alpha * T^2 * KL(softmax(teacher / T) || softmax(student / T)) + (1 - alpha) * cross entropy; for an output of numbers, mean
            // squared error.
            var soft = new DistillationSchedule(options, Temperature, Alpha);{{hints.InDistill}}
            return Run(run, answers => answers.TeacherLoss(soft.At(run.Done)));
        }
        """;
}
