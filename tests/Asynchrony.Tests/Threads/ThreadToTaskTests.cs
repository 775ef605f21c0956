using Asynchrony.CodeFixes.Threads;
using Asynchrony.Tests.Framework;

namespace Asynchrony.Tests.Threads;

public sealed class ThreadToTaskTests : RefactoringTests<ThreadToTask>
{
    [Fact]
    public Task Is_offered_where_the_thread_is_made_started_and_joined() => Turns("""
        class Report(TextWriter file)
        {
            public async Task Print(string[] rows)
            {
                // Print beside the caller.
                [|var|] [|worker|] = [|new Thread|](() =>
                {
                    foreach (var row in rows)
                        file.WriteLine(row); // slow
                }); // made
                worker.IsBackground = true; // do not keep the process
                [|worker.Start|]();
                await Console.Out.WriteLineAsync("printing");

                [|worker|].[|Join|](); // wait
                await file.FlushAsync();
            }
        }
        """, """
        class Report(TextWriter file)
        {
            public async Task Print(string[] rows)
            {
                // Print beside the caller.
                // made
                // do not keep the process
                var worker = Task.Run(() =>
                {
                    foreach (var row in rows)
                        file.WriteLine(row); // slow
                });
                await Console.Out.WriteLineAsync("printing");

                await worker; // wait
                await file.FlushAsync();
            }
        }
        """);

    [Fact]
    public Task Runs_a_method_and_awaits_in_a_finally() => Turns("""
        class Report(TextWriter file)
        {
            private int lines;

            private void Print() { file.WriteLine("report"); lines++; }

            public async Task<int> All()
            {
                Thread worker = [|new|](new ThreadStart(Print)) { IsBackground = true };
                worker.Start();
                try
                {
                    await file.FlushAsync().ConfigureAwait(false);
                }
                finally
                {
                    [|worker.Join|]();
                }

                return lines;
            }
        }
        """, """
        class Report(TextWriter file)
        {
            private int lines;

            private void Print() { file.WriteLine("report"); lines++; }

            public async Task<int> All()
            {
                var worker = Task.Run(Print);
                try
                {
                    await file.FlushAsync().ConfigureAwait(false);
                }
                finally
                {
                    await worker.ConfigureAwait(false);
                }

                return lines;
            }
        }
        """);

    [Fact]
    public Task Is_offered_in_lambdas_and_in_top_level_statements_with_their_line_ends() => Turns("""
        Func<Task> later = async () =>
        {
            var worker = [|new Thread|](delegate () { File.Delete("old"); });
            worker.Start();
            await Task.Delay(10);
            worker.Join();
        };
        await later();

        """.ReplaceLineEndings("\r\n"), """
        Func<Task> later = async () =>
        {
            var worker = Task.Run(delegate () { File.Delete("old"); });
            await Task.Delay(10);
            await worker;
        };
        await later();

        """.ReplaceLineEndings("\r\n"));

    [Fact]
    public Task May_leave_a_task_that_keeps_its_exceptions() => Turns("""
        class Report
        {
            public async Task Print(string name, bool wait)
            {
                var [|worker|] = new Thread(() => { try { File.Delete(name); } catch (Exception e) { Console.WriteLine(e); } });
                worker.Start();
                await Task.Delay(10);
                if (wait)
                    [|worker.Join|]();
            }
        }
        """, """
        class Report
        {
            public async Task Print(string name, bool wait)
            {
                var worker = Task.Run(() => { try { File.Delete(name); } catch (Exception e) { Console.WriteLine(e); } });
                await Task.Delay(10);
                if (wait)
                    await worker;
            }
        }
        """);

