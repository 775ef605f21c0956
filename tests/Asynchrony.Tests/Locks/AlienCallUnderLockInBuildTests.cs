using Asynchrony.Analyzers.Locks;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Locks;

public sealed class AlienCallUnderLockInBuildTests : RuleTests<AlienCallUnderLockInBuild>
{
    [Fact]
    public Task Flags_an_event_that_another_type_raises() => FlagsProgram("""
        class Meter
        {
            private readonly object _gate = new();
            private readonly Bell _bell = new();
            private int _value;
            public void Set(int value) { lock (_gate) { _value = value; [|_bell.Ring|](); } }
        }
        class Bell
        {
            public event EventHandler? Rang;
            public void Ring() => Rang?.Invoke(this, EventArgs.Empty);
        }
        """);

    private const string Blogs = """
        public class Blog
        {
            private string _name = "";
            public static event EventHandler? Named;
            public event EventHandler? Changed;
            public Blog() { }
            public Blog(Blogs owner) => Changed += owner.OnChanged;
            public string Name { get => _name; set { _name = value; OnChanged(); } }
            public string Title { set { _name = value; Named?.Invoke(this, EventArgs.Empty); } }
            public void Save() { }
            protected virtual void OnChanged() => Changed?.Invoke(this, EventArgs.Empty);
        }

        public class Blogs
        {
            private readonly object _gate = new();
            private readonly List<Blog> _blogs = new();
            public void OnChanged(object? sender, EventArgs e) => Console.WriteLine(sender);
            public void Add(string name) { lock (_gate) { BODY } }
        }
        """;

    [Theory]
    [InlineData("var blog = new Blog(); blog.Name = name; _blogs.Add(blog);")]
    [InlineData("var blog = new Blog { Name = name }; _blogs.Add(blog);")]
    [InlineData("foreach (var letter in name) { var blog = new Blog(); blog.Name = name; blog.Name += letter; _blogs.Add(blog); }")]
    public Task Accepts_an_object_that_was_just_made(string body) => AcceptsProgram(Blogs.Replace("BODY", body));

    [Theory]
    [InlineData("var blog = new Blog(); _blogs.Add(blog); [|blog.Name|] = name;")]
    [InlineData("var blog = new Blog(); blog.Changed += OnChanged; [|blog.Name|] = name;")]
    [InlineData("var blog = new Blog(this); [|blog.Name|] = name;")]
    [InlineData("var blog = new Blog(); [|blog.Title|] = name;")]
    [InlineData("var blog = _blogs[0]; [|blog.Name|] = name;")]
    public Task Flags_an_object_that_others_may_hear(string body) => FlagsProgram(Blogs.Replace("BODY", body));

    [Fact]
    public Task Accepts_it_behind_the_lock() => AcceptsProgram("""
        class Meter
        {
            private readonly object _gate = new();
            private readonly Bell _bell = new();
            private int _value;
            public void Set(int value) { lock (_gate) { _value = value; } _bell.Ring(); }
        }
        class Bell
        {
            public event EventHandler? Rang;
            public void Ring() => Rang?.Invoke(this, EventArgs.Empty);
        }
        """);

    [Theory]
    [InlineData("new Heap((one, other) => one - other)", false)]
    [InlineData("new Heap(Compare)", false)]
    [InlineData("new Heap(compare)", true)]
    public Task Knows_the_code_that_a_type_gives_to_what_it_makes(string made, bool isAlien)
    {
        var program = $$"""
            public class Timers
            {
                private readonly object _gate = new();
                private readonly Heap _heap;
                public Timers(Func<int, int, int> compare) => _heap = {{made}};
                private static int Compare(int one, int other) => one - other;
                public void Add(int due) { lock (_gate) { {{(isAlien ? "[|_heap.Add|]" : "_heap.Add")}}(due); } }
            }
            public class Heap
            {
                private readonly Func<int, int, int> _compare;
                private int _least;
                public Heap(Func<int, int, int> compare) => _compare = compare;
                public void Add(int value) { if (_compare(value, _least) < 0) _least = value; }
            }
            """;
        return isAlien ? FlagsProgram(program) : AcceptsProgram(program);
    }
}
