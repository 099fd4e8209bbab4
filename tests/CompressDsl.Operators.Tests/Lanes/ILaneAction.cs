using CompressDsl.Runtime.V1;

namespace CompressDsl.Operators.Tests.Lanes;

/// <summary>Something to be done with the lane types of one tier.</summary>
public interface ILaneAction
{
    void Run<TInt, TFloat>()
        where TInt : unmanaged, IInt32Lanes<TInt>
        where TFloat : unmanaged, IFloatLanes<TFloat>;
}
