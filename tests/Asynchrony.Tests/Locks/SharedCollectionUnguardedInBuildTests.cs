using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class SharedCollectionUnguardedInBuildTests : RuleTests<SharedCollectionUnguardedInBuild>
{
    [Theory]
    [InlineData("static class Program { public static readonly Lengths Known = new(); }")]
    [InlineData("static class Program { public static Lengths Known { get; } = new Lengths(); }")]
    [InlineData("static class Program { private static object? known; public static object Known => known ??= new Lengths(); }")]
    [InlineData("static class Program { private static Lengths? known; public static Lengths Known() { if (known == null) known = new Lengths(); return known; } }")]
    [InlineData("static class Program { private static readonly Lengths known; static Program() { known = new Lengths(); } public static Lengths Known => known; }")]
    [InlineData("static class Program { private static object? known; public static object Known { get { return known ?? (known = new Lengths()); } } }")]
    public Task Flags_what_an_object_keeps_that_is_there_for_everybody(string holder) => FlagsProgram(Holding("Lengths", holder));

    [Theory]
    [InlineData("services.AddSingleton<Lengths>();")]
    [InlineData("services.AddSingleton<object, Lengths>();")]
    [InlineData("services.TryAddSingleton<Lengths>();")]
    [InlineData("services.AddSingleton<object>(_ => new Lengths());")]
    [InlineData("services.AddSingleton(typeof(object), typeof(Lengths));")]
    [InlineData("services.AddSingleton<object>(new Lengths());")]
    public Task Flags_the_only_object_of_a_container(string registration) => FlagsProgram(Holding("Lengths", Services(registration)));

    [Theory]
    [InlineData("static class Program { [ThreadStatic] private static Lengths? known; public static Lengths Known => known ??= new Lengths(); }")]
    [InlineData("static class Program { public static int Of(string name) => new Lengths().Of(name); }")]
    [InlineData("static class Program { public static Lengths? Known { get; private set; } private static Lengths? kept; public static void Load() { Known = new Lengths(); kept = new Lengths(); Console.WriteLine(kept); } }")]
    [InlineData("class Program { private readonly Lengths known = new(); public int Of(string name) => known.Of(name); }")]
    public Task Accepts_an_object_that_is_not_there_for_everybody(string holder) => AcceptsProgram(Holding("Lengths", holder).Replace("[|", "").Replace("|]", ""));

    [Theory]
    [InlineData("private readonly IDictionary<string, int> [|lengths|] = new Dictionary<string, int>();")]
    [InlineData("private readonly IDictionary<string, int> lengths = new ConcurrentDictionary<string, int>();")]
    [InlineData("private readonly IDictionary<string, int> lengths; public Lengths() => lengths = new ConcurrentDictionary<string, int>();")]
    public Task Knows_what_stands_behind_an_interface(string field) => FlagsProgram(Holding("Lengths", "static class Program { public static readonly Lengths Known = new(); }").Replace("private readonly Dictionary<string, int> [|lengths|] = new();", field));

    [Fact]
    public Task Accepts_what_is_transient() => AcceptsProgram(Holding("Lengths", Services("services.AddTransient<Lengths>();")).Replace("[|", "").Replace("|]", ""));

    [Theory]
    [InlineData("public int Of(string name) { lock (lengths) { if (!lengths.TryGetValue(name, out var length)) lengths.Add(name, length = name.Length); return length; } }")]
    [InlineData("public int Of(string name) => Find(name); private int Find(string name) { if (!lengths.TryGetValue(name, out var length)) lengths.Add(name, length = name.Length); return length; }")]
    [InlineData("public int Of(string name) => lengths.TryGetValue(name, out var length) ? length : 0; public void Put(string name) => lengths[name] = name.Length;")]
    [InlineData("public int Of(string name) { var mine = new Dictionary<string, int>(); if (!mine.ContainsKey(name)) mine.Add(name, 1); return mine[name] + lengths.Count; }")]
    [InlineData("public void AddLength(string name) { if (!lengths.ContainsKey(name)) lengths[name] = name.Length; } public int Of(string name) => lengths[name];")]
    [InlineData("public int Register(string name) { if (!lengths.ContainsKey(name)) lengths[name] = name.Length; return lengths.Count; } public int Of(string name) => lengths[name];")]
    [InlineData("private readonly object gate = new(); public int Of(string name) { Monitor.Enter(gate); try { if (!lengths.ContainsKey(name)) lengths[name] = 1; return lengths[name]; } finally { Monitor.Exit(gate); } }")]
    [InlineData("public int OfWithoutTakingLock(string name) { if (!lengths.TryGetValue(name, out var length)) lengths.Add(name, length = name.Length); return length; }")]
    public Task Accepts_what_is_locked_or_not_filled_when_asked(string member) =>
        AcceptsProgram("class Lengths { private readonly Dictionary<string, int> lengths = new(); " + member + " } static class Program { public static readonly Lengths Known = new(); }");

    private static string Holding(string type, string holder) => $$"""
        {{(holder.Contains("IServiceCollection") ? "using Microsoft.Extensions.DependencyInjection; using Microsoft.Extensions.DependencyInjection.Extensions;" : "")}}
        class {{type}}
        {
            private readonly Dictionary<string, int> [|lengths|] = new();

            public int Of(string name)
            {
                if (!lengths.TryGetValue(name, out var length))
                {
                    length = name.Trim().Length;
                    lengths[name] = length;
                }

                return length;
            }
        }

        {{holder}}
        """;

    private static string Services(string registration) => $$"""
        static class Program
        {
            public static void Add(IServiceCollection services) { {{registration}} }
        }

        namespace Microsoft.Extensions.DependencyInjection
        {
            public interface IServiceCollection { }

            public static class ServiceCollectionServiceExtensions
            {
                public static IServiceCollection AddSingleton<T>(this IServiceCollection services) => services;
                public static IServiceCollection AddSingleton<T, TMade>(this IServiceCollection services) => services;
                public static IServiceCollection AddSingleton<T>(this IServiceCollection services, Func<IServiceProvider, T> make) => services;
                public static IServiceCollection AddSingleton(this IServiceCollection services, Type type, Type made) => services;
                public static IServiceCollection AddSingleton<T>(this IServiceCollection services, T made) => services;
                public static IServiceCollection AddTransient<T>(this IServiceCollection services) => services;
            }
        }

        namespace Microsoft.Extensions.DependencyInjection.Extensions
        {
            public static class ServiceCollectionDescriptorExtensions
            {
                public static void TryAddSingleton<T>(this IServiceCollection services) { }
            }
        }
        """;
}
