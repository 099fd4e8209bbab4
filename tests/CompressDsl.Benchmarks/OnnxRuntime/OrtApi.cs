using System.Runtime.InteropServices;

namespace CompressDsl.Benchmarks.OnnxRuntime;

/// <summary>The functions of ONNX Runtime's C interface that a comparison needs, by their place in the table <c>OrtApi</c>.</summary>
internal sealed unsafe class OrtApi
{
    private const uint ApiVersion = 14;
    private const int WarningsOnly = 2;

    private readonly nint* table;

    private OrtApi(nint* table) => this.table = table;

    /// <summary>The logging and thread environment that all sessions share.</summary>
    public nint Environment { get; private init; }

    /// <summary>Describes memory that belongs to the caller.</summary>
    public nint CpuMemory { get; private init; }

    /// <summary>Opens the library; it stays open until the process ends.</summary>
    public static OrtApi Open(string path)
    {
        var export = NativeLibrary.GetExport(NativeLibrary.Load(path), "OrtGetApiBase");
        var functions = ((delegate* unmanaged<nint*>)export)();
        var table = ((delegate* unmanaged<uint, nint*>)functions[0])(ApiVersion);
        if (table is null)
        {
            throw new PlatformNotSupportedException($"'{path}' does not offer version {ApiVersion} of its interface.");
        }

        var api = new OrtApi(table);
        return new OrtApi(table) { Environment = api.CreateEnvironment(), CpuMemory = api.CreateCpuMemory() };
    }

    /// <summary>One thread, everything optimised, exact: without VNNI, u8 x s8 products saturate unless the last setting forbids it.</summary>
    public nint CreateOptions()
    {
        nint options;
        Check(((delegate* unmanaged<nint*, nint>)table[10])(&options));
        Check(((delegate* unmanaged<nint, int, nint>)table[13])(options, 0));       // execution mode: sequential
        Check(((delegate* unmanaged<nint, int, nint>)table[23])(options, 99));      // graph optimisation: all
        Check(((delegate* unmanaged<nint, int, nint>)table[24])(options, 1));       // threads inside an operator
        Check(((delegate* unmanaged<nint, int, nint>)table[25])(options, 1));       // threads between operators
        AddSetting(options, "session.x64quantprecision", "1");
        return options;
    }

    public nint CreateSession(ReadOnlySpan<byte> model, nint options)
    {
        nint session;
        fixed (byte* bytes = model)
        {
            Check(((delegate* unmanaged<nint, byte*, nuint, nint, nint*, nint>)table[8])(Environment, bytes, (nuint)model.Length, options, &session));
        }

        return session;
    }

    /// <summary>A float tensor over memory of the caller.</summary>
    public nint CreateTensor(float* data, ReadOnlySpan<long> shape)
    {
        long count = 1;
        foreach (var size in shape)
        {
            count *= size;
        }

        nint value;
        fixed (long* sizes = shape)
        {
            Check(((delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint>)table[49])(
                CpuMemory, data, (nuint)(count * sizeof(float)), sizes, (nuint)shape.Length, 1, &value));
        }

        return value;
    }

    /// <summary>Runs a session with one input and one output.</summary>
    public void Run(nint session, OrtBinding binding)
    {
        var (inputName, input, outputName, output) = binding;
        Check(((delegate* unmanaged<nint, nint, nint*, nint*, nuint, nint*, nuint, nint*, nint>)table[9])(
            session, 0, &inputName, &input, 1, &outputName, 1, &output));
    }

    private void AddSetting(nint options, string key, string value)
    {
        var (keyText, valueText) = (Marshal.StringToCoTaskMemUTF8(key), Marshal.StringToCoTaskMemUTF8(value));
        Check(((delegate* unmanaged<nint, nint, nint, nint>)table[130])(options, keyText, valueText));
        Marshal.FreeCoTaskMem(keyText);
        Marshal.FreeCoTaskMem(valueText);
    }

    private nint CreateEnvironment()
    {
        nint environment;
        var name = Marshal.StringToCoTaskMemUTF8("CompressDsl");
        Check(((delegate* unmanaged<int, nint, nint*, nint>)table[3])(WarningsOnly, name, &environment));
        return environment;
    }

    private nint CreateCpuMemory()
    {
        nint memory;
        Check(((delegate* unmanaged<int, int, nint*, nint>)table[69])(0, 0, &memory));
        return memory;
    }

    private void Check(nint status)
    {
        if (status != 0)
        {
            var message = ((delegate* unmanaged<nint, nint>)table[2])(status);
            throw new InvalidOperationException("ONNX Runtime: " + Marshal.PtrToStringUTF8(message));
        }
    }
}
