using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit.TorchSharp;

/// <summary>The TorchSharp members of a model that has errors.</summary>
internal static class TorchOutline
{
    private const string Torch = "global::TorchSharp.torch.";
    private const string Tensor = Torch + "Tensor";
    private const string Checkpoint = "global::CompressDsl.Core.Checkpoint";
    private const string Training = "global::CompressDsl.Training.";

    /// <summary>Writes them.</summary>
    /// <param name="w">The file.</param>
    /// <param name="model">What is known of the model.</param>
    /// <param name="body">What every member does.</param>
    public static void Write(SourceWriter w, ModelOutline model, string body)
    {
        if (!model.HasTorchSharp || model.Inputs.Count > TorchNames.MostInputs || model.Type.Name == "Torch") return;
        w.Line($"public static Torch ToTorch({Checkpoint} checkpoint) => {body};").Line();
        w.Line($"public static {Checkpoint} FromTorch(Torch module) => {body};").Line();
        if (model.HasTraining) WriteTraining(w, model, body);
        w.Line(SourceFile.GeneratedCode);
        var inputs = Enumerable.Range(1, model.Inputs.Count).Select(i => $"{Tensor} x{Literal.Of(i)}");
        using (w.Block($"public sealed class Torch : {TorchModuleFile.BaseOf(model.Inputs.Count, model.Outputs.Count).Replace("torch.", Torch)}"))
        {
            w.Line($"public Torch() : base(\"\") => {body};").Line();
            w.Line($"public override {TorchModuleFile.ResultOf(model.Outputs.Count).Replace("torch.", Torch)} forward({string.Join(", ", inputs)}) => {body};");
        }

        w.Line();
    }

    private static void WriteTraining(SourceWriter w, ModelOutline model, string body)
    {
        const string Device = $"{Torch}Device? device = null";
        const string Progress = $"global::System.IProgress<{Training}TrainingProgress>? progress = null";
        const string Module = $"{Torch}nn.Module<{Tensor}, {Tensor}>";
        const string Options = $"{Training}IDataSource data, {Training}DistillationOptions options";
        w.Line($"public static {Training}TrainingNetwork CreateTorchTrainingNetwork({Device}) => {body};").Line();
        w.Line($"public static {Training}TrainingResult TrainTorch({Training}IDataSource data, {Training}TrainingOptions options, {Device}, {Progress}) => {body};").Line();
        if (!model.HasTeacher) return;
        foreach (var teacher in new[] { "global::CompressDsl.IModel", $"{Training}BatchTeacher", Module })
            w.Line($"public static {Training}TrainingResult DistillTorch({teacher} teacher, {Options}, {Device}, {Progress}) => {body};").Line();
        w.Line($"public static {Training}TrainingResult Distill({Module} teacher, {Options}, {Progress}) => {body};").Line();
    }
}
