namespace CompressDsl.Training;

/// <summary>
/// The ranks that <c>mpirun</c> started, over Open MPI. Without <c>mpirun</c> there is one. A process starts it once and ends it
/// once; a rank that dies makes mpirun end all, and the run goes on from its last working checkpoint when it is started again.
/// </summary>
/// <example><code>
/// // mpirun -n 4 dotnet run -c Release --project Trainer
/// using var ranks = MpiCommunicator.Start();
/// Student.Distill(teacher, data, options with { Communicator = ranks, WorkingCheckpoint = "student.training" });
/// </code></example>
public sealed class MpiCommunicator : Communicator
{
    private readonly MpiLibrary mpi;

    private MpiCommunicator(MpiLibrary mpi) => (this.mpi, Rank, Size) = (mpi, mpi.Rank(), mpi.Size());

    /// <inheritdoc/>
    public override int Rank { get; }

    /// <inheritdoc/>
    public override int Size { get; }

    /// <summary>Meets the other ranks.</summary>
    /// <exception cref="DllNotFoundException">Open MPI is not installed; the text says how to install it.</exception>
    /// <exception cref="NotSupportedException">The library is another MPI, or was built without threads.</exception>
    public static MpiCommunicator Start()
    {
        var mpi = MpiLibrary.Load();
        mpi.Start();
        return new MpiCommunicator(mpi);
    }

    /// <inheritdoc/>
    public override void AllReduce(Span<float> values, ReduceOperation operation) => mpi.AllReduce(values, operation);

    /// <inheritdoc/>
    public override void AllReduce(Span<double> values, ReduceOperation operation) => mpi.AllReduce(values, operation);

    /// <inheritdoc/>
    public override void Broadcast(Span<byte> bytes, int root) => mpi.Broadcast(bytes, root);

    /// <inheritdoc/>
    public override void Barrier() => mpi.Barrier();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // MPI_Finalize waits for all ranks; a process that ends without it makes mpirun end them.
        if (disposing && !HasLeft) mpi.Finish();
    }
}
