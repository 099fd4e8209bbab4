using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CompressDsl.Generator.Frontend;

/// <content>Statements.</content>
internal sealed partial class Interpreter
{
    /// <summary>Runs a statement and says where to go on.</summary>
    private Flow Run(IOperation? statement, Frame frame)
    {
        if (statement is null) return Flow.Next;
        reading.Step(statement.Syntax);
        switch (statement)
        {
            case IBlockOperation block:
                return RunAll(block.Operations, frame);
            case IVariableDeclarationGroupOperation group:
                foreach (var declarator in group.Declarations.SelectMany(d => d.Declarators)) Declare(declarator, frame);
                return Flow.Next;
            case IExpressionStatementOperation expression:
                Evaluate(expression.Operation, frame);
                return Flow.Next;
            case IReturnOperation { Kind: OperationKind.Return } @return:
                frame.Result = @return.ReturnedValue is null ? ConstantDatum.Null : Evaluate(@return.ReturnedValue, frame);
                return Flow.Return;
            case IConditionalOperation conditional:
                return RunIf(conditional, frame);
            case ISwitchOperation @switch:
                return RunSwitch(@switch, frame);
            case ILoopOperation loop:
                return RunOutermost(loop, frame);
            case IBranchOperation { BranchKind: BranchKind.Break }:
                return Flow.Break;
            case IBranchOperation { BranchKind: BranchKind.Continue }:
                return Flow.Continue;
            case ILocalFunctionOperation or IEmptyOperation:
                return Flow.Next;
            case IInvalidOperation:
                reading.Invalid(statement.Syntax);
                return Flow.Next;
            default:
                Refuse(statement);
                return Flow.Next;
        }
    }

    private Flow RunAll(IEnumerable<IOperation> statements, Frame frame)
    {
        foreach (var statement in statements)
        {
            if (Run(statement, frame) is var flow && flow != Flow.Next) return flow;
        }

        return Flow.Next;
    }

    private void Declare(IVariableDeclaratorOperation declarator, Frame frame)
    {
        var initializer = declarator.GetVariableInitializer();
        frame.Declare(declarator.Symbol, initializer is null ? UnknownDatum.Instance : Evaluate(initializer.Value, frame));
    }

    private Flow RunIf(IConditionalOperation conditional, Frame frame) => Condition(conditional.Condition, frame) switch
    {
        true => Run(conditional.WhenTrue, frame),
        false => Run(conditional.WhenFalse, frame),
        null => throw new ReadingAbortedException(),
    };

    private Flow RunSwitch(ISwitchOperation @switch, Frame frame)
    {
        var value = Evaluate(@switch.Value, frame);
        if (value is UnknownDatum) throw new ReadingAbortedException();
        var section = @switch.Cases.FirstOrDefault(c => c.Clauses.Any(clause => Matches(clause, value, frame)))
            ?? @switch.Cases.FirstOrDefault(c => c.Clauses.Any(clause => clause.CaseKind == CaseKind.Default));
        var flow = section is null ? Flow.Next : RunAll(section.Body, frame);
        return flow == Flow.Break ? Flow.Next : flow;
    }

    private bool Matches(ICaseClauseOperation clause, Datum value, Frame frame) => clause switch
    {
        ISingleValueCaseClauseOperation single => AreEqual(value, Evaluate(single.Value, frame)),
        IPatternCaseClauseOperation pattern => Matches(pattern.Pattern, value, frame) && (pattern.Guard is null || Condition(pattern.Guard, frame) == true),
        _ => false,
    };

    private Flow RunOutermost(ILoopOperation loop, Frame frame)
    {
        var isOutermost = reading.Loop is null;
        reading.Loop ??= loop.Syntax;
        var flow = RunLoop(loop, frame);
        if (isOutermost) reading.Loop = null;
        return flow;
    }

    private Flow RunLoop(ILoopOperation loop, Frame frame)
    {
        switch (loop)
        {
            case IForLoopOperation @for:
                RunAll(@for.Before, frame);
                return RunWhile(() => @for.Condition is null || IsTrue(@for.Condition, frame), () => RunAll(@for.AtLoopBottom, frame), @for.Body, frame);
            case IWhileLoopOperation { ConditionIsTop: true, Condition: not null } @while:
                return RunWhile(() => IsTrue(@while.Condition, frame) != @while.ConditionIsUntil, () => Flow.Next, @while.Body, frame);
            case IForEachLoopOperation { IsAsynchronous: false } each:
                return RunForEach(each, frame);
            default:
                Refuse(loop);
                return Flow.Next;
        }
    }

    private Flow RunWhile(Func<bool> condition, Func<Flow> next, IOperation body, Frame frame)
    {
        while (condition())
        {
            reading.Step(body.Syntax);
            switch (Run(body, frame))
            {
                case Flow.Break:
                    return Flow.Next;
                case Flow.Return:
                    return Flow.Return;
            }

            next();
        }

        return Flow.Next;
    }

    private Flow RunForEach(IForEachLoopOperation each, Frame frame)
    {
        var collection = Evaluate(each.Collection, frame);
        if (collection is UnknownDatum) return Flow.Next;
        if (collection is not SequenceDatum sequence)
        {
            var use = "collection of a foreach: use an array or a List";
            reading.Report(ProblemId.NotConstant, each.Collection.Syntax, each.Collection.Syntax.ToString(), use);
            return Flow.Next;
        }

        foreach (var item in sequence.Items.ToArray())
        {
            BindLoopVariable(each.LoopControlVariable, item, frame);
            switch (Run(each.Body, frame))
            {
                case Flow.Break:
                    return Flow.Next;
                case Flow.Return:
                    return Flow.Return;
            }
        }

        return Flow.Next;
    }

    private void BindLoopVariable(IOperation variable, Datum item, Frame frame)
    {
        if (variable is IVariableDeclaratorOperation declarator) frame.Declare(declarator.Symbol, item);
        else Assign(variable, item, frame);
    }

    private bool IsTrue(IOperation condition, Frame frame) => Condition(condition, frame) ?? throw new ReadingAbortedException();
}
