using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CompressDsl.Benchmarks;

/// <summary>OpenBLAS of the system, on one thread and with its best kernels for this processor; the yardstick for matrix products.</summary>
internal sealed unsafe partial class OpenBlas
{
    private const int RowMajor = 101;
    private const int Straight = 111;
    private const int Transposed = 112;

    private static readonly string[] Names =
    [
        "libopenblas.so.0", "libopenblas.so", "/usr/lib/x86_64-linux-gnu/openblas-pthread/libopenblas.so.0", "/usr/lib/aarch64-linux-gnu/openblas-pthread/libopenblas.so.0",
    ];

    private readonly delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void> sgemm;

    private OpenBlas(nint library)
    {
        sgemm = (delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void>)NativeLibrary.GetExport(library, "cblas_sgemm");
        var name = (delegate* unmanaged<byte*>)NativeLibrary.GetExport(library, "openblas_get_corename");
        Core = Marshal.PtrToStringUTF8((nint)name()) ?? "?";
    }

    /// <summary>Name of the kernels in use.</summary>
    public string Core { get; }

    /// <summary>Loads the library; null where it is not installed.</summary>
    public static OpenBlas? TryLoad()
    {
        if (!OperatingSystem.IsLinux()) return null;
        // The library reads the C environment when it is loaded.
        SetEnvironment("OPENBLAS_NUM_THREADS", "1", 1);
        if (Vector512.IsHardwareAccelerated) SetEnvironment("OPENBLAS_CORETYPE", "SKYLAKEX", 1);
        else if (System.Runtime.Intrinsics.X86.Fma.IsSupported) SetEnvironment("OPENBLAS_CORETYPE", "HASWELL", 1);
        foreach (var name in Names)
        {
            if (NativeLibrary.TryLoad(name, out var library)) return new OpenBlas(library);
        }

        return null;
    }

    /// <summary><c>Y = X * W^T</c>.</summary>
    public void Forward(ProductArrays p) => sgemm(
        RowMajor, Straight, Transposed, p.Shape.Rows, p.Shape.Outputs, p.Shape.Inputs, 1, p.X, p.Shape.Inputs, p.W, p.Shape.Inputs, 0, p.Y, p.Shape.Outputs);

    /// <summary><c>dX = dY * W</c>.</summary>
    public void InputGradient(ProductArrays p) => sgemm(
        RowMajor, Straight, Straight, p.Shape.Rows, p.Shape.Inputs, p.Shape.Outputs, 1, p.DY, p.Shape.Outputs, p.W, p.Shape.Inputs, 0, p.DX, p.Shape.Inputs);

    /// <summary><c>dW += dY^T * X</c>.</summary>
    public void WeightGradient(ProductArrays p) => sgemm(
        RowMajor, Transposed, Straight, p.Shape.Outputs, p.Shape.Inputs, p.Shape.Rows, 1, p.DY, p.Shape.Outputs, p.X, p.Shape.Inputs, 1, p.DW, p.Shape.Inputs);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
