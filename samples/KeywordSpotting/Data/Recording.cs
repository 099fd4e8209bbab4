namespace KeywordSpotting.Data;

/// <summary>Features of a sound.</summary>
/// <param name="Word">What is said.</param>
/// <param name="Speaker">Who says it.</param>
/// <param name="Number">Which of the speaker's recordings of the word it is, from 0.</param>
/// <param name="Features">As <see cref="Audio.SoundFeatures"/> computes them.</param>
internal sealed record Recording(string Word, string Speaker, int Number, float[] Features);