    [Fact]
    public Task Turns_a_field_with_the_thread_in_it() => Turns("""
        class Index : IAsyncDisposable
        {
            // Loads beside the caller.
            private Thread? [|_loader|]; // one
            private readonly List<string> _words = new();

            public void Load(string name)
            {
                // Once.
                [|_loader|] = [|new Thread|](() =>
                {
                    try { _words.AddRange(File.ReadAllLines(name)); }
                    catch (Exception e) { Console.WriteLine(e); }
                });
                _loader.IsBackground = true; // no matter
                [|_loader.Start|]();
            }

            public async Task<int> Count()
            {
                if (_loader != null)
                    this.[|_loader.Join|]();
                await Task.Yield();
                return _words.Count;
            }

            public async ValueTask DisposeAsync()
            {
                [|_loader?.Join|](); // last
                _loader = null;
                await Console.Out.FlushAsync();
            }
        }
        """, """
        class Index : IAsyncDisposable
        {
            // Loads beside the caller.
            private Task? _loader; // one
            private readonly List<string> _words = new();

            public void Load(string name)
            {
                // Once.
                // no matter
                _loader = Task.Run(() =>
                {
                    try { _words.AddRange(File.ReadAllLines(name)); }
                    catch (Exception e) { Console.WriteLine(e); }
                });
            }

            public async Task<int> Count()
            {
                if (_loader != null)
                    await this._loader;
                await Task.Yield();
                return _words.Count;
            }

            public async ValueTask DisposeAsync()
            {
                await (_loader ?? Task.CompletedTask); // last
                _loader = null;
                await Console.Out.FlushAsync();
            }
        }
        """);

    [Theory]
    [InlineData("var [|worker|] = new Thread(() => Print(1)); worker.Name = \"printer\"; worker.Start(); await Save(); worker.Join();", "it has a name")]
    [InlineData("var [|worker|] = new Thread(() => Print(1)) { Priority = ThreadPriority.Lowest }; worker.Start(); await Save(); worker.Join();", "it has a priority")]
    [InlineData("var [|worker|] = new Thread(() => Print(1)) { IsBackground = false }; worker.Start(); await Save(); worker.Join();", "it keeps the process")]
    [InlineData("var [|worker|] = new Thread(() => Print(1)); worker.SetApartmentState(ApartmentState.STA); worker.Start(); await Save(); worker.Join();", "it has an apartment")]
    [InlineData("var [|worker|] = new Thread(() => Print(1)); worker.CurrentCulture = System.Globalization.CultureInfo.InvariantCulture; worker.Start(); await Save(); worker.Join();", "it has a culture")]
    [InlineData("var [|worker|] = new Thread(() => Print(1), 1_000_000); worker.Start(); await Save(); worker.Join();", "it has a stack")]
    [InlineData("var [|worker|] = new Thread(() => Print(Thread.CurrentThread.ManagedThreadId)); worker.Start(); await Save(); worker.Join();", "the body asks for its thread")]
    [InlineData("var [|worker|] = new Thread(() => Print(1)); worker.Start(); await Save(); if (worker.Join(100)) Print(2);", "a join with a limit is a question")]
    [InlineData("var [|worker|] = new Thread(() => Print(1)); worker.Start(); await Save(); if (worker.IsAlive) worker.Join();", "it is asked")]
    [InlineData("var [|worker|] = new Thread(() => Print(1)); worker.Start(); await Save();", "nobody joins it")]
    [InlineData("var [|worker|] = new Thread(() => Print(1)); Keep(worker); worker.Start(); await Save(); worker.Join();", "others have it")]
    [InlineData("var [|worker|] = new Thread(() => Print(1)); await Save(); worker.Start(); worker.Join();", "it starts later")]
    [InlineData("var [|worker|] = new Thread(it => Print(it)); worker.Start(3); await Save(); worker.Join();", "it is given something")]
    [InlineData("var [|worker|] = new Thread(async () => await Save()); worker.Start(); await Save(); worker.Join();", "the join did not wait for the body")]
    [InlineData("var [|worker|] = new Thread(() => Save()); worker.Start(); await Save(); worker.Join();", "the join did not wait for the task")]
    [InlineData("var [|worker|] = new Thread(Later); worker.Start(); await Save(); worker.Join();", "the body is async")]
    [InlineData("ThreadStart body = () => Print(1); var [|worker|] = new Thread(body); worker.Start(); await Save(); worker.Join();", "the body is a value")]
    [InlineData("var [|worker|] = new Thread(() => { Thread.Sleep(100); Print(1); }); worker.Start(); await Save(); worker.Join();", "the body keeps its thread")]
    [InlineData("var [|worker|] = new Thread(() => { while (true) Print(1); }); worker.Start(); await Save(); worker.Join();", "the body does not end")]
    [InlineData("lock (gate) { var [|worker|] = new Thread(() => Print(1)); worker.Start(); worker.Join(); } await Save();", "no await under a lock")]
    [InlineData("var [|worker|] = new Thread(() => Print(1)); worker.Start(); if (DateTime.Now.Ticks > 3) return; await Save(); worker.Join();", "a task would hide what it throws")]
    public Task Leaves_a_thread_that_is_more_than_its_body(string statements, string why)
    {
        Assert.NotEmpty(why);
        return Leaves("class C { private readonly object gate = new(); static void Print(object? it) => Console.WriteLine(it); static void Keep(Thread it) => Console.WriteLine(it); static async Task Save() => await File.WriteAllTextAsync(\"a\", \"b\"); static async void Later() => await Save(); async Task M() { " + statements + " } }");
    }

