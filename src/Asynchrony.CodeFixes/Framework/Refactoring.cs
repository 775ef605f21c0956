using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Text;

namespace Asynchrony.CodeFixes.Framework;

/// <summary>The shape of the actions that no finding asks for: one place, one offer, which is made only where it binds.</summary>
public abstract class Refactoring : CodeRefactoringProvider
{
    public sealed override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        if (await Spot.At(context.Document, context.Span, context.CancellationToken).ConfigureAwait(false) is { } spot
            && Offer(spot, context.Span) is { } fix
            && await Trial.Of(spot, fix).ConfigureAwait(false) is { } changed)
            context.RegisterRefactoring(CodeAction.Create(fix.Title, _ => Task.FromResult(changed), GetType().Name));
    }

    /// <summary>What could be done at the place where the user stands; null nearly everywhere, and soon.</summary>
    private protected abstract Fix? Offer(Spot spot, TextSpan span);
}
