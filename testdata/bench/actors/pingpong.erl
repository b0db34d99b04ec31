%% pingpong: two processes send each other a ball, which nobody waits for.
-module(pingpong).
-export([main/0]).

-define(HITS, 400000).

player(Main) ->
    receive
        {hit, ?HITS, _} -> Main ! done;
        {hit, N, Other} ->
            Other ! {hit, N + 1, self()},
            player(Main)
    end.

main() ->
    Main = self(),
    Begun = erlang:monotonic_time(nanosecond),
    One = spawn(fun() -> player(Main) end),
    Two = spawn(fun() -> player(Main) end),
    One ! {hit, 1, Two},
    receive done -> ok end,
    io:format("~b~n", [erlang:monotonic_time(nanosecond) - Begun]).
