%% spawn: main makes a hundred thousand processes, keeps them, and asks the last one.
-module(spawn).
-export([main/0]).

-define(ACTORS, 100000).

cell(Held) ->
    receive {get, From} -> From ! {held, Held}, cell(Held) end.

main() ->
    Begun = erlang:monotonic_time(nanosecond),
    Cells = [spawn(fun() -> cell(I) end) || I <- lists:seq(0, ?ACTORS - 1)],
    lists:last(Cells) ! {get, self()},
    receive {held, ?ACTORS - 1} -> ok end,
    io:format("~b~n", [erlang:monotonic_time(nanosecond) - Begun]).
