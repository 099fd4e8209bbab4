namespace CompressDsl.Runtime.V1;

/// <summary>Where the windows of an image lie. Used by generated code.</summary>
/// <param name="Pixels">Windows, and the elements from row to row and from column to column of them.</param>
/// <param name="Taps">Runs of a window, and the elements from row to row and from column to column of them.</param>
/// <param name="Units">Pieces of the image of which a window has all elements or none, and the elements from row to row and from piece to piece.</param>
/// <param name="Run">Elements of a run, which lie together.</param>
public readonly record struct WindowPlaces(WindowSteps Pixels, WindowSteps Taps, WindowSteps Units, int Run);