    [Theory]
    [InlineData("private Thread? [|worker|]; void A() { worker = new Thread(Safe); worker.Start(); } void B() { worker!.Join(); }", "no await there")]
    [InlineData("private Thread? [|worker|]; void A() { worker = new Thread(Throws); worker.Start(); } async Task B() { await Task.Yield(); worker?.Join(); }", "a task would hide what it throws")]
    [InlineData("private Thread? [|worker|]; void A() { worker = new Thread(Safe); } void S() { worker?.Start(); } async Task B() { await Task.Yield(); worker?.Join(); }", "it starts elsewhere")]
    [InlineData("private Thread? [|worker|]; void A() { worker = new Thread(Safe); worker.Start(); } async Task B() { await Task.Yield(); worker?.Join(); } bool C() => worker!.IsAlive;", "it is asked")]
    [InlineData("private Thread? [|worker|]; void A() { worker = new Thread(Safe); worker.Start(); worker = new Thread(Safe); worker.Start(); } async Task B() { await Task.Yield(); worker?.Join(); }", "there are two")]
    [InlineData("internal Thread? [|worker|]; void A() { worker = new Thread(Safe); worker.Start(); } async Task B() { await Task.Yield(); worker?.Join(); }", "others see it")]
    [InlineData("private Thread? [|worker|]; void A() { worker = new Thread(Safe); worker.Start(); } async Task B(C other) { await Task.Yield(); other.worker?.Join(); }", "it is of another object")]
    [InlineData("private readonly Thread [|worker|] = new(Safe); void A() { worker.Start(); } async Task B() { await Task.Yield(); worker.Join(); }", "it starts elsewhere")]
    public Task Leaves_a_field_that_is_more(string members, string why)
    {
        Assert.NotEmpty(why);
        return Leaves("class C { static void Safe() { try { File.Delete(\"a\"); } catch (Exception e) { Console.WriteLine(e); } } static void Throws() => File.Delete(\"a\"); " + members + " }");
    }

    [Theory]
    [InlineData("var worker = new Thread(() => { [|File.Delete|](\"a\"); }); worker.Start(); await Task.Delay(1); worker.Join();")]
    [InlineData("var worker = new Thread(() => File.Delete(\"a\")); worker.Start(); [|await Task.Delay(1)|]; worker.Join();")]
    [InlineData("var [|list|] = new List<int>(); await Task.Delay(list.Count);")]
    [InlineData("var worker = new Thread(() => File.Delete(\"a\")); worker.[|Start|](await Task.Delay(1); worker.Join();")]
    [InlineData("[|worker|].Join(); await Missing(")]
    [InlineData("var [|worker|] = new Thread(")]
    public Task Is_offered_nowhere_else(string statements) => Leaves("class C { async Task M() { " + statements + " } }");
}
