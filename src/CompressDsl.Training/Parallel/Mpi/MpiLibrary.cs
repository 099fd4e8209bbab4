using System.Runtime.InteropServices;

namespace CompressDsl.Training;

/// <summary>The calls of Open MPI's C library that are used here (MPI 3.1), found when they are first needed.</summary>
internal sealed unsafe class MpiLibrary
{
    private static readonly string[] Names = ["libmpi.so.40", "libmpi.so", "libmpi.40.dylib", "libmpi.dylib"];

    private readonly nint library;
    private readonly nint world;
    private readonly delegate* unmanaged<void*, void*, int, nint, nint, nint, int> allReduce;
    private readonly delegate* unmanaged<void*, int, nint, int, nint, int> broadcast;
    private readonly delegate* unmanaged<nint, int> barrier;

    private MpiLibrary(nint library)
    {
        this.library = library;
        world = Find("ompi_mpi_comm_world");
        allReduce = (delegate* unmanaged<void*, void*, int, nint, nint, nint, int>)Find("MPI_Allreduce");
        broadcast = (delegate* unmanaged<void*, int, nint, int, nint, int>)Find("MPI_Bcast");
        barrier = (delegate* unmanaged<nint, int>)Find("MPI_Barrier");
    }

    /// <summary>Loads the library.</summary>
    /// <exception cref="DllNotFoundException">Open MPI is not installed; the text says how to.</exception>
    public static MpiLibrary Load() => Load(Names);

    /// <summary>Loads the first library that there is.</summary>
    /// <param name="names">How it may be called.</param>
    internal static MpiLibrary Load(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, out var library)) return new MpiLibrary(library);
        }

        throw new DllNotFoundException(
            "Training on several ranks needs Open MPI, which was not found (libmpi). Debian and Ubuntu: apt-get install openmpi-bin libopenmpi-dev; "
            + "macOS: brew install open-mpi. Then start with: mpirun -n 4 dotnet run -c Release ...");
    }

    /// <summary>Starts MPI for calls from one thread at a time, and lets errors come back as codes.</summary>
    public void Start()
    {
        const int serialized = 2;
        int given;
        var initialize = (delegate* unmanaged<int*, char***, int, int*, int>)Find("MPI_Init_thread");
        Check(initialize(null, null, serialized, &given), "MPI_Init_thread");
        if (given < serialized) throw new NotSupportedException("This Open MPI was built without threads (MPI_THREAD_SERIALIZED).");
        var handler = (delegate* unmanaged<nint, nint, int>)Find("MPI_Comm_set_errhandler");
        Check(handler(world, Find("ompi_mpi_errors_return")), "MPI_Comm_set_errhandler");
    }

    /// <summary>Number of this process.</summary>
    public int Rank() => Number("MPI_Comm_rank");

    /// <summary>Number of processes.</summary>
    public int Size() => Number("MPI_Comm_size");

    /// <summary>Combines values of all ranks in place.</summary>
    public void AllReduce<T>(Span<T> values, ReduceOperation operation)
        where T : unmanaged
    {
        const nint inPlace = 1;
        var type = Find(typeof(T) == typeof(double) ? "ompi_mpi_double" : "ompi_mpi_float");
        var how = Find(operation == ReduceOperation.Sum ? "ompi_mpi_op_sum" : "ompi_mpi_op_max");
        fixed (T* pointer = values) Check(allReduce((void*)inPlace, pointer, values.Length, type, how, world), "MPI_Allreduce");
    }

    /// <summary>Sends bytes of one rank to all.</summary>
    public void Broadcast(Span<byte> bytes, int root)
    {
        fixed (byte* pointer = bytes) Check(broadcast(pointer, bytes.Length, Find("ompi_mpi_byte"), root, world), "MPI_Bcast");
    }

    /// <summary>Waits for all ranks.</summary>
    public void Barrier() => Check(barrier(world), "MPI_Barrier");

    /// <summary>Ends MPI; all ranks must come here.</summary>
    public void Finish() => Check(((delegate* unmanaged<int>)Find("MPI_Finalize"))(), "MPI_Finalize");

    private int Number(string name)
    {
        int number;
        Check(((delegate* unmanaged<nint, int*, int>)Find(name))(world, &number), name);
        return number;
    }

    private nint Find(string name) => NativeLibrary.TryGetExport(library, name, out var address)
        ? address
        : throw new NotSupportedException($"The MPI library that was found is not Open MPI: it has no '{name}'.");

    private void Check(int code, string call)
    {
        if (code == 0) return;
        const int longest = 256;
        var text = stackalloc byte[longest];
        int length;
        ((delegate* unmanaged<int, byte*, int*, int>)Find("MPI_Error_string"))(code, text, &length);
        throw new InvalidOperationException($"{call} failed: {Marshal.PtrToStringUTF8((nint)text, length)}");
    }
}
