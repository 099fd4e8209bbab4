using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace CompressDsl.Benchmarks.Distillation;

/// <summary>A Python process that makes the same step with PyTorch.</summary>
internal sealed class TorchProcess : IDisposable
{
    private static readonly string[] Interpreters = ["python3", "/usr/bin/python3", "python"];

    private readonly Process process;

    private TorchProcess(Process process, string version) => (this.process, Version) = (process, version);

    /// <summary>What PyTorch says that it is.</summary>
    public string Version { get; }

    /// <summary>Starts it; null where no Python with PyTorch is found.</summary>
    /// <param name="features">A file of what the step learns from: plain floats.</param>
    public static TorchProcess? TryStart(string features)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Distillation", "torch_step.py");
        foreach (var interpreter in Interpreters)
        {
            var start = new ProcessStartInfo(interpreter, [script, features]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
            // Both sides on one thread.
            start.Environment["OMP_NUM_THREADS"] = start.Environment["OPENBLAS_NUM_THREADS"] = start.Environment["MKL_NUM_THREADS"] = "1";
            try
            {
                var process = Process.Start(start)!;
                if (process.StandardOutput.ReadLine() is { } version) return new TorchProcess(process, version);
                process.Dispose();
            }
            catch (Win32Exception)
            {
                // No such interpreter.
            }
        }

        return null;
    }

    /// <summary>Name of the BLAS that the process has loaded; "?" where the system does not say.</summary>
    public string Blas => File.Exists($"/proc/{process.Id}/maps")
        ? File.ReadLines($"/proc/{process.Id}/maps").Select(l => Path.GetFileName(l.Split(' ')[^1]))
            .FirstOrDefault(f => f.Contains("openblas") || f.Contains("mkl_") || f.StartsWith("libblas", StringComparison.Ordinal)) ?? "?"
        : "?";

    /// <summary>Seconds of the fastest of some steps.</summary>
    public double Best(int steps)
    {
        process.StandardInput.WriteLine(steps);
        process.StandardInput.Flush();
        var answer = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"PyTorch ended: {process.StandardError.ReadToEnd()}");
        return double.Parse(answer, CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
