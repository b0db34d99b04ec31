%% ask: one process answers the questions of main, one after the other.
-module(ask).
-export([main/0]).

-define(ROUNDS, 300000).

counter(Count) ->
    receive
        {next, From, Ref, Step} ->
            From ! {Ref, Count + Step},
            counter(Count + Step);
        stop -> ok
    end.

ask(_, Last, 0) -> Last;
ask(Counter, _, N) ->
    Ref = make_ref(),
    Counter ! {next, self(), Ref, 1},
    receive {Ref, Count} -> ask(Counter, Count, N - 1) end.

main() ->
    Counter = spawn(fun() -> counter(0) end),
    Begun = erlang:monotonic_time(nanosecond),
    ?ROUNDS = ask(Counter, 0, ?ROUNDS),
    io:format("~b~n", [erlang:monotonic_time(nanosecond) - Begun]).
