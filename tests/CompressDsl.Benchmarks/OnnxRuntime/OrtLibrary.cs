using System.Diagnostics;
using System.Runtime.InteropServices;

namespace CompressDsl.Benchmarks.OnnxRuntime;

/// <summary>Finds ONNX Runtime's native library in the npm package onnxruntime-node, which it installs once into the user's cache.</summary>
internal static class OrtLibrary
{
    /// <summary>Version of the package.</summary>
    public const string Version = "1.30.0";

    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(5);

    /// <summary>Path of the library.</summary>
    /// <exception cref="PlatformNotSupportedException">It cannot be had here; the text says why.</exception>
    public static string Locate()
    {
        var cache = Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create),
            "CompressDsl", "onnxruntime-node-" + Version);
        if (Find(cache) is { } installed)
        {
            return installed;
        }

        Install(cache);
        return Find(cache) ?? throw new PlatformNotSupportedException(
            $"onnxruntime-node {Version} has no library for {RuntimeInformation.RuntimeIdentifier}.");
    }

    private static string? Find(string cache)
    {
        var binaries = Path.Combine(cache, "node_modules", "onnxruntime-node", "bin");
        var platform = OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var name = OperatingSystem.IsWindows() ? "onnxruntime.dll" : OperatingSystem.IsMacOS() ? "libonnxruntime.1.dylib" : "libonnxruntime.so.1";
        var folder = Path.Combine(platform, RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant());
        return Directory.Exists(binaries)
            ? Directory.GetDirectories(binaries, "napi-v*").Select(d => Path.Combine(d, folder, name)).FirstOrDefault(File.Exists)
            : null;
    }

    private static void Install(string cache)
    {
        Directory.CreateDirectory(cache);
        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        var start = new ProcessStartInfo(npm, ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", cache, "onnxruntime-node@" + Version])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            _ = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(InstallLimit))
            {
                process.Kill(entireProcessTree: true);
                throw new PlatformNotSupportedException($"npm did not install onnxruntime-node within {InstallLimit.TotalMinutes} minutes.");
            }

            if (process.ExitCode != 0)
            {
                throw new PlatformNotSupportedException($"npm could not install onnxruntime-node {Version}: {errors.Result.Trim()}");
            }
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new PlatformNotSupportedException($"npm, which installs onnxruntime-node, cannot be started: {e.Message}", e);
        }
    }
}
