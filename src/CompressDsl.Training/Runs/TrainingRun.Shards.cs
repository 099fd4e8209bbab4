namespace CompressDsl.Training;

/// <content>A shard: forward pass, the losses of all outputs, backward pass.</content>
public sealed unsafe partial class TrainingRun
{
    private void WorkOnShard(int number)
    {
        var shard = shards[number];
        var first = number * options.EffectiveShardRows;
        var rows = Math.Min(options.EffectiveShardRows, batch.Rows - first);
        shard.SetRows(batch, first, rows);
        gradients.Clear(number);
        gradients.Touch(number, batch.TokensOf(first, rows));
        shard.Parameters = Parameters.Effective;
        shard.Gradients = gradients.Shard(number);
        (shard.Grids, shard.Settings, shard.Exchange, shard.Number) = (Parameters.Grids, settings, exchange, number);
        GiveToOwnLoss(shard);
        network.Forward(shard);
        foreach (var tally in tallies) Judge(tally, shard, number);
        LearnHints(number, shard);
        network.Backward(shard);
        exchange?.Note(number, 0);
    }

    private void Judge(OutputTally tally, Shard shard, int number)
    {
        var goal = tally.Goal;
        Span<float> values = shard.OutputOf(goal.Output), gradient = shard.OutputGradientOf(goal.Output);
        var answer = goal.Answer >= 0 ? batch.Answers[goal.Answer] : null;
        shard.OwnLossGradient.Clear();
        if (goal.Weight == 0 || (answer is null && Teacher is null))
        {
            gradient.Clear();
            tally.Note(number, 0, default);
            return;
        }

        // Every place of a sample has classes of its own: it is a row for the loss.
        var places = answer?.Shape.Places ?? 1;
        var width = values.Length / (shard.Rows * places);
        var block = new LossBlock(values, gradient, width, stepRows * places) { Weight = goal.Weight };
        var labels = tally.Classes > 0 ? answer!.LabelsOf(shard.FirstRow, shard.Rows) : default;
        var targets = answer is null || tally.Classes > 0 ? default : answer.Targets.Slice(shard.FirstRow * width, values.Length);
        var taught = Teacher is null ? default : Teacher.Rows(goal.Output, shard.FirstRow, shard.Rows);
        var result = loss!(new ShardAnswers(block, labels, targets, taught) { Target = goal.Target, Own = OwnLossOf(shard, goal) });
        var right = tally.Classes > 0 ? ArgMax.CountCorrect(values, labels.Classes, width) : 0;
        tally.Note(number, result, (right, labels.Count - labels.Classes.Count(Answer.NotLearned)));
    }
}
