using System.CommandLine;
using CompressDsl.Samples;
using KeywordSpotting;
using KeywordSpotting.Data;

var data = new Option<string?>("--data")
{
    Description = "Folder of WAV files word_speaker_number.wav, or of a *.tar.gz with them; without it the sample makes sounds itself.",
};
var speaker = new Option<string?>("--speaker")
{
    Description = $"Speaker to test with and not to learn from ({SoundData.Everybody}: for compare, each in turn, and no speaker); "
        + "without it the recordings numbered 0 to 4 of every word and speaker.",
};
return new SampleProgram("Spoken words: a DS-CNN that is compiled, taught by a wider one.", SampleFolder.Here("Keyword"), epochs: 12)
{
    Data = [data, speaker],
    Open = arguments => new KeywordSample(SoundData.Load(arguments.GetValue(data), arguments.GetValue(speaker))),
    OpenAll = arguments => arguments.GetValue(speaker) != SoundData.Everybody
        ? null
        : SoundData.LoadAll(arguments.GetValue(data)).Select(d => (d.Name, (ISample)new KeywordSample(d.Data))),
}.Run(args);
